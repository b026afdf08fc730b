package dev.diskwright.core.fs.signature;

import dev.diskwright.core.fs.VolumeInfo;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/// Members of Linux's software RAID (md(4)), whose superblock is at the start, near it, or near the end.
final class Raid {
    private static final long MAGIC = 0xa92b_4efcL;
    private static final int SECTOR = 512; // bytes
    private static final int OLD_RESERVED = 64 << 10; // at the end, of version 0.90

    private Raid() {}

    static Optional<VolumeInfo> recognise(Head head) throws IOException {
        long size = head.volume().size();
        long end = (size / SECTOR - 16 & ~7L) * SECTOR; // of version 1.0
        Optional<VolumeInfo> found = version1(head, 4096, "1.2");
        found = found.isPresent() ? found : version1(head, 0, "1.1");
        found = found.isPresent() ? found : version1(head, end, "1.0");
        return found.isPresent() ? found : version0(head, size);
    }

    private static Optional<VolumeInfo> version1(Head head, long at, String version)
            throws IOException {
        if (head.u32(at) != MAGIC || head.u32(at + 4) != 1) {
            return Optional.empty();
        }
        return Signatures.info(
                head,
                "linux_raid_member",
                version,
                head.text(at + 32, 32),
                head.uuid(at + 16),
                0,
                SECTOR);
    }

    /// The UUID is four words of the machine's byte order, which are shown as numbers.
    private static Optional<VolumeInfo> version0(Head head, long size) throws IOException {
        long at = size / OLD_RESERVED * OLD_RESERVED - OLD_RESERVED;
        if (head.u32(at) != MAGIC || head.u32(at + 4) != 0) {
            return Optional.empty();
        }
        long high = head.u32(at + 20) << 32 | head.u32(at + 52);
        long low = head.u32(at + 56) << 32 | head.u32(at + 60);
        return Signatures.info(
                head,
                "linux_raid_member",
                "0.90",
                "",
                new UUID(high, low).toString(),
                head.u32(at + 36) * 2,
                SECTOR);
    }
}
