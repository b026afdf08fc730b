package dev.diskwright.core.design;

import org.jspecify.annotations.Nullable;

/// The disk as a whole.
///
/// @param format container format by name, `raw`, `qcow2` …
/// @param compress compression inside the container
/// @param size fixed size; null means as large as the layout needs
/// @param additionalSpace free space in the growing partition when the size is automatic
/// @param sectorSize logical sector size in bytes: 512 or 4096
public record Disk(
        @Default("\"qcow2\"") @Explain("Container format of the output.") String format,
        @Default("\"none\"") @Explain("Compression inside the container, where the format can.")
                Compression compress,
        @Default("\"auto\"") @Explain("Size of the disk, such as 8GiB, or auto.") @Auto
                @Nullable ByteSize size,
        @Default("\"512M\"")
                @Explain("With an automatic size: free space in the growing partition.")
                ByteSize additionalSpace,
        @Default("512") @Explain("Logical sector size: 512 or 4096 bytes.") int sectorSize) {
    /// How a container compresses its data.
    public enum Compression {
        /// Not at all.
        NONE,
        /// Deflate.
        ZLIB,
        /// Zstandard.
        ZSTD
    }

    /// {@return the same with another container format}
    public Disk withFormat(String newFormat) {
        return new Disk(newFormat, compress, size, additionalSpace, sectorSize);
    }

    /// {@return the same with another compression}
    public Disk withCompress(Compression newCompress) {
        return new Disk(format, newCompress, size, additionalSpace, sectorSize);
    }

    /// {@return the same with another size; null is automatic}
    public Disk withSize(@Nullable ByteSize newSize) {
        return new Disk(format, compress, newSize, additionalSpace, sectorSize);
    }

    /// {@return the same with other additional space}
    public Disk withAdditionalSpace(ByteSize newSpace) {
        return new Disk(format, compress, size, newSpace, sectorSize);
    }

    /// {@return the same with another sector size}
    public Disk withSectorSize(int newSectorSize) {
        return new Disk(format, compress, size, additionalSpace, newSectorSize);
    }
}
