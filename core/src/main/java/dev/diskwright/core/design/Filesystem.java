package dev.diskwright.core.design;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a partition is formatted as; the document tells the kinds apart by `type`.
public sealed interface Filesystem {
    /// {@return its label, empty for none}
    String label();

    /// {@return the same with another label}
    Filesystem withLabel(String newLabel);

    /// {@return what the document, the kernel and fstab call it}
    default String type() {
        return Shape.typeName(getClass());
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
            implements Filesystem {
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
            implements Filesystem {
        @Override
        public Vfat withLabel(String newLabel) {
            return new Vfat(newLabel, volumeId, fatBits, clusterSize);
        }
    }
}
