package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.codec.DeflateEncoder;
import dev.diskwright.core.codec.ZstdEncoder;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Compresses clusters. For several threads; each borrows what it works with.
///
/// Deflate with the window of 4 KiB that readers may count on, as QEMU itself inflates with no more.
final class Compressor {
    private static final int WINDOW_BITS = 12;

    private final Settings.Compression compression;
    private final int clusterSize;
    private final Queue<DeflateEncoder> deflaters = new ConcurrentLinkedQueue<>();
    private final Queue<ZstdEncoder> zstds = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> buffers = new ConcurrentLinkedQueue<>();

    Compressor(Settings.Compression compression, int clusterSize) {
        this.compression = compression;
        this.clusterSize = clusterSize;
    }

    /// {@return room for as many compressed clusters} It may hold anything.
    byte[] borrowBuffer(int clusters) {
        byte[] buffer = buffers.poll();
        int size = clusters * clusterSize + DeflateEncoder.SLACK;
        return buffer != null && buffer.length >= size ? buffer : new byte[size];
    }

    void giveBack(byte[] buffer) {
        buffers.add(buffer);
    }

    /// Compresses one cluster.
    ///
    /// @param in a whole one
    /// @return length of the result at `offset`; -1 if it did not become smaller
    int compress(MemorySegment in, byte[] out, int offset) {
        int limit = clusterSize - 1;
        if (compression == Settings.Compression.ZSTD) {
            ZstdEncoder idle = zstds.poll();
            ZstdEncoder zstd = idle == null ? new ZstdEncoder() : idle;
            int length = zstd.compress(in, out, offset, limit);
            zstds.add(zstd);
            return length;
        }
        DeflateEncoder idle = deflaters.poll();
        DeflateEncoder deflater = idle == null ? new DeflateEncoder(WINDOW_BITS) : idle;
        int length = deflater.deflate(in, out, offset, limit);
        deflaters.add(deflater);
        return length;
    }
}
