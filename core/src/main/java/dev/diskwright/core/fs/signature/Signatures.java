package dev.diskwright.core.fs.signature;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.fs.VolumeInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The list of what is recognised and no more.
public final class Signatures {
    private static final int SECTOR = 512; // bytes

    private static final List<Signature> ALL =
            List.of(
                    Signatures::luks,
                    Signatures::lvm,
                    Raid::recognise,
                    Signatures::xfs,
                    Signatures::btrfs,
                    Signatures::f2fs,
                    Signatures::ntfs,
                    Signatures::exfat,
                    Signatures::zfs);

    private Signatures() {}

    /// {@return what a volume's superblock says of it; empty if it is none of these formats} Nothing is checked but what
    /// recognises it; a size that it cannot have is that of the volume.
    public static Optional<VolumeInfo> probe(BlockSource volume) throws IOException {
        var head = new Head(volume);
        for (Signature it : ALL) {
            Optional<VolumeInfo> found = it.of(head);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// @param blocks of `blockSize`, as the superblock has it
    static Optional<VolumeInfo> info(
            Head head,
            String type,
            String variant,
            String label,
            String uuid,
            long blocks,
            long blockSize) {
        long most = head.volume().size();
        boolean possible = blockSize > 0 && blocks > 0 && blocks <= Long.MAX_VALUE / blockSize;
        long size = possible ? blocks * blockSize : most;
        return Optional.of(
                new VolumeInfo(type, variant, label, uuid, size, Math.max(0, blockSize)));
    }

    private static Optional<VolumeInfo> xfs(Head head) throws IOException {
        return head.has(0, "XFSB")
                ? info(
                        head,
                        "xfs",
                        "",
                        head.text(108, 12),
                        head.uuid(32),
                        head.be64(8),
                        head.be32(4))
                : Optional.empty();
    }

    private static Optional<VolumeInfo> btrfs(Head head) throws IOException {
        int at = 65536;
        if (!head.has(at + 0x40, "_BHRfS_M")) {
            return Optional.empty();
        }
        long sector = head.u32(at + 0x90);
        long blocks = sector == 0 ? 0 : head.s64(at + 0x70) / sector;
        return info(
                head,
                "btrfs",
                "",
                head.text(at + 0x12b, 256),
                head.uuid(at + 0x20),
                blocks,
                sector);
    }

    private static Optional<VolumeInfo> f2fs(Head head) throws IOException {
        int at = 1024;
        if (head.u32(at) != 0xf2f5_2010L) {
            return Optional.empty();
        }
        return info(
                head,
                "f2fs",
                "",
                head.text(at + 124, 512, UTF_16LE),
                head.uuid(at + 108),
                head.s64(at + 36),
                1L << Math.min(head.u32(at + 16), 30));
    }

    private static Optional<VolumeInfo> ntfs(Head head) throws IOException {
        if (!head.has(3, "NTFS    ")) {
            return Optional.empty();
        }
        int sector = head.u16(11);
        long sectors = head.s64(40);
        String serial = "%016X".formatted(head.s64(72));
        long cluster = (long) sector * head.u8(13);
        Optional<VolumeInfo> found = info(head, "ntfs", "", "", serial, sectors, sector);
        return found.map(it -> new VolumeInfo(it.type(), "", "", it.uuid(), it.size(), cluster));
    }

    private static Optional<VolumeInfo> exfat(Head head) throws IOException {
        if (!head.has(3, "EXFAT   ")) {
            return Optional.empty();
        }
        long serial = head.u32(100);
        String uuid = "%04X-%04X".formatted(serial >>> 16, serial & 0xffff);
        int sectorBits = Math.min(head.u8(108), 12);
        long cluster = 1L << sectorBits + Math.min(head.u8(109), 25);
        Optional<VolumeInfo> found =
                info(head, "exfat", "", "", uuid, head.s64(72), 1L << sectorBits);
        return found.map(it -> new VolumeInfo(it.type(), "", "", it.uuid(), it.size(), cluster));
    }

    private static Optional<VolumeInfo> luks(Head head) throws IOException {
        if (!head.has(0, "LUKS\u00ba\u00be")) {
            return Optional.empty();
        }
        int version = head.u8(6) << 8 | head.u8(7);
        String label = version == 2 ? head.text(24, 48) : "";
        return info(
                head,
                "crypto_LUKS",
                Integer.toString(version),
                label,
                head.text(168, 40),
                0,
                SECTOR);
    }

    private static Optional<VolumeInfo> lvm(Head head) throws IOException {
        for (int sector = 0; sector < 4; sector++) {
            int at = sector * SECTOR;
            if (head.has(at, "LABELONE") && head.has(at + 24, "LVM2 001")) {
                long header = at + head.u32(at + 20);
                String id = head.text(header, 32);
                String shown =
                        id.length() == 32
                                ? id.replaceFirst(
                                        "(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})",
                                        "$1-$2-$3-$4-$5-$6-$7")
                                : "";
                long sectors = head.s64(header + 32) / SECTOR;
                return info(head, "LVM2_member", "LVM2 001", "", shown, sectors, SECTOR);
            }
        }
        return Optional.empty();
    }

    /// Of the first label, one of whose uberblocks says what it is.
    private static Optional<VolumeInfo> zfs(Head head) throws IOException {
        long magic = 0x00ba_b10c;
        for (int i = 0; i < 128; i++) {
            long found = head.s64((128L + i) << 10);
            if (found == magic || Long.reverseBytes(found) == magic) {
                return info(head, "zfs_member", "", "", "", 0, SECTOR);
            }
        }
        return Optional.empty();
    }
}
