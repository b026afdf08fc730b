package dev.diskwright.core.build;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What was written, read together with what was meant: reading it is comparing it.
///
/// @param where what messages call it
record Compared(Where where, BlockSource written, BlockSource meant) implements BlockSource {
    /// Bytes by which a format may round a disk up, less one: what the strictest rule asks for, a whole MiB.
    private static final long ROUNDING = 1 << 20;

    /// {@return the two as one} What was written may be a little larger, as formats hold whole sectors; then the rest of
    /// it is to be zero.
    ///
    /// @throws CorruptImageException if their sizes differ otherwise
    static Compared of(Where where, BlockSource written, BlockSource meant)
            throws CorruptImageException {
        long more = written.size() - meant.size();
        if (more < 0 || more >= ROUNDING) {
            throw new CorruptImageException(
                    where, "a disk of %d bytes".formatted(written.size()), meant.size() + " bytes");
        }
        return new Compared(where, written, more == 0 ? meant : grown(meant, written.size()));
    }

    private static BlockSource grown(BlockSource disk, long size) {
        var grown = Composition.ofSize(size);
        return disk.size() == 0 ? grown.build() : grown.place(0, disk).build();
    }

    @Override
    public long size() {
        return meant.size();
    }

    /// A zero run is one in both.
    @Override
    public Extent extentAt(long offset) throws IOException {
        Extent one = written.extentAt(offset);
        Extent other = meant.extentAt(offset);
        long start = Math.max(one.offset(), other.offset());
        boolean zero = one.isZero() && other.isZero();
        return new Extent(
                start,
                Math.min(one.end(), other.end()) - start,
                zero ? Extent.Kind.ZERO : Extent.Kind.DATA);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        written.read(offset, target);
        MemorySegment expected =
                MemorySegment.ofArray(new byte[Math.toIntExact(target.byteSize())]);
        meant.read(offset, expected);
        long difference = expected.mismatch(target);
        if (difference >= 0) {
            throw new CorruptImageException(
                    where.structure("disk", offset + difference),
                    "byte 0x%02x".formatted(target.get(ValueLayout.JAVA_BYTE, difference) & 0xff),
                    "0x%02x as designed"
                            .formatted(expected.get(ValueLayout.JAVA_BYTE, difference) & 0xff));
        }
    }
}
