package dev.diskwright.core.fs.fat;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Dates and times of directory entries (FAT specification, section 6.2), which are local time of no known zone: UTC
/// here.
final class DosTime {
    /// 1980-01-01, the first time there is.
    static final long FIRST = 315_532_800L;

    /// 2107-12-31 23:59:59, the last.
    static final long LAST = 4_354_819_199L;

    private DosTime() {}

    /// {@return the date, year since 1980 in bits 9 to 15, month in 5 to 8, day in 0 to 4}
    static int date(long seconds) {
        LocalDateTime t = clamped(seconds);
        return t.getYear() - 1980 << 9 | t.getMonthValue() << 5 | t.getDayOfMonth();
    }

    /// {@return the time in steps of 2 s, hour in bits 11 to 15, minute in 5 to 10, half seconds in 0 to 4}
    static int time(long seconds) {
        LocalDateTime t = clamped(seconds);
        return t.getHour() << 11 | t.getMinute() << 5 | t.getSecond() / 2;
    }

    /// {@return what [#time] leaves out, in hundredths of a second, 0 to 199}
    static int hundredths(long seconds, int nanos) {
        boolean held = seconds >= FIRST && seconds <= LAST;
        return clamped(seconds).getSecond() % 2 * 100 + (held ? nanos / 10_000_000 : 0);
    }

    /// {@return whether these fields are a date and time}
    static boolean isValid(int date, int time) {
        return parse(date, time) != Long.MIN_VALUE;
    }

    /// {@return seconds since 1970-01-01 UTC; 1980-01-01 for fields that are no date or no time}
    static long seconds(int date, int time) {
        long seconds = parse(date, time);
        return seconds == Long.MIN_VALUE ? FIRST : seconds;
    }

    private static long parse(int date, int time) {
        try {
            return LocalDateTime.of(
                            1980 + (date >> 9),
                            date >> 5 & 15,
                            date & 31,
                            time >> 11,
                            time >> 5 & 63,
                            2 * (time & 31))
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return Long.MIN_VALUE;
        }
    }

    private static LocalDateTime clamped(long seconds) {
        return LocalDateTime.ofEpochSecond(Math.clamp(seconds, FIRST, LAST), 0, ZoneOffset.UTC);
    }
}
