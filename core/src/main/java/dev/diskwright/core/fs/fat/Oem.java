package dev.diskwright.core.fs.fat;

import java.nio.charset.Charset;

/// Text of short names and labels: code page 437, of which all bytes are characters.
final class Oem {
    private static final Charset CODE_PAGE_437 = Charset.forName("IBM437");

    private Oem() {}

    static String decode(byte[] bytes) {
        return new String(bytes, CODE_PAGE_437);
    }

    static byte[] encode(String text) {
        return text.getBytes(CODE_PAGE_437);
    }

    static boolean holds(String text) {
        return CODE_PAGE_437.newEncoder().canEncode(text);
    }

    /// {@return 11 bytes, padded with spaces; the text has at most as many characters}
    static byte[] padded(String text) {
        return encode("%-11s".formatted(text));
    }
}
