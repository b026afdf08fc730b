package dev.diskwright.core.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Comparator;

/// File names are bytes; in memory they are strings. Well-formed UTF-8 becomes its text; every other byte becomes a
/// lone surrogate U+DC80 to U+DCFF, so that the bytes come back exactly (the scheme of Python's PEP 383).
public final class FileNames {
    /// Order of the names' bytes, which is the order of code points.
    public static final Comparator<String> BYTE_ORDER = FileNames::compare;

    private FileNames() {}

    /// {@return the string for these bytes}
    public static String decode(byte[] name) {
        String text = new String(name, UTF_8);
        if (text.indexOf('\ufffd') < 0) {
            return text;
        }
        var out = new StringBuilder(name.length);
        for (int at = 0; at < name.length; ) {
            int length = wellFormed(name, at);
            if (length == 0) {
                out.append((char) (0xdc00 | name[at++] & 0xff));
            } else {
                out.append(new String(name, at, length, UTF_8));
                at += length;
            }
        }
        return out.toString();
    }

    /// {@return the bytes of a name} A lone surrogate outside U+DC80 to U+DCFF, which no name decodes to, becomes `?`.
    public static byte[] encode(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isSurrogate(name.charAt(i))) {
                return encodeWithSurrogates(name);
            }
        }
        return name.getBytes(UTF_8);
    }

    private static byte[] encodeWithSurrogates(String name) {
        var out = new ByteArrayOutputStream(name.length() + 16);
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            i += Character.charCount(c);
            if (c >= 0xdc80 && c <= 0xdcff) {
                out.write(c & 0xff);
            } else {
                out.writeBytes(Character.toString(c).getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }

    /// {@return length of the well-formed UTF-8 sequence at `at`, 0 if there is none} (Unicode 17, table 3-7)
    private static int wellFormed(byte[] name, int at) {
        int first = name[at] & 0xff;
        int length =
                first < 0x80
                        ? 1
                        : first < 0xc2
                                ? 0
                                : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > name.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            int next = name[at + i] & 0xff;
            int low = i > 1 ? 0x80 : first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
            int high = i > 1 ? 0xbf : first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
            if (next < low || next > high) {
                return 0;
            }
        }
        return length;
    }

    private static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                if (x < 0x80 && y < 0x80) {
                    return x - y;
                }
                return java.util.Arrays.compareUnsigned(encode(a), encode(b));
            }
        }
        return a.length() - b.length();
    }
}
