package dev.diskwright.core.container.vma;

import java.util.Arrays;

/// Which blocks of some clusters are stored.
final class Masks {
    private final short[] masks;

    /// None of them.
    ///
    /// @param count of clusters
    Masks(int count) {
        masks = new short[count];
    }

    static Masks full(int count) {
        var full = new Masks(count);
        Arrays.fill(full.masks, (short) Fields.FULL);
        return full;
    }

    int get(int cluster) {
        return masks[cluster] & Fields.FULL;
    }

    /// @param block counted from the first cluster on
    void setBlock(int block) {
        masks[block / Fields.BLOCKS] |= (short) (1 << block % Fields.BLOCKS);
    }

    /// Puts others from a cluster on.
    void put(int cluster, Masks others) {
        System.arraycopy(others.masks, 0, masks, cluster, others.masks.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Masks it && Arrays.equals(masks, it.masks);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(masks);
    }
}
