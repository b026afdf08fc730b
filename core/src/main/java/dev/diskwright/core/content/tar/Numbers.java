package dev.diskwright.core.content.tar;

import java.util.Arrays;
import java.util.HexFormat;

/// Numbers as tar writes them.
final class Numbers {
    private Numbers() {}

    /// {@return the number in a header's field; 0 for a blank one}
    ///
    /// @throws NumberFormatException if it is none, or exceeds a long
    static long parse(byte[] field) {
        if ((field[0] & 0x80) != 0) {
            return base256(field);
        }
        long value = octal(field, 0, field.length);
        if (value < 0) {
            throw new NumberFormatException(shown(field));
        }
        return value;
    }

    private static long base256(byte[] field) {
        boolean negative = (field[0] & 0x40) != 0;
        long value = negative ? -1 : 0;
        for (int i = 0; i < field.length; i++) {
            int digit = i == 0 ? (field[0] & 0x7f) | (negative ? 0x80 : 0) : field[i] & 0xff;
            if (value >> 55 != (negative ? -1 : 0)) {
                throw new NumberFormatException(shown(field));
            }
            value = value << 8 | digit;
        }
        return value;
    }

    /// {@return octal digits between spaces and NULs, 0 if there are none, -1 if anything else is there}
    static long octal(byte[] text, int start, int end) {
        int from = start;
        while (from < end && (text[from] == ' ' || text[from] == 0)) {
            from++;
        }
        int to = from;
        long value = 0;
        while (to < end && text[to] >= '0' && text[to] <= '7') {
            if (value >>> 60 != 0) {
                return -1;
            }
            value = value << 3 | text[to] - '0';
            to++;
        }
        boolean ended = to == end || text[to] == ' ' || text[to] == 0;
        return ended ? value : -1;
    }

    /// {@return the field for a message: its text if it is some, else its bytes}
    static String shown(byte[] field) {
        var text = new StringBuilder("\"");
        for (byte b : Arrays.copyOf(field, Math.min(field.length, 40))) {
            if (b == 0) {
                break;
            }
            if (b < ' ' || b > '~') {
                return "0x" + HexFormat.of().formatHex(field, 0, Math.min(field.length, 16));
            }
            text.append((char) b);
        }
        return text.append('"').toString();
    }
}
