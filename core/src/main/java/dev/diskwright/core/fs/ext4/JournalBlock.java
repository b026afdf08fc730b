package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.bytes.Guids;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.UUID;

/// The first block of an empty journal, its superblock (kernel documentation, "Journal (jbd2)"). Unlike all else it is
/// big-endian. The other blocks may hold anything.
final class JournalBlock {
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int SIZE = 1024;
    private static final int MAGIC = 0xc03b_3998;
    private static final int SUPERBLOCK_V2 = 4;

    private JournalBlock() {}

    /// {@return the journal's superblock}
    ///
    /// @param blocks size of the journal
    /// @param uuid of the volume
    static MemorySegment of(int blockSize, long blocks, UUID uuid) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[SIZE]);
        bytes.set(INT, 0x00, MAGIC);
        bytes.set(INT, 0x04, SUPERBLOCK_V2);
        bytes.set(INT, 0x0c, blockSize);
        bytes.set(INT, 0x10, (int) blocks);
        bytes.set(INT, 0x14, 1); // first block of the log
        bytes.set(INT, 0x18, 1); // first commit expected
        Guids.putPlain(bytes, 0x30, uuid);
        bytes.set(INT, 0x40, 1); // users
        return bytes;
    }
}
