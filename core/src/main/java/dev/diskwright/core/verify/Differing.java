package dev.diskwright.core.verify;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Paired;
import java.lang.foreign.MemorySegment;

/// Two disks combined bit by bit so that a byte is zero where they are the same. To look for differences is then to look
/// for bytes that are not zero, which whatever skips zero runs does well.
final class Differing {
    private Differing() {}

    /// {@return the bits that differ; the shorter disk goes on with zeros}
    static BlockSource of(BlockSource a, BlockSource b) {
        return new Paired(a, b, (_, bytes, other) -> combine(bytes, other));
    }

    private static void combine(MemorySegment target, MemorySegment other) {
        long size = target.byteSize();
        if (target.mismatch(other) < 0) {
            target.fill((byte) 0);
            return;
        }
        long words = size & -Long.BYTES;
        for (long at = 0; at < words; at += Long.BYTES) {
            long word = target.get(JAVA_LONG_UNALIGNED, at) ^ other.get(JAVA_LONG_UNALIGNED, at);
            target.set(JAVA_LONG_UNALIGNED, at, word);
        }
        for (long at = words; at < size; at++) {
            byte combined = (byte) (target.get(JAVA_BYTE, at) ^ other.get(JAVA_BYTE, at));
            target.set(JAVA_BYTE, at, combined);
        }
    }
}
