package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.OptionalInt;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Expands compressed clusters: raw deflate with any window, or zstd ("Compressed Clusters Descriptor").
record Decompressor(Where file, BlockSource bytes, Header header) {
    private static final int ZSTD = 1;

    /// {@return one cluster}
    MemorySegment expand(Mapping.Compressed at) throws IOException {
        Where where = file.structure("compressed cluster", at.hostOffset());
        long available = Math.min(at.length(), bytes.size() - at.hostOffset());
        if (available <= 0) {
            throw new CorruptImageException(
                    where, "an offset outside", "one within %d bytes".formatted(bytes.size()));
        }
        byte[] input = bytes.bytes(at.hostOffset(), (int) available).toArray(ValueLayout.JAVA_BYTE);
        byte[] cluster = new byte[header.clusterSize()];
        int size =
                header.compressionType() == ZSTD
                        ? expandZstd(where, input, cluster)
                        : inflate(where, input, cluster);
        if (size < cluster.length) {
            throw new CorruptImageException(
                    where, size + " bytes", "a cluster of " + cluster.length);
        }
        return MemorySegment.ofArray(cluster).asReadOnly();
    }

    private static int inflate(Where where, byte[] input, byte[] cluster)
            throws CorruptImageException {
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(input);
            int size = 0;
            while (size < cluster.length) {
                int more = inflater.inflate(cluster, size, cluster.length - size);
                if (more == 0) {
                    return size;
                }
                size += more;
            }
            return size;
        } catch (DataFormatException e) {
            throw new CorruptImageException(
                    where, String.valueOf(e.getMessage()), "a deflate stream", e);
        }
    }

    private static int expandZstd(Where where, byte[] input, byte[] cluster)
            throws CorruptImageException {
        MemorySegment bytes = MemorySegment.ofArray(input);
        var zstd = new ZstdJavaDecompressor();
        int at = 0;
        int size = 0;
        while (size < cluster.length) {
            OptionalInt frame = ZstdFrame.length(bytes, at);
            if (frame.isEmpty()) {
                throw new CorruptImageException(
                        where.field("zstd frame", at), "no whole frame", "one");
            }
            int length = frame.getAsInt();
            try {
                size += zstd.decompress(input, at, length, cluster, size, cluster.length - size);
            } catch (RuntimeException e) { // of several kinds, for damaged data
                throw new CorruptImageException(
                        where, String.valueOf(e.getMessage()), "a zstd frame", e);
            }
            at += length;
        }
        return size;
    }
}
