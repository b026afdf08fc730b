package dev.diskwright.core.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// Makes archives byte by byte, wrong ones included. Names are ISO 8859-1, so that each character is a byte.
public final class TarWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public TarWriter member(String name, char type, int mode, String link, byte[] content) {
        return member(name, type, mode, link, content, 0, 0);
    }

    public TarWriter member(
            String name, char type, int mode, String link, byte[] content, int major, int minor) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "%07o".formatted(mode));
        put(header, 108, "%07o".formatted(0));
        put(header, 116, "%07o".formatted(0));
        put(header, 124, "%011o".formatted(content.length));
        put(header, 136, "%011o".formatted(1));
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar\00000");
        put(header, 329, "%07o".formatted(major));
        put(header, 337, "%07o".formatted(minor));
        checksum(header, 0);
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[-content.length & 511]);
        return this;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static void checksum(byte[] archive, int at) {
        java.util.Arrays.fill(archive, at + 148, at + 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += archive[at + i] & 0xff;
        }
        byte[] text = "%06o\0 ".formatted(sum).getBytes(ISO_8859_1);
        System.arraycopy(text, 0, archive, at + 148, 8);
    }

    /// Makes blocks that look like headers valid again after damage, so that it reaches deeper.
    public static void fixChecksums(byte[] archive) {
        for (int at = 0; at + 512 <= archive.length; at += 512) {
            if (archive[at + 257] == 'u') {
                checksum(archive, at);
            }
        }
    }

    public static byte[] record(String key, String value) {
        return record(key, value.getBytes(UTF_8));
    }

    public static byte[] record(String key, byte[] value) {
        int rest = key.length() + value.length + 3;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        var record = new ByteArrayOutputStream();
        record.writeBytes((length + " " + key + "=").getBytes(ISO_8859_1));
        record.writeBytes(value);
        record.write('\n');
        return record.toByteArray();
    }

    public TarWriter pax(char type, byte[]... records) {
        var body = new ByteArrayOutputStream();
        for (byte[] record : records) {
            body.writeBytes(record);
        }
        return member("pax", type, 0644, "", body.toByteArray());
    }

    /// {@return the archive with its end}
    public byte[] end() {
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }
}
