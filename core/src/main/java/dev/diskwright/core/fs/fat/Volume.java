package dev.diskwright.core.fs.fat;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// A FAT file system that exists: its boot sector, proved to fit what it is in.
///
/// @param fat32 null for FAT12 and FAT16
/// @param clusters how many there are; they are numbered from 2
/// @param fatSize of each FAT, in bytes
record Volume(
        Where where,
        BlockSource source,
        BiosParameterBlock bpb,
        @Nullable Fat32Block fat32,
        ExtendedBlock extended,
        FatType type,
        long clusters,
        long fatSize) {
    private static final int BOOT_SIZE = 512;
    private static final String BOOT = "boot sector";

    /// {@return whether this seems to be FAT} There is no magic number: the mark at 510 and either a type name or a
    /// plausible parameter block have to do.
    static boolean isRecognised(BlockSource source) throws IOException {
        if (source.size() < BOOT_SIZE) {
            return false;
        }
        MemorySegment boot = source.bytes(0, BOOT_SIZE);
        BiosParameterBlock bpb = BiosParameterBlock.CODEC.read(boot, 0);
        int jump = boot.get(ValueLayout.JAVA_BYTE, 0) & 0xff;
        if (!isMarked(boot) || jump != 0xeb && jump != 0xe9) {
            return false;
        }
        boolean plausible =
                isSectorSize(bpb.bytesPerSector())
                        && Integer.bitCount(bpb.sectorsPerCluster()) == 1
                        && bpb.reservedSectors() > 0
                        && (bpb.fats() == 1 || bpb.fats() == 2)
                        && (bpb.media() == 0xf0 || bpb.media() >= 0xf8);
        return plausible || hasTypeName(boot, FatType.FAT16) || hasTypeName(boot, FatType.FAT32);
    }

    private static boolean hasTypeName(MemorySegment boot, FatType type) {
        return ExtendedBlock.CODEC
                .read(boot, ExtendedBlock.offset(type))
                .typeName()
                .startsWith("FAT");
    }

    private static boolean isMarked(MemorySegment boot) {
        return DirectoryEntry.u16(boot, 510) == 0xaa55;
    }

    private static boolean isSectorSize(int bytes) {
        return bytes >= 512 && bytes <= 4096 && Integer.bitCount(bytes) == 1;
    }

    /// {@return the volume}
    ///
    /// @throws dev.diskwright.core.bytes.ImageException if its boot sector is damaged or not supported
    static Volume open(Where file, BlockSource source) throws IOException {
        Where boot = file.structure(BOOT, 0);
        if (source.size() < BOOT_SIZE) {
            throw new CorruptImageException(boot, source.size() + " bytes", "at least 512");
        }
        MemorySegment bytes = source.bytes(0, BOOT_SIZE);
        if (!isMarked(bytes)) {
            throw new CorruptImageException(
                    boot.field("signature", 510),
                    "0x%04x".formatted(DirectoryEntry.u16(bytes, 510)),
                    "0xaa55");
        }
        BiosParameterBlock bpb = BiosParameterBlock.CODEC.read(bytes, 0);
        expect(isSectorSize(bpb.bytesPerSector()), boot, "bytesPerSector", bpb.bytesPerSector());
        expect(
                Integer.bitCount(bpb.sectorsPerCluster()) == 1,
                boot,
                "sectorsPerCluster",
                bpb.sectorsPerCluster());
        expect(bpb.reservedSectors() > 0, boot, "reservedSectors", bpb.reservedSectors());
        expect(bpb.fats() > 0, boot, "fats", bpb.fats());
        if (bpb.fats() > 2) {
            throw new UnsupportedImageException(
                    boot.field("fats", BiosParameterBlock.CODEC.offset("fats")),
                    "a file system with %d FATs".formatted(bpb.fats()));
        }
        Fat32Block fat32 =
                bpb.fatSectors16() == 0 ? Fat32Block.CODEC.read(bytes, Fat32Block.OFFSET) : null;
        return measured(file, source, bpb, fat32, bytes);
    }

    private static Volume measured(
            Where file,
            BlockSource source,
            BiosParameterBlock bpb,
            @Nullable Fat32Block fat32,
            MemorySegment bytes)
            throws IOException {
        Where boot = file.structure(BOOT, 0);
        long total = bpb.totalSectors();
        long fatSectors = fat32 == null ? bpb.fatSectors16() : fat32.fatSectors32();
        if (fat32 != null) {
            Where field = boot.field("fatSectors32", Fat32Block.OFFSET);
            if (fatSectors == 0) {
                throw new CorruptImageException(field, "0", "the size of a FAT");
            }
            if (fat32.version() != 0) {
                throw new UnsupportedImageException(
                        boot.field("version", Fat32Block.OFFSET + 6L),
                        "FAT32 version %d.%d"
                                .formatted(fat32.version() >> 8, fat32.version() & 0xff));
            }
        } else {
            expect(
                    bpb.rootEntries() > 0 && bpb.rootEntries() * 32L % bpb.bytesPerSector() == 0,
                    boot,
                    "rootEntries",
                    bpb.rootEntries());
        }
        if (total * bpb.bytesPerSector() > source.size()) {
            throw new CorruptImageException(
                    boot.field("totalSectors", bpb.totalSectors16() != 0 ? 0x13 : 0x20),
                    "%d sectors of %d bytes".formatted(total, bpb.bytesPerSector()),
                    "at most the %d bytes there are".formatted(source.size()));
        }
        long before =
                bpb.reservedSectors()
                        + bpb.fats() * fatSectors
                        + Math.ceilDiv(bpb.rootEntries() * 32L, bpb.bytesPerSector());
        long clusters = (total - before) / bpb.sectorsPerCluster();
        if (clusters < 1) {
            throw new CorruptImageException(
                    boot.field("totalSectors", bpb.totalSectors16() != 0 ? 0x13 : 0x20),
                    "%d sectors".formatted(total),
                    "more than the %d before the first cluster".formatted(before));
        }
        FatType type = fat32 != null ? FatType.FAT32 : FatType.of(clusters);
        if (fat32 == null && type == FatType.FAT32 || clusters > FatType.FAT32.most()) {
            throw new CorruptImageException(
                    boot.field("sectorsPerCluster", 0x0d),
                    "%d clusters".formatted(clusters),
                    "at most %d".formatted(fat32 == null ? FatType.FAT16.most() : type.most()));
        }
        long fatSize = fatSectors * bpb.bytesPerSector();
        if (type.bytes(clusters + 2) > fatSize) {
            throw new CorruptImageException(
                    boot.field("fatSectors", fat32 == null ? 0x16 : Fat32Block.OFFSET),
                    "a FAT of %d bytes".formatted(fatSize),
                    "at least %d for %d clusters".formatted(type.bytes(clusters + 2), clusters));
        }
        ExtendedBlock extended = ExtendedBlock.CODEC.read(bytes, ExtendedBlock.offset(type));
        return new Volume(file, source, bpb, fat32, extended, type, clusters, fatSize);
    }

    private static void expect(boolean right, Where boot, String field, int found)
            throws CorruptImageException {
        if (!right) {
            throw new CorruptImageException(
                    boot.field(field, BiosParameterBlock.CODEC.offset(field)),
                    Integer.toString(found),
                    switch (field) {
                        case "bytesPerSector" -> "a power of two from 512 to 4096";
                        case "sectorsPerCluster" -> "a power of two from 1 to 128";
                        case "rootEntries" -> "whole sectors of entries";
                        default -> "1 or more";
                    });
        }
    }

    /// {@return the boot sector as a place}
    Where boot() {
        return where.structure(BOOT, 0);
    }

    int sectorSize() {
        return bpb.bytesPerSector();
    }

    int clusterSize() {
        return bpb.sectorsPerCluster() * bpb.bytesPerSector();
    }

    /// {@return bytes that the file system claims}
    long size() {
        return bpb.totalSectors() * bpb.bytesPerSector();
    }

    /// {@return offset of FAT `index`, in bytes}
    long fatOffset(int index) {
        return (long) bpb.reservedSectors() * sectorSize() + index * fatSize;
    }

    /// {@return the FAT that counts, normally 0}
    int activeFat() {
        int flags = fat32 == null ? 0 : fat32.flags();
        int active = flags & 0x0f;
        return (flags & 0x80) != 0 && active < bpb.fats() ? active : 0;
    }

    /// {@return offset of the root directory of FAT12 and FAT16, in bytes}
    long rootOffset() {
        return fatOffset(bpb.fats());
    }

    /// {@return size of the root directory of FAT12 and FAT16, in bytes}
    int rootSize() {
        return bpb.rootEntries() * DirectoryEntry.SIZE;
    }

    /// {@return offset of a cluster, in bytes}
    long clusterOffset(long cluster) {
        long root = Math.ceilDiv(rootSize(), sectorSize()) * (long) sectorSize();
        return rootOffset() + root + (cluster - 2) * clusterSize();
    }

    /// {@return the number behind the last cluster's}
    long clusterEnd() {
        return clusters + 2;
    }

    /// {@return whether volume ID and label are there}
    boolean isExtended() {
        return extended.bootSignature() == 0x29;
    }

    /// {@return the label of the boot sector, empty if it has none}
    String label() {
        String label =
                Oem.decode(extended.label().toArray(ValueLayout.JAVA_BYTE))
                        .replaceFirst("[ \0]+$", "");
        return !isExtended() || label.equals(BootRegion.NO_LABEL) ? "" : label;
    }

    /// {@return the volume ID as systems show it, empty if it has none}
    String uuid() {
        long id = extended.volumeId();
        return isExtended() || extended.bootSignature() == 0x28
                ? "%04X-%04X".formatted(id >> 16, id & 0xffff)
                : "";
    }
}
