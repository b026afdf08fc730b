package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.ZstdDecoder;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Expands compressed clusters: raw deflate with any window, or zstd ("Compressed Clusters Descriptor"). For several
/// threads; each borrows what it works with.
final class Decompressor {
    private static final int ZSTD = 1;

    private final Where file;
    private final BlockSource bytes;
    private final Header header;
    private final Queue<Tools> idle = new ConcurrentLinkedQueue<>();

    Decompressor(Where file, BlockSource bytes, Header header) {
        this.file = file;
        this.bytes = bytes;
        this.header = header;
    }

    /// What one thread works with; the inflater's memory goes when nothing refers to it.
    private static final class Tools {
        final Inflater inflater = new Inflater(true);
        final ZstdDecoder zstd = new ZstdDecoder();
        byte[] input = {};
        byte[] spare = {};
    }

    /// {@return one cluster}
    MemorySegment expand(Mapping.Compressed at) throws IOException {
        MemorySegment cluster = MemorySegment.ofArray(new byte[header.clusterSize()]);
        expand(at, cluster);
        return cluster.asReadOnly();
    }

    /// Fills `cluster`, which has the size of one.
    void expand(Mapping.Compressed at, MemorySegment cluster) throws IOException {
        Tools tools = idle.poll();
        if (tools == null) {
            tools = new Tools();
        }
        try {
            expand(at, cluster, tools);
        } finally {
            idle.add(tools);
        }
    }

    private void expand(Mapping.Compressed at, MemorySegment cluster, Tools tools)
            throws IOException {
        Where where = file.structure("compressed cluster", at.hostOffset());
        long available = Math.min(at.length(), bytes.size() - at.hostOffset());
        if (available <= 0) {
            throw new CorruptImageException(
                    where, "an offset outside", "one within %d bytes".formatted(bytes.size()));
        }
        if (tools.input.length < available + ZstdDecoder.SLACK) {
            tools.input = new byte[2 * header.clusterSize() + 1024];
        }
        int length = (int) available;
        bytes.read(at.hostOffset(), MemorySegment.ofArray(tools.input).asSlice(0, length));
        long size =
                header.compressionType() == ZSTD
                        ? expandZstd(where, tools, length, cluster)
                        : inflate(where, tools, length, cluster);
        if (size < cluster.byteSize()) {
            throw new CorruptImageException(
                    where, size + " bytes", "a cluster of " + cluster.byteSize());
        }
    }

    private static int inflate(Where where, Tools tools, int length, MemorySegment cluster)
            throws CorruptImageException {
        try {
            tools.inflater.reset();
            tools.inflater.setInput(tools.input, 0, length);
            var target = cluster.asByteBuffer();
            while (target.hasRemaining()) {
                if (tools.inflater.inflate(target) == 0) {
                    break;
                }
            }
            return target.position();
        } catch (DataFormatException e) {
            throw new CorruptImageException(
                    where, String.valueOf(e.getMessage()), "a deflate stream", e);
        }
    }

    /// Expands frames until the cluster is full.
    private static int expandZstd(Where where, Tools tools, int end, MemorySegment cluster)
            throws ImageException {
        int wanted = (int) cluster.byteSize();
        if (tools.spare.length < wanted + ZstdDecoder.SLACK) {
            tools.spare = new byte[wanted + ZstdDecoder.SLACK];
        }
        int at = 0;
        int size = 0;
        while (size < wanted) {
            size = tools.zstd.expand(where, tools.input, at, end, tools.spare, size, wanted);
            at = tools.zstd.position();
        }
        MemorySegment.copy(tools.spare, 0, cluster, ValueLayout.JAVA_BYTE, 0, size);
        return size;
    }
}
