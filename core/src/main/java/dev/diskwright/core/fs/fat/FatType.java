package dev.diskwright.core.fs.fat;

/// Width of a FAT entry, which follows from the number of clusters (FAT specification, section 3.5).
enum FatType {
    /// Up to 4084 clusters.
    FAT12(12, 1, 4084),
    /// Up to 65,524 clusters.
    FAT16(16, 4085, 65_524),
    /// From 65,525 clusters on; the upper four bits of an entry are reserved.
    FAT32(28, 65_525, 0x0fff_fff5);

    /// How far the writer stays away from the limits, since some firmware computes them with an off-by-one.
    private static final int MARGIN = 16;

    private final int valueBits;
    private final long fewest;
    private final long most;

    FatType(int valueBits, long fewest, long most) {
        this.valueBits = valueBits;
        this.fewest = fewest;
        this.most = most;
    }

    /// {@return the type that the specification gives to this number of clusters}
    static FatType of(long clusters) {
        return clusters <= FAT12.most ? FAT12 : clusters <= FAT16.most ? FAT16 : FAT32;
    }

    /// {@return the type with entries of 12, 16 or 32 bits}
    static FatType ofBits(int bits) {
        return bits == 12 ? FAT12 : bits == 16 ? FAT16 : FAT32;
    }

    /// {@return width of an entry: 12, 16 or 32 bits}
    int bits() {
        return this == FAT32 ? 32 : valueBits;
    }

    /// {@return the smallest number of clusters the specification allows}
    long fewest() {
        return fewest;
    }

    /// {@return the largest number of clusters the specification allows}
    long most() {
        return most;
    }

    /// {@return the smallest number of clusters the writer makes}
    long fewestWritten() {
        return this == FAT12 ? MARGIN : fewest + MARGIN;
    }

    /// {@return the largest number of clusters the writer makes}
    long mostWritten() {
        return most - MARGIN;
    }

    /// {@return the bits of an entry that count}
    long mask() {
        return (1L << valueBits) - 1;
    }

    /// {@return the smallest value that marks the end of a chain}
    long endOfChain() {
        return mask() - 7;
    }

    /// {@return the value that marks a bad cluster}
    long bad() {
        return mask() - 8;
    }

    /// {@return the bit of FAT[1] that is set on a volume that was unmounted cleanly, 0 for FAT12 which has none}
    long cleanBit() {
        return switch (this) {
            case FAT12 -> 0;
            case FAT16 -> 0x8000;
            case FAT32 -> 0x0800_0000;
        };
    }

    /// {@return the bit of FAT[1] that is set when no read or write has failed, 0 for FAT12 which has none}
    long noErrorBit() {
        return cleanBit() >> 1;
    }

    /// {@return bytes that `entries` entries take}
    long bytes(long entries) {
        return Math.ceilDiv(entries * bits(), 8L);
    }
}
