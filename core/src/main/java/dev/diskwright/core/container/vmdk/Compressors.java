package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.ZeroBytes;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Compresses chunks on several threads at once, each with a compressor of its own.
final class Compressors {
    private final ConcurrentLinkedQueue<GrainCompressor> idle = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<CompressedChunk> free = new ConcurrentLinkedQueue<>();

    /// {@return the grains of a chunk that are not all zero, to be [released][#release] when they are written}
    ///
    /// @param offset in the disk, where a grain begins
    CompressedChunk compress(long offset, MemorySegment data) {
        int grains = Math.toIntExact(Math.ceilDiv(data.byteSize(), Geometry.GRAIN_SIZE));
        CompressedChunk known = free.poll();
        CompressedChunk chunk =
                known == null || known.capacity() < grains
                        ? new CompressedChunk(grains, GrainCompressor.SLACK)
                        : known;
        GrainCompressor one = idle.poll();
        GrainCompressor compressor = one == null ? new GrainCompressor() : one;
        chunk.clear();
        for (int i = 0; i < grains; i++) {
            long at = (long) i * Geometry.GRAIN_SIZE;
            long length = Math.min(Geometry.GRAIN_SIZE, data.byteSize() - at);
            MemorySegment grain = data.asSlice(at, length);
            if (!ZeroBytes.isZero(grain)) {
                chunk.add(compressor, offset / Geometry.GRAIN_SIZE + i, grain);
            }
        }
        idle.add(compressor);
        return chunk;
    }

    void release(CompressedChunk chunk) {
        free.add(chunk);
    }
}
