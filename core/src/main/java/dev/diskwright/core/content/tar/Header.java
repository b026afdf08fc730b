package dev.diskwright.core.content.tar;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// One block of 512 bytes that begins an entry, in the forms of V7, ustar and GNU.
///
/// @param bytes the block
/// @param where it lies
record Header(MemorySegment bytes, Where where) {
    static final int SIZE = 512;
    private static final Text NAME = new Text("name", 0, 100);
    private static final Text LINK_NAME = new Text("linkname", 157, 100);
    private static final Text PREFIX = new Text("prefix", 345, 155);
    private static final int CHECKSUM = 148;

    /// A field that holds text or a number as text.
    record Text(String name, int offset, int length) {}

    /// {@return whether the checksum is that of a header} Some old tools added up signed bytes.
    static boolean recognises(MemorySegment block) {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < SIZE; i++) {
            byte b = i >= CHECKSUM && i < CHECKSUM + 8 ? (byte) ' ' : block.get(JAVA_BYTE, i);
            unsigned += b & 0xff;
            signed += b;
        }
        byte[] text = block.asSlice(CHECKSUM, 8).toArray(JAVA_BYTE);
        long stored = Numbers.octal(text, 0, text.length);
        return stored >= 0 && (stored == unsigned || stored == signed);
    }

    byte type() {
        return bytes.get(JAVA_BYTE, 156);
    }

    boolean isGnu() {
        return startsWith(257, "ustar  ");
    }

    private boolean isUstar() {
        return startsWith(257, "ustar\0");
    }

    private boolean startsWith(int offset, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes.get(JAVA_BYTE, offset + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    byte[] name() {
        byte[] name = text(NAME);
        byte[] prefix = isUstar() ? text(PREFIX) : new byte[0];
        if (prefix.length == 0) {
            return name;
        }
        byte[] joined = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        joined[prefix.length] = '/';
        System.arraycopy(name, 0, joined, prefix.length + 1, name.length);
        return joined;
    }

    byte[] linkName() {
        return text(LINK_NAME);
    }

    private byte[] text(Text field) {
        byte[] text = bytes.asSlice(field.offset, field.length).toArray(JAVA_BYTE);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return Arrays.copyOf(text, end);
    }

    long mode() throws CorruptImageException {
        return number(new Text("mode", 100, 8));
    }

    long uid() throws CorruptImageException {
        return number(new Text("uid", 108, 8));
    }

    long gid() throws CorruptImageException {
        return number(new Text("gid", 116, 8));
    }

    long size() throws CorruptImageException {
        return number(new Text("size", 124, 12));
    }

    long mtime() throws CorruptImageException {
        return number(new Text("mtime", 136, 12));
    }

    /// Left undefined by V7, so only asked for by entries that are devices.
    long deviceMajor() throws CorruptImageException {
        return number(new Text("devmajor", 329, 8));
    }

    long deviceMinor() throws CorruptImageException {
        return number(new Text("devminor", 337, 8));
    }

    /// {@return a number: octal digits, or big-endian two's complement if the first bit is set}
    long number(Text field) throws CorruptImageException {
        byte[] text = bytes.asSlice(field.offset, field.length).toArray(JAVA_BYTE);
        try {
            return Numbers.parse(text);
        } catch (NumberFormatException e) {
            throw new CorruptImageException(
                    where.field(field.name, field.offset), Numbers.shown(text), "a number", e);
        }
    }
}
