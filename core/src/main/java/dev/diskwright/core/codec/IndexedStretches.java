package dev.diskwright.core.codec;

import dev.diskwright.core.block.Extent;

/// Stretches that begin at the places of an index.
abstract class IndexedStretches implements Stretches {
    final Index index;
    final ZeroRuns zeros = new ZeroRuns();
    long size; // known when the constructor has ended

    IndexedStretches(Index index) {
        this.index = index;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int count() {
        return index.count();
    }

    @Override
    public long start(int stretch) {
        return index.unpacked(stretch);
    }

    @Override
    public int at(long offset) {
        return index.at(offset);
    }

    @Override
    public Extent extentAt(long offset) {
        return zeros.extentAt(offset, size);
    }
}
