package dev.diskwright.ui.running;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A picture of a screen, not decoded yet. Emulators are not trusted: what does not begin as a PNG file of sensible size
/// is no picture (Portable Network Graphics, sections 5.2 and 11.2.1).
public final class ScreenPicture {
    private static final byte[] START =
            HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452"); // signature, header chunk
    private static final int HEADER = START.length + 8;
    private static final int LARGEST_FILE = 32 << 20; // bytes
    private static final long MOST_PIXELS = 16L << 20; // 64 MiB when decoded

    private final byte[] png;
    private final int width;
    private final int height;

    private ScreenPicture(byte[] png, int width, int height) {
        this.png = png;
        this.width = width;
        this.height = height;
    }

    /// {@return the picture; empty if it is none, or too large}
    ///
    /// @param png not to be changed any more
    static Optional<ScreenPicture> of(byte[] png) {
        if (png.length < HEADER
                || png.length > LARGEST_FILE
                || !Arrays.equals(png, 0, START.length, START, 0, START.length)) {
            return Optional.empty();
        }
        int width = bigEndian(png, START.length);
        int height = bigEndian(png, START.length + 4);
        boolean fits = width > 0 && height > 0 && (long) width * height <= MOST_PIXELS;
        return fits ? Optional.of(new ScreenPicture(png, width, height)) : Optional.empty();
    }

    private static int bigEndian(byte[] bytes, int offset) {
        return (bytes[offset] & 0xff) << 24
                | (bytes[offset + 1] & 0xff) << 16
                | (bytes[offset + 2] & 0xff) << 8
                | bytes[offset + 3] & 0xff;
    }

    /// {@return whether it is the same file}
    boolean isSameAs(ScreenPicture other) {
        return Arrays.equals(png, other.png);
    }

    /// {@return a copy of the file}
    public byte[] png() {
        return png.clone();
    }

    /// {@return its width in pixels}
    public int width() {
        return width;
    }

    /// {@return its height in pixels}
    public int height() {
        return height;
    }
}
