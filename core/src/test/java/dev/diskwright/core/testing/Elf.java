package dev.diskwright.core.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// ELF files with headers and nothing to run.
public final class Elf {
    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int SECTION_HEADER = 64;

    private Elf() {}

    /// {@return a kernel module for x86-64 that says these texts, `depends=a,b` and the like, of itself}
    public static byte[] module(String... texts) {
        byte[] info = (String.join("\0", texts) + "\0").getBytes(ISO_8859_1);
        byte[] names = "\0.shstrtab\0.modinfo\0".getBytes(ISO_8859_1);
        int namesAt = HEADER + 3 * SECTION_HEADER;
        var file =
                ByteBuffer.allocate(namesAt + names.length + info.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        header(file, 1);
        file.putLong(40, HEADER).putShort(58, (short) SECTION_HEADER);
        file.putShort(60, (short) 3).putShort(62, (short) 1);
        section(file, HEADER + SECTION_HEADER, 1, 3, namesAt, names.length);
        section(file, HEADER + 2 * SECTION_HEADER, 11, 1, namesAt + names.length, info.length);
        file.put(namesAt, names).put(namesAt + names.length, info);
        return file.array();
    }

    /// {@return a program for x86-64}
    ///
    /// @param isStatic whether it needs no dynamic linker
    public static byte[] program(boolean isStatic) {
        var file = ByteBuffer.allocate(HEADER + PROGRAM_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header(file, 2);
        file.putLong(32, HEADER).putShort(54, (short) PROGRAM_HEADER).putShort(56, (short) 1);
        file.putInt(HEADER, isStatic ? 1 : 3);
        return file.array();
    }

    private static void header(ByteBuffer file, int type) {
        file.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        file.putShort(16, (short) type).putShort(18, (short) 62).putInt(20, 1);
    }

    private static void section(
            ByteBuffer file, int at, int name, int type, long offset, long size) {
        file.putInt(at, name).putInt(at + 4, type).putLong(at + 24, offset).putLong(at + 32, size);
    }
}
