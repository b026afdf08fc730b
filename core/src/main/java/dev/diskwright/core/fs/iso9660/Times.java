package dev.diskwright.core.fs.iso9660;

import static dev.diskwright.core.fs.iso9660.Bytes.u8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Times in their two forms. One that is none, as where nothing is recorded, counts as 1970.
final class Times {
    /// Size of a time in a directory record, in bytes.
    static final int SHORT = 7;

    /// Size of a time in a volume descriptor, in bytes.
    static final int LONG = 17;

    private static final int QUARTER = 15 * 60; // offsets from UTC count such seconds

    private Times() {}

    /// {@return seconds since 1970 UTC of a time in a record} (ECMA-119, 10.1.6)
    static long shortTime(MemorySegment from, long offset) {
        return seconds(
                1900 + u8(from, offset),
                u8(from, offset + 1),
                u8(from, offset + 2),
                u8(from, offset + 3),
                u8(from, offset + 4),
                u8(from, offset + 5),
                from.get(ValueLayout.JAVA_BYTE, offset + 6));
    }

    /// {@return seconds since 1970 UTC of a time as digits} (ECMA-119, 9.4.27.2)
    static long longTime(MemorySegment from, long offset) {
        return seconds(
                digits(from, offset, 4),
                digits(from, offset + 4, 2),
                digits(from, offset + 6, 2),
                digits(from, offset + 8, 2),
                digits(from, offset + 10, 2),
                digits(from, offset + 12, 2),
                from.get(ValueLayout.JAVA_BYTE, offset + 16));
    }

    /// {@return hundredths of a second of a time as digits}
    static int hundredths(MemorySegment from, long offset) {
        return Math.max(0, digits(from, offset + 14, 2));
    }

    private static int digits(MemorySegment from, long offset, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            int digit = u8(from, offset + i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static long seconds(
            int year, int month, int day, int hour, int minute, int second, int quarters) {
        try {
            return LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59))
                            .toEpochSecond(ZoneOffset.UTC)
                    - (long) quarters * QUARTER;
        } catch (DateTimeException e) {
            return 0;
        }
    }
}
