package dev.diskwright.core.content.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The records of extended headers (POSIX.1-2024, "pax Extended Header"): `length keyword=value\n`, values as bytes.
/// An empty value takes back a global one.
final class Pax {
    private final Map<String, byte[]> records = new LinkedHashMap<>();
    private final List<Long> sparse =
            new ArrayList<>(); // offset, length, … of GNU sparse format 0.0

    /// {@return a copy}
    Pax copy() {
        var copy = new Pax();
        copy.records.putAll(records);
        return copy;
    }

    /// Adds the records of one header, later ones over earlier ones.
    void add(byte[] header, Where where) throws CorruptImageException {
        for (int at = 0; at < header.length; ) {
            int space = indexOf(header, (byte) ' ', at, header.length);
            long length = space < 0 ? -1 : decimal(header, at, space);
            int end = (int) Math.min(Integer.MAX_VALUE, at + length);
            int equals = space < 0 ? -1 : indexOf(header, (byte) '=', space, header.length);
            if (length < 5
                    || end > header.length
                    || header[end - 1] != '\n'
                    || equals < 0
                    || equals >= end) {
                if (space < 0 && isZero(header, at)) {
                    return; // some writers fill up with NULs
                }
                byte[] shown = Arrays.copyOfRange(header, at, Math.min(header.length, at + 16));
                throw new CorruptImageException(
                        where.field("pax record", at),
                        Numbers.shown(shown),
                        "its length, a keyword, a value and a line end");
            }
            String key = new String(header, space + 1, equals - space - 1, ISO_8859_1);
            record(key, Arrays.copyOfRange(header, equals + 1, end - 1), where);
            at = end;
        }
    }

    private void record(String key, byte[] value, Where where) throws CorruptImageException {
        if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
            sparse.add(number(key, value, where));
        } else if (value.length == 0 && !key.contains("xattr")) {
            records.remove(key);
        } else {
            records.put(key, value);
        }
    }

    private static boolean isZero(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] bytes, byte wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// {@return the digits as a number, -1 if they are none or too many}
    static long decimal(byte[] text, int from, int to) {
        if (from >= to || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return -1;
            }
            value = 10 * value + text[i] - '0';
        }
        return value;
    }

    byte @Nullable [] get(String key) {
        return records.get(key);
    }

    Map<String, byte[]> records() {
        return records;
    }

    List<Long> sparse() {
        return sparse;
    }

    /// {@return the number of that keyword, `otherwise` if there is none}
    long number(String key, long otherwise, Where where) throws CorruptImageException {
        byte[] value = records.get(key);
        return value == null ? otherwise : number(key, value, where);
    }

    private static long number(String key, byte[] value, Where where) throws CorruptImageException {
        long number = decimal(value, 0, value.length);
        if (number < 0) {
            throw new CorruptImageException(
                    where.field("pax " + key, 0), Numbers.shown(value), "a number");
        }
        return number;
    }
}
