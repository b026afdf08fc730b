package dev.diskwright.core.boot.syslinux;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The auxiliary data vector: two copies of a sector behind `ldlinux.sys`, in which the loader keeps what it was told to
/// do once at the next start.
final class Adv {
    /// Of both copies, in bytes.
    static final int SIZE = 1024;

    private static final ValueLayout.OfInt U32 = JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final int COPY = 512;
    private static final int HEAD = 0x5a2d2fa5;
    private static final int TAIL = 0xdd28bf64;

    /// What the checksum and the data, as words of 32 bits, add up to.
    private static final int SUM = 0xa3041767;

    private Adv() {}

    /// {@return both copies, without data}
    static MemorySegment empty() {
        MemorySegment copies = MemorySegment.ofArray(new byte[SIZE]);
        for (int at = 0; at < SIZE; at += COPY) {
            copies.set(U32, at, HEAD);
            copies.set(U32, at + 4, SUM);
            copies.set(U32, at + COPY - 4, TAIL);
        }
        return copies;
    }
}
