package dev.diskwright.core.boot.initramfs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/// A file in the Executable and Linkable Format (System V ABI, chapter 4), of 32 or 64 bits in either byte order.
final class ElfFile {
    private static final int INTERPRETER = 3; // PT_INTERP
    private static final int NO_BITS = 8; // SHT_NOBITS
    private static final int LONGEST_NAME = 64;

    private final Where where;
    private final MemorySegment bytes;
    private final boolean wide;
    private final ValueLayout.OfShort u16;
    private final ValueLayout.OfInt u32;
    private final ValueLayout.OfLong u64;

    private ElfFile(Where where, MemorySegment bytes) {
        this.where = where;
        this.bytes = bytes;
        wide = bytes.get(JAVA_BYTE, 4) == 2;
        ByteOrder order =
                bytes.get(JAVA_BYTE, 5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        u16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        u32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        u64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
    }

    /// {@return whether the magic number is there, and a header behind it}
    static boolean isOne(MemorySegment bytes) {
        return bytes.byteSize() >= 64
                && bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 0)
                        == 0x7f454c46;
    }

    /// @throws CorruptImageException if it is none
    static ElfFile of(Where where, MemorySegment bytes) throws CorruptImageException {
        if (!isOne(bytes)) {
            throw new CorruptImageException(
                    where.structure("header", 0), "no ELF magic", "an ELF file");
        }
        return new ElfFile(where, bytes);
    }

    /// {@return machine number (`e_machine`)}
    int machine() {
        return Short.toUnsignedInt(bytes.get(u16, 18));
    }

    /// {@return whether it names a dynamic linker, without which it does not run}
    boolean hasInterpreter() throws CorruptImageException {
        long table = wide ? bytes.get(u64, 32) : unsigned(28);
        int size = Short.toUnsignedInt(bytes.get(u16, wide ? 54 : 42));
        int count = Short.toUnsignedInt(bytes.get(u16, wide ? 56 : 44));
        for (int i = 0; i < count; i++) {
            MemorySegment header = slice("program header " + i, table, (long) i * size, 4);
            if (header.get(u32, 0) == INTERPRETER) {
                return true;
            }
        }
        return false;
    }

    /// {@return the contents of a section; empty if there is none of that name}
    Optional<MemorySegment> section(String name) throws CorruptImageException {
        long table = wide ? bytes.get(u64, 40) : unsigned(32);
        int size = Short.toUnsignedInt(bytes.get(u16, wide ? 58 : 46));
        int count = Short.toUnsignedInt(bytes.get(u16, wide ? 60 : 48));
        int names = Short.toUnsignedInt(bytes.get(u16, wide ? 62 : 50));
        if (table == 0 || names >= count) {
            return Optional.empty();
        }
        MemorySegment texts = content(header(table, size, names), "section names");
        for (int i = 0; i < count; i++) {
            MemorySegment header = header(table, size, i);
            long at = Integer.toUnsignedLong(header.get(u32, 0));
            if (at < texts.byteSize()
                    && text(texts, at).equals(name)
                    && header.get(u32, 4) != NO_BITS) {
                return Optional.of(content(header, "section " + name));
            }
        }
        return Optional.empty();
    }

    private MemorySegment header(long table, int size, int index) throws CorruptImageException {
        return slice("section header " + index, table, (long) index * size, wide ? 64 : 40);
    }

    private MemorySegment content(MemorySegment header, String what) throws CorruptImageException {
        long offset = wide ? header.get(u64, 24) : Integer.toUnsignedLong(header.get(u32, 16));
        long size = wide ? header.get(u64, 32) : Integer.toUnsignedLong(header.get(u32, 20));
        return slice(what, offset, 0, size);
    }

    private long unsigned(long offset) {
        return Integer.toUnsignedLong(bytes.get(u32, offset));
    }

    private MemorySegment slice(String what, long base, long offset, long size)
            throws CorruptImageException {
        long end = bytes.byteSize();
        if (base < 0
                || base > end
                || offset > end - base
                || size < 0
                || size > end - base - offset) {
            throw new CorruptImageException(
                    where.structure(what, Math.max(0, base)),
                    "%d bytes at 0x%x".formatted(size, base + offset),
                    "a place in the %d bytes of the file".formatted(end));
        }
        return bytes.asSlice(base + offset, size);
    }

    private static String text(MemorySegment texts, long at) {
        long end = at;
        while (end < texts.byteSize()
                && end - at < LONGEST_NAME
                && texts.get(JAVA_BYTE, end) != 0) {
            end++;
        }
        return new String(texts.asSlice(at, end - at).toArray(JAVA_BYTE), ISO_8859_1);
    }
}
