package dev.diskwright.core.container.vmdk;

import java.lang.foreign.MemorySegment;

/// The grains of a chunk that are not all zero, as they will stand in the file: marker, data, zeros to the sector's end.
final class CompressedChunk {
    private final byte[] bytes;
    private final MemorySegment segment;
    private final long[] grains;
    private final int[] starts;
    private int count;

    /// @param most grains that fit
    /// @param slack bytes that may be overwritten behind the last one
    CompressedChunk(int most, int slack) {
        bytes = new byte[most * GrainCompressor.MOST_SECTORS * Sectors.SIZE + slack];
        segment = MemorySegment.ofArray(bytes);
        grains = new long[most];
        starts = new int[most + 1];
    }

    void clear() {
        count = 0;
    }

    int capacity() {
        return grains.length;
    }

    /// Compresses a grain to the end of what is here.
    void add(GrainCompressor compressor, long grain, MemorySegment data) {
        int start = starts[count];
        int from = start + Marker.GRAIN_SIZE;
        int size = compressor.compress(data, bytes, from);
        segment.set(Sectors.U64, start, grain * Geometry.GRAIN);
        segment.set(Sectors.U32, start + 8, size);
        int end = from + size;
        int padded = (int) (Sectors.covering(end) << Sectors.BITS);
        segment.asSlice(end, padded - end).fill((byte) 0);
        grains[count++] = grain;
        starts[count] = padded;
    }

    int count() {
        return count;
    }

    /// {@return which grain of the disk the `index`th is}
    long grain(int index) {
        return grains[index];
    }

    /// {@return where the `index`th grain begins; for [#count], where the last one ends}
    int start(int index) {
        return starts[index];
    }

    MemorySegment bytes() {
        return segment;
    }
}
