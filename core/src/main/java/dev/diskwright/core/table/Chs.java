package dev.diskwright.core.table;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Cylinder, head and sector in the three bytes of an MBR entry, for a disk of 255 heads and 63 sectors a track.
final class Chs {
    /// LBA 1, as the protective entry gives its start (UEFI 2.11, table 5-4).
    static final int LBA_1 = 0x000200;

    /// What the protective entry gives as its end.
    static final int PROTECTIVE_END = 0xffffff;

    /// Head 254, sector 63, cylinder 1023: beyond what can be said.
    static final int BEYOND = 0xfeffff;

    private static final int HEADS = 255;
    private static final int SECTORS = 63;

    private Chs() {}

    /// {@return the three bytes as one number, first byte highest}
    static int of(long lba) {
        long cylinder = lba / SECTORS / HEADS;
        if (cylinder > 1023) {
            return BEYOND;
        }
        int head = (int) (lba / SECTORS % HEADS);
        int sector = (int) (lba % SECTORS) + 1;
        return head << 16 | sector << 8 | (int) (cylinder >> 8) << 14 | (int) (cylinder & 0xff);
    }

    static MemorySegment bytes(int chs) {
        return MemorySegment.ofArray(
                new byte[] {(byte) (chs >> 16), (byte) (chs >> 8), (byte) chs});
    }

    static int number(MemorySegment bytes) {
        int number = 0;
        for (int i = 0; i < 3; i++) {
            number = number << 8 | bytes.get(ValueLayout.JAVA_BYTE, i) & 0xff;
        }
        return number;
    }
}
