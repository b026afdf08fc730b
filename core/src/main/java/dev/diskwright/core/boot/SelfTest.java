package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.PeAppender.Addition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The payload of an image that has no kernel yet. Started by firmware, it prints one line on the screen and on the
/// first serial port (115200 8N1), then powers the machine off, or halts where it cannot.
///
/// ```text
/// diskwright self-test ok: NAME (bios)
/// diskwright self-test ok: NAME (uefi)
/// ```
///
/// The name is written in UTF-8 to the serial port. A BIOS screen knows ASCII only and shows other characters wrong.
public final class SelfTest {
    /// Bytes of UTF-8 there are for the name. A longer one is cut, between two characters.
    public static final int NAME_CAPACITY = 192;

    private static final int NAME_OFFSET = BootCode.SIZE - NAME_CAPACITY;

    private SelfTest() {}

    /// {@return the UEFI program, for x86-64}
    public static BlockSource uefi(String name) {
        try {
            BootInput program = BootPrograms.program(BootPrograms.SELF_TEST_UEFI);
            var section =
                    new Addition(
                            ".name", BlockSource.of(shown(name).getBytes(UTF_8)), Addition.DATA);
            return PeAppender.append(
                    PeImage.read(program.where(), program.bytes()), List.of(section));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return the file to put on the EFI system partition, where firmware finds it on any machine}
    public static List<BootFile> files(String name) {
        return List.of(BootFile.onEsp(EfiArchitecture.X64.removableMediaPath(), uefi(name)));
    }

    /// {@return the boot code for the first [BootCode#SIZE] bytes of a disk, with or without a partition table}
    public static byte[] bios(String name) {
        byte[] code = BootPrograms.bytes(BootPrograms.SELF_TEST_BIOS);
        byte[] text = shown(name).getBytes(UTF_8);
        System.arraycopy(text, 0, code, NAME_OFFSET, text.length);
        return code;
    }

    /// {@return the line that `bios` or `uefi` of this name prints, without line end}
    ///
    /// @param firmware `bios` or `uefi`
    public static String line(String name, String firmware) {
        return "diskwright self-test ok: %s (%s)".formatted(shown(name), firmware);
    }

    /// {@return the name as it is printed: cut to its capacity, control characters and lone surrogates as `?`}
    static String shown(String name) {
        var shown = new StringBuilder();
        int size = 0;
        for (int character : name.codePoints().toArray()) {
            boolean printable =
                    !Character.isISOControl(character)
                            && Character.getType(character) != Character.SURROGATE;
            String text = printable ? Character.toString(character) : "?";
            size += text.getBytes(UTF_8).length;
            if (size > NAME_CAPACITY) {
                break;
            }
            shown.append(text);
        }
        return shown.toString();
    }
}
