package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The characters of a descriptor: in the encoding that it names, which is ASCII as far as that line goes; without one,
/// UTF-8, or windows-1252 where it is no UTF-8.
final class DescriptorText {
    private static final Pattern ENCODING =
            Pattern.compile(
                    "(?m)^\\s*encoding\\s*=\\s*\"?([^\"\\s]{1,40})", Pattern.CASE_INSENSITIVE);

    private DescriptorText() {}

    /// {@return the text up to the first NUL}
    static String decode(Where where, MemorySegment segment) throws UnsupportedImageException {
        byte[] bytes = segment.toArray(ValueLayout.JAVA_BYTE);
        int length = 0;
        boolean ascii = true;
        while (length < bytes.length && bytes[length] != 0) {
            ascii &= bytes[length++] > 0;
        }
        String plain = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        if (ascii) {
            return plain;
        }
        Matcher named = ENCODING.matcher(plain);
        if (named.find()) {
            return new String(bytes, 0, length, charset(where, named.group(1)));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, 0, length, charset(where, "windows-1252"));
        }
    }

    private static Charset charset(Where where, String name) throws UnsupportedImageException {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnsupportedImageException(where.field("encoding", 0), "the encoding " + name);
        }
    }
}
