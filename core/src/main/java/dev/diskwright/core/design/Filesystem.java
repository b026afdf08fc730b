package dev.diskwright.core.design;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What fills a partition: a file system that is made, or the bytes of an image. The document tells the kinds apart by
/// `type`.
public sealed interface Filesystem {
    /// {@return the label that the design gives it, empty for none}
    String label();

    /// {@return the same with another label, where the design can give one}
    Filesystem withLabel(String newLabel);

    /// {@return what the document, the kernel and fstab call it}
    default String type() {
        return Shape.typeName(getClass());
    }

    /// A file system that is made, and holds what the design's contents bring.
    sealed interface Formatted extends Filesystem {
        @Override
        Formatted withLabel(String newLabel);
    }

    /// One that can be written to when it is used; it can be made empty, of any size, and has a label and an identifier.
    sealed interface Writable extends Formatted {
        @Override
        Writable withLabel(String newLabel);
    }

    /// One that is only read, and takes as much room as its contents come to.
    sealed interface Packed extends Formatted {
        @Override
        Packed withLabel(String newLabel);
    }

    /// Bytes that are there already: those of a file, or of a partition of a disk image. What is in them decides what
    /// type, label and identifiers the partition has; where they end, zeros follow.
    ///
    /// @param source file of the host; relative to the design's folder
    /// @param partition number of a partition of the disk that the file holds, in any container format that can be read;
    ///     0 takes the whole of that disk, null the file itself as it is
    @TypeName("image")
    record Image(
            @Explain("File whose bytes fill the partition; relative to the design.") String source,
            @Default("null")
                    @Explain(
                            "Number of a partition of the disk image that the file holds; 0 is the whole disk, and left out the file itself.")
                    @Nullable Integer partition)
            implements Filesystem {
        @Override
        public String label() {
            return "";
        }

        @Override
        public Image withLabel(String newLabel) {
            return this;
        }
    }

    /// The Linux file system.
    ///
    /// @param label up to 16 bytes
    /// @param uuid null is derived
    /// @param blockSize in bytes: 1024, 2048 or 4096
    /// @param reservedPercent of the blocks kept for root, 0 to 50
    @TypeName("ext4")
    record Ext4(
            @Default("\"\"") @Explain("Label, up to 16 bytes.") String label,
            @Default("null") @Explain("UUID; derived from the seed if left out.")
                    @Nullable UUID uuid,
            @Default("4096") @Explain("Block size in bytes: 1024, 2048 or 4096.") int blockSize,
            @Default("5") @Explain("Per cent of the blocks reserved for root, 0 to 50.")
                    int reservedPercent)
            implements Writable {
        @Override
        public Ext4 withLabel(String newLabel) {
            return new Ext4(newLabel, uuid, blockSize, reservedPercent);
        }
    }

    /// FAT12, FAT16 or FAT32 with long names.
    ///
    /// @param label up to 11 characters
    /// @param volumeId eight hex digits, `1234-ABCD`; null is derived
    /// @param fatBits 12, 16 or 32; null chooses by size
    /// @param clusterSize in bytes; null chooses by size
    @TypeName("vfat")
    record Vfat(
            @Default("\"\"") @Explain("Label, up to 11 characters.") String label,
            @Default("null") @Explain("Volume ID as XXXX-XXXX; derived from the seed if left out.")
                    @Nullable String volumeId,
            @Default("null") @Explain("12, 16 or 32; chosen by size if left out.")
                    @Nullable Integer fatBits,
            @Default("null") @Explain("Cluster size in bytes; chosen by size if left out.")
                    @Nullable Integer clusterSize)
            implements Writable {
        @Override
        public Vfat withLabel(String newLabel) {
            return new Vfat(newLabel, volumeId, fatBits, clusterSize);
        }
    }

    /// Swap space of Linux. It holds no files; a partition of it whose type is `linux` counts as `linux-swap`.
    ///
    /// @param label up to 15 bytes
    /// @param uuid null is derived
    @TypeName("swap")
    record Swap(
            @Default("\"\"") @Explain("Label, up to 15 bytes.") String label,
            @Default("null") @Explain("UUID; derived from the seed if left out.")
                    @Nullable UUID uuid)
            implements Writable {
        @Override
        public Swap withLabel(String newLabel) {
            return new Swap(newLabel, uuid);
        }
    }

    /// The compressed file system that is only read. It has neither label nor identifier, and takes as much room as its
    /// contents come to.
    ///
    /// @param blockSize of file data before compression, in bytes: a power of two from 4096 to 1,048,576
    /// @param fragments whether small files, and ends of others, are packed together
    @TypeName("squashfs")
    record Squashfs(
            @Default("\"gzip\"")
                    @Explain(
                            "gzip, which every reader knows; xz, smallest and slowest; zstd and lz4, fastest to read; or none.")
                    Squashfs.Compression compression,
            @Default("131072") @Explain("Block size in bytes: a power of two from 4096 to 1048576.")
                    int blockSize,
            @Default("true")
                    @Explain("Whether small files, and ends of others, are packed together.")
                    boolean fragments)
            implements Packed {
        /// How it is compressed.
        public enum Compression {
            /// DEFLATE.
            GZIP,
            /// LZMA2.
            XZ,
            /// Zstandard.
            ZSTD,
            /// LZ4.
            LZ4,
            /// Not at all.
            NONE
        }

        @Override
        public String label() {
            return "";
        }

        @Override
        public Squashfs withLabel(String newLabel) {
            return this;
        }
    }

    /// The file system that is only read, and made to be read fast. It takes as much room as its contents come to.
    ///
    /// @param label up to 16 bytes
    /// @param uuid null is derived
    @TypeName("erofs")
    record Erofs(
            @Default("\"\"") @Explain("Label, up to 16 bytes.") String label,
            @Default("null") @Explain("UUID; derived from the seed if left out.")
                    @Nullable UUID uuid,
            @Default("\"lz4\"")
                    @Explain("lz4; lz4hc, which is smaller and slower to make; or none.")
                    Erofs.Compression compression)
            implements Packed {
        /// How it is compressed.
        public enum Compression {
            /// LZ4.
            LZ4,
            /// LZ4 by a thorough search.
            LZ4HC,
            /// Not at all.
            NONE
        }

        @Override
        public Erofs withLabel(String newLabel) {
            return new Erofs(newLabel, uuid, compression);
        }
    }

    /// The hashes that prove every block of another partition (dm-verity), whose root hash goes to the kernel command line
    /// and to the GUIDs of both partitions.
    ///
    /// @param data name of the partition that is proved, whose file system is one that is only read
    @TypeName("verity")
    record Verity(@Explain("Name of the partition whose blocks the hashes prove.") String data)
            implements Filesystem {
        @Override
        public String label() {
            return "";
        }

        @Override
        public Verity withLabel(String newLabel) {
            return this;
        }
    }
}
