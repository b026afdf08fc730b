package dev.diskwright.core.container.qcow2;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/// Finds where a zstd frame ends, as what follows it in its sector is of no concern (RFC 8878, section 3.1).
final class ZstdFrame {
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int MAGIC = 0xfd2fb528;
    private static final int MAGIC_SKIPPABLE = 0x184d2a50; // to 5f
    private static final int[] DICTIONARY_ID_SIZES = {0, 1, 2, 4};
    private static final int[] CONTENT_SIZE_SIZES = {0, 2, 4, 8};
    private static final int RLE = 1;

    private ZstdFrame() {}

    /// {@return length of the frame that begins at `start`, in bytes; empty if there is no whole one}
    static OptionalInt length(MemorySegment input, long start) {
        long end = input.byteSize();
        if (start + 8 > end) {
            return OptionalInt.empty();
        }
        int magic = input.get(U32, start);
        if ((magic & ~0xf) == MAGIC_SKIPPABLE) {
            return within(start, 8 + Integer.toUnsignedLong(input.get(U32, start + 4)), end);
        }
        if (magic != MAGIC) {
            return OptionalInt.empty();
        }
        int descriptor = input.get(ValueLayout.JAVA_BYTE, start + 4) & 0xff;
        boolean singleSegment = (descriptor & 0x20) != 0;
        int contentSizeFlag = descriptor >> 6;
        long at = start + 5;
        at += singleSegment ? 0 : 1; // window descriptor
        at += DICTIONARY_ID_SIZES[descriptor & 3];
        at += contentSizeFlag == 0 && singleSegment ? 1 : CONTENT_SIZE_SIZES[contentSizeFlag];
        boolean last = false;
        while (!last) {
            if (at + 3 > end) {
                return OptionalInt.empty();
            }
            int header = 0;
            for (int i = 2; i >= 0; i--) {
                header = header << 8 | input.get(ValueLayout.JAVA_BYTE, at + i) & 0xff;
            }
            last = (header & 1) != 0;
            at += 3 + ((header >> 1 & 3) == RLE ? 1 : header >> 3);
        }
        boolean hasChecksum = (descriptor & 4) != 0;
        return within(start, at + (hasChecksum ? 4 : 0) - start, end);
    }

    private static OptionalInt within(long start, long length, long end) {
        return length <= end - start ? OptionalInt.of((int) length) : OptionalInt.empty();
    }
}
