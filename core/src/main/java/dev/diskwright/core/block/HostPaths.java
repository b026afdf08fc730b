package dev.diskwright.core.block;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/// Host paths as the bytes they are. A path's text depends on the locale of the process (in the C locale every byte
/// above 127 is lost); its URI does not.
public final class HostPaths {
    private static final boolean UNIX = FileSystems.getDefault().getSeparator().equals("/");
    private static final HexFormat HEX = HexFormat.of();

    private HostPaths() {}

    /// {@return the bytes of the absolute path, without a NUL at the end; UTF-8 where paths are text}
    public static byte[] bytes(Path path) {
        Path absolute = path.toAbsolutePath();
        if (!UNIX || isAscii(absolute.toString())) {
            return absolute.toString().getBytes(StandardCharsets.UTF_8);
        }
        String raw = absolute.toUri().getRawPath();
        var out = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                out.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else {
                out.write(raw.charAt(i));
            }
        }
        byte[] all = out.toByteArray();
        int end = all.length;
        while (end > 1 && all[end - 1] == '/') {
            end--; // the URI of a directory, or of a link to one, ends in one: libc would follow
            // the link
        }
        return java.util.Arrays.copyOf(all, end);
    }

    /// {@return the bytes of the last name of `path`}
    public static byte[] nameBytes(Path path) {
        Path last = path.getFileName();
        String text = last == null ? "" : last.toString();
        if (!UNIX || isAscii(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] all = bytes(path);
        int start = all.length;
        while (start > 0 && all[start - 1] != '/') {
            start--;
        }
        return java.util.Arrays.copyOfRange(all, start, all.length);
    }

    /// {@return the file of that name in `directory`}
    ///
    /// @param name its bytes, or several names joined by `/`, absolute if it begins with one; no NUL
    /// @throws InvalidPathException if the host cannot have such a name
    public static Path resolve(Path directory, byte[] name) {
        String text = new String(name, StandardCharsets.UTF_8);
        if (!UNIX || isAscii(text)) {
            return directory.resolve(text);
        }
        var uri = new StringBuilder("file://");
        if (name[0] != '/') {
            appendEscaped(uri, bytes(directory));
            uri.append('/');
        }
        appendEscaped(uri, name);
        return Path.of(URI.create(uri.toString()));
    }

    private static void appendEscaped(StringBuilder uri, byte[] bytes) {
        for (byte b : bytes) {
            boolean plain = b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
            if (plain || b == '/') {
                uri.append((char) b);
            } else {
                uri.append('%').append(HEX.toHexDigits(b));
            }
        }
    }

    /// A `?` counts as not ASCII: it is what a byte that the locale lacks may be shown as, as is U+FFFD.
    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80 && c != '?');
    }
}
