package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.codec.DeflateEncoder;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Compresses clusters. For several threads; each borrows what it works with.
///
/// Deflate with the window of 4 KiB that readers may count on, as QEMU itself inflates with no more; that and the same
/// bytes on every machine is why it is not the JDK's. Of zstd it is the library's encoder in Java, never the native one
/// that it also has.
final class Compressor {
    private static final int WINDOW_BITS = 12;

    private final Settings.Compression compression;
    private final int clusterSize;
    private final Queue<DeflateEncoder> deflaters = new ConcurrentLinkedQueue<>();
    private final Queue<ZstdJavaCompressor> zstds = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> buffers = new ConcurrentLinkedQueue<>();

    Compressor(Settings.Compression compression, int clusterSize) {
        this.compression = compression;
        this.clusterSize = clusterSize;
    }

    /// {@return room for as many compressed clusters} It may hold anything.
    byte[] borrowBuffer(int clusters) {
        byte[] buffer = buffers.poll();
        int size = clusters * clusterSize + slack();
        return buffer != null && buffer.length >= size ? buffer : new byte[size];
    }

    void giveBack(byte[] buffer) {
        buffers.add(buffer);
    }

    private int slack() {
        return Math.max(
                DeflateEncoder.SLACK, new ZstdJavaCompressor().maxCompressedLength(clusterSize));
    }

    /// Compresses one cluster.
    ///
    /// @param in a whole one
    /// @return length of the result at `offset`; -1 if it did not become smaller
    int compress(MemorySegment in, byte[] out, int offset) {
        if (compression == Settings.Compression.ZSTD) {
            ZstdJavaCompressor idle = zstds.poll();
            ZstdJavaCompressor zstd = idle == null ? new ZstdJavaCompressor() : idle;
            MemorySegment room = MemorySegment.ofArray(out).asSlice(offset);
            int length = zstd.compress(in, room);
            zstds.add(zstd);
            return length < clusterSize ? length : -1;
        }
        DeflateEncoder idle = deflaters.poll();
        DeflateEncoder deflater = idle == null ? new DeflateEncoder(WINDOW_BITS) : idle;
        int length = deflater.deflate(in, out, offset, clusterSize - 1);
        deflaters.add(deflater);
        return length;
    }
}
