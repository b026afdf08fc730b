package dev.diskwright.core.build;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Paired;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What was written, read together with what was meant: reading it is comparing it.
final class Compared {
    /// Bytes by which a format may round a disk up, less one: what the strictest rule asks for, a whole MiB.
    private static final long ROUNDING = 1 << 20;

    private Compared() {}

    /// {@return the two as one} What was written may be a little larger, as formats hold whole sectors; then the rest of
    /// it is to be zero. Reading a place where they differ throws a [CorruptImageException] that names it.
    ///
    /// @param where what messages call what was written
    /// @throws CorruptImageException if their sizes differ otherwise
    static BlockSource of(Where where, BlockSource written, BlockSource meant)
            throws CorruptImageException {
        long more = written.size() - meant.size();
        if (more < 0 || more >= ROUNDING) {
            throw new CorruptImageException(
                    where, "a disk of %d bytes".formatted(written.size()), meant.size() + " bytes");
        }
        return new Paired(
                written,
                meant,
                (offset, found, expected) -> compare(where, offset, found, expected));
    }

    private static void compare(
            Where where, long offset, MemorySegment found, MemorySegment expected)
            throws CorruptImageException {
        long difference = expected.mismatch(found);
        if (difference >= 0) {
            throw new CorruptImageException(
                    where.structure("disk", offset + difference),
                    "byte 0x%02x".formatted(found.get(ValueLayout.JAVA_BYTE, difference) & 0xff),
                    "0x%02x as designed"
                            .formatted(expected.get(ValueLayout.JAVA_BYTE, difference) & 0xff));
        }
    }
}
