package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.ZeroBytes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what becomes of each cluster of a chunk: looks for zeros, compares with the backing file, compresses. For
/// several threads.
record Planner(Settings settings, Compressor compressor) {
    Plan plan(long offset, MemorySegment data) throws IOException {
        int clusterSize = settings.clusterSize();
        int clusters = (int) Math.ceilDiv(data.byteSize(), clusterSize);
        boolean compresses = settings.compression() != Settings.Compression.NONE;
        var plan = new Plan(data, clusters, compresses ? compressor.borrowBuffer(clusters) : null);
        MemorySegment below = below(offset, (int) data.byteSize());
        int at = 0; // in the compressed clusters
        for (int i = 0; i < clusters; i++) {
            long start = (long) i * clusterSize;
            long length = Math.min(clusterSize, data.byteSize() - start);
            MemorySegment cluster = data.asSlice(start, length);
            plan.kinds[i] = kind(cluster, below == null ? null : below.asSlice(start, length));
            if (plan.kinds[i] == Plan.Kind.STANDARD && plan.compressed != null) {
                int compressed = compressor.compress(whole(cluster), plan.compressed, at);
                if (compressed > 0) {
                    plan.kinds[i] = Plan.Kind.COMPRESSED;
                    plan.lengths[i] = compressed;
                    at += compressed;
                }
            }
            if (settings.isExtended()) {
                plan.bitmaps[i] = bitmap(plan, i, below);
            }
        }
        return plan;
    }

    /// {@return what the backing file has there; null if there is none}
    private @Nullable MemorySegment below(long offset, int length) throws IOException {
        Optional<Settings.Backing> backing = settings.backing();
        if (backing.isEmpty()) {
            return null;
        }
        BlockSource disk = backing.get().disk();
        MemorySegment bytes = MemorySegment.ofArray(new byte[length]);
        long covered = Math.clamp(disk.size() - offset, 0, length);
        if (covered > 0) {
            disk.read(offset, bytes.asSlice(0, covered));
        }
        return bytes;
    }

    private Plan.Kind kind(MemorySegment cluster, @Nullable MemorySegment below) {
        if (below != null && cluster.mismatch(below) < 0) {
            return Plan.Kind.NONE;
        }
        if (!ZeroBytes.isZero(cluster)) {
            return Plan.Kind.STANDARD;
        }
        if (below != null) {
            return zeroOverData();
        }
        return switch (settings.preallocation()) {
            case OFF -> Plan.Kind.NONE;
            case METADATA -> Plan.Kind.MAPPED;
            case FULL -> Plan.Kind.STANDARD;
        };
    }

    /// {@return how a cluster of zeros is written where the backing file has something else}
    Plan.Kind zeroOverData() {
        return settings.version() == 2 ? Plan.Kind.STANDARD : Plan.Kind.ZERO;
    }

    private MemorySegment whole(MemorySegment cluster) {
        if (cluster.byteSize() == settings.clusterSize()) {
            return cluster;
        }
        MemorySegment padded = MemorySegment.ofArray(new byte[settings.clusterSize()]);
        MemorySegment.copy(cluster, 0, padded, 0, cluster.byteSize());
        return padded;
    }

    private long bitmap(Plan plan, int cluster, @Nullable MemorySegment below) {
        return switch (plan.kinds[cluster]) {
            case NONE, COMPRESSED -> 0;
            case ZERO -> L2Table.ALL << L2Table.SUBCLUSTERS;
            case MAPPED -> L2Table.ALL;
            case STANDARD -> subclusters(plan.data, cluster, below);
        };
    }

    private long subclusters(MemorySegment data, int cluster, @Nullable MemorySegment below) {
        if (settings.preallocation() != Settings.Preallocation.OFF) {
            return L2Table.ALL;
        }
        long size = settings.clusterSize() / L2Table.SUBCLUSTERS;
        long bitmap = 0;
        for (int i = 0; i < L2Table.SUBCLUSTERS; i++) {
            long start = (long) cluster * settings.clusterSize() + i * size;
            long length = Math.min(size, data.byteSize() - start);
            if (length <= 0) {
                break;
            }
            MemorySegment bytes = data.asSlice(start, length);
            if (below != null && bytes.mismatch(below.asSlice(start, length)) < 0) {
                continue;
            }
            boolean isZero = ZeroBytes.isZero(bytes);
            if (!isZero) {
                bitmap |= 1L << i;
            } else if (below != null) {
                bitmap |= 1L << L2Table.SUBCLUSTERS + i;
            }
        }
        return bitmap;
    }
}
