package dev.diskwright.core.design;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.regex.Pattern;

/// What is wrong in the settings of one file system.
final class FilesystemChecks {
    private static final Pattern VOLUME_ID = Pattern.compile("[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}");
    private static final int MAX_LABEL = 16; // bytes, of ext4 and EROFS
    private static final int MAX_SWAP_LABEL = 15;
    private static final int MAX_SQUASHFS_BLOCK = 1 << 20; // bytes

    private FilesystemChecks() {}

    /// Checks what partition `index`, `owner`, is filled with.
    static void check(Findings all, PartitionSpec owner, Filesystem filesystem, int index) {
        String path = "/layout/partitions/" + index + "/filesystem";
        switch (filesystem) {
            case Filesystem.Image(var source, var partition) -> {
                if (source.isBlank()) {
                    all.error(
                            "SRC-005",
                            path + "/source",
                            "there is no source",
                            "name a file, or a disk image and one of its partitions");
                }
                if (partition != null && partition < 0) {
                    all.error(
                            "SRC-006",
                            path + "/partition",
                            "there is no partition " + partition,
                            "give its number, or 0 for the whole disk",
                            "Take the file as it is",
                            formatted(owner, index, new Filesystem.Image(source, null)));
                }
            }
            case Filesystem.Verity verity -> verity(all, owner, verity, index);
            case Filesystem.Ext4(var label, var uuid, int blockSize, int reserved) -> {
                label(all, owner, filesystem, index, MAX_LABEL, "an ext4 label holds 16 bytes");
                if (blockSize != 1024 && blockSize != 2048 && blockSize != 4096) {
                    all.error(
                            "FS-002",
                            path + "/blockSize",
                            "the block size is " + blockSize,
                            "it is 1024, 2048 or 4096",
                            "Use blocks of 4096 bytes",
                            formatted(
                                    owner,
                                    index,
                                    new Filesystem.Ext4(label, uuid, 4096, reserved)));
                }
                if (reserved < 0 || reserved > 50) {
                    all.error(
                            "FS-003",
                            path + "/reservedPercent",
                            reserved + " per cent are reserved",
                            "it is 0 to 50",
                            "Reserve 5 %",
                            formatted(
                                    owner, index, new Filesystem.Ext4(label, uuid, blockSize, 5)));
                }
            }
            case Filesystem.Vfat(var label, var volumeId, var fatBits, var clusterSize) -> {
                if (volumeId != null && !VOLUME_ID.matcher(volumeId).matches()) {
                    all.error(
                            "FS-004",
                            path + "/volumeId",
                            "\"%s\" is not a volume ID".formatted(volumeId),
                            "its form is 1234-ABCD",
                            "Derive the volume ID from the seed",
                            formatted(
                                    owner,
                                    index,
                                    new Filesystem.Vfat(label, null, fatBits, clusterSize)));
                }
                if (fatBits != null && fatBits != 12 && fatBits != 16 && fatBits != 32) {
                    all.error(
                            "FS-005",
                            path + "/fatBits",
                            "there is no FAT" + fatBits,
                            "it is 12, 16 or 32",
                            "Choose by size",
                            formatted(
                                    owner,
                                    index,
                                    new Filesystem.Vfat(label, volumeId, null, clusterSize)));
                }
                if (clusterSize != null
                        && (Integer.bitCount(clusterSize) != 1
                                || clusterSize < all.design().disk().sectorSize()
                                || clusterSize > 65536)) {
                    all.error(
                            "FS-006",
                            path + "/clusterSize",
                            "the cluster size is " + clusterSize,
                            "it is a power of two from the sector size to 65536",
                            "Choose by size",
                            formatted(
                                    owner,
                                    index,
                                    new Filesystem.Vfat(label, volumeId, fatBits, null)));
                }
            }
            case Filesystem.Squashfs(var compression, int blockSize, boolean fragments) -> {
                if (Integer.bitCount(blockSize) != 1
                        || blockSize < 4096
                        || blockSize > MAX_SQUASHFS_BLOCK) {
                    all.error(
                            "FS-007",
                            path + "/blockSize",
                            "the block size is " + blockSize,
                            "it is a power of two from 4096 to 1048576",
                            "Use blocks of 128 KiB",
                            formatted(
                                    owner,
                                    index,
                                    new Filesystem.Squashfs(compression, 128 << 10, fragments)));
                }
            }
            case Filesystem.Erofs _ ->
                    label(
                            all,
                            owner,
                            filesystem,
                            index,
                            MAX_LABEL,
                            "an EROFS label holds 16 bytes");
            case Filesystem.Swap _ -> {
                label(
                        all,
                        owner,
                        filesystem,
                        index,
                        MAX_SWAP_LABEL,
                        "a label of swap holds 15 bytes");
                if (owner.mount() != null) {
                    all.error(
                            "FS-008",
                            "/layout/partitions/" + index + "/mount",
                            "swap has a mount point",
                            "it holds no files, and is used without one",
                            "Remove the mount point",
                            new Edit.SetPartition(index, owner.withMount(null)));
                }
            }
        }
    }

    private static void verity(
            Findings all, PartitionSpec owner, Filesystem.Verity verity, int index) {
        String path = "/layout/partitions/" + index;
        Layout layout = all.design().layout();
        List<PartitionSpec> named =
                layout.partitions().stream().filter(it -> it.name().equals(verity.data())).toList();
        long trees =
                layout.partitions().stream().filter(it -> verity.equals(it.filesystem())).count();
        if (named.size() != 1 || !(named.getFirst().filesystem() instanceof Filesystem.Packed)) {
            all.error(
                    "FS-030",
                    path + "/filesystem/data",
                    named.size() == 1
                            ? "%s has no file system that is only read".formatted(verity.data())
                            : named.isEmpty()
                                    ? "there is no partition \"%s\"".formatted(verity.data())
                                    : "%d partitions are called \"%s\""
                                            .formatted(named.size(), verity.data()),
                    "name one partition with squashfs or erofs: what is written to cannot be proved");
        } else if (trees > 1) {
            all.error(
                    "FS-031",
                    path + "/filesystem/data",
                    "%s is proved twice".formatted(verity.data()),
                    "one partition of hashes is enough");
        }
        if (layout.table() == TableKind.MBR || layout.table() == TableKind.NONE) {
            all.error(
                    "FS-032",
                    path + "/filesystem",
                    "hashes are found by the GUIDs of a GPT",
                    "choose table gpt");
        }
        if (owner.mount() != null) {
            all.error(
                    "FS-033",
                    path + "/mount",
                    "hashes cannot be mounted",
                    "leave it out",
                    "Do not mount it",
                    new Edit.SetPartition(index, owner.withMount(null)));
        }
    }

    private static void label(
            Findings all,
            PartitionSpec owner,
            Filesystem filesystem,
            int index,
            int most,
            String limit) {
        String label = filesystem.label();
        int length = label.getBytes(UTF_8).length;
        if (length > most) {
            all.error(
                    "FS-001",
                    "/layout/partitions/" + index + "/filesystem/label",
                    "the label has %d bytes".formatted(length),
                    limit,
                    "Cut the label to \"%s\"".formatted(cutBytes(label, most)),
                    formatted(owner, index, filesystem.withLabel(cutBytes(label, most))));
        }
    }

    private static Edit formatted(PartitionSpec owner, int index, Filesystem filesystem) {
        return new Edit.SetPartition(index, owner.withFilesystem(filesystem));
    }

    /// {@return as much of a label as `most` bytes hold, no character halved}
    private static String cutBytes(String label, int most) {
        int end = label.length();
        while (label.substring(0, end).getBytes(UTF_8).length > most) {
            end = label.offsetByCodePoints(end, -1);
        }
        return label.substring(0, end);
    }
}
