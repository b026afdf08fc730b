package dev.diskwright.core.container.vmdk;

/// Where a sparse extent keeps its grains, whichever header it has.
///
/// @param capacity in bytes
/// @param grainSize in bytes, a power of two
/// @param tableEntries of a grain table
/// @param directoryOffset of the grain directory, in sectors, as the header says it
/// @param redundantOffset of the redundant grain directory, in sectors, as the header says it; 0 if there is none
/// @param compressed whether grains are zlib streams
/// @param markers whether a marker precedes each compressed grain
/// @param zeroedGrains whether an entry of 1 means a grain of zeros
record Layout(
        long capacity,
        int grainSize,
        int tableEntries,
        long directoryOffset,
        long redundantOffset,
        boolean compressed,
        boolean markers,
        boolean zeroedGrains) {
    /// {@return bytes of the disk that a grain table describes}
    long tableCoverage() {
        return (long) grainSize * tableEntries;
    }

    /// {@return entries of the grain directory}
    long directoryEntries() {
        return Math.ceilDiv(capacity, tableCoverage());
    }

    long grains() {
        return Math.ceilDiv(capacity, grainSize);
    }
}
