package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class SelfTestTest {
    @Test
    void nameLiesInTheBootCode() {
        byte[] code = SelfTest.bios("web server");
        assertEquals(BootCode.SIZE, code.length);
        assertTrue(new String(code, UTF_8).contains("diskwright self-test ok: web server\0"));
    }

    @Test
    void nameIsTheContentOfASectionOfTheProgram() throws IOException {
        PeImage image = PeImage.read(Where.file("self-test"), SelfTest.uefi("käse"));
        PeSection section = image.section(".name").orElseThrow();
        assertEquals(5, section.virtualSize());
        assertEquals("käse", text(image.content(section)));
        assertEquals(EfiArchitecture.X64, image.architecture().orElseThrow());
    }

    @Test
    void longNameIsCutBetweenTwoCharacters() {
        String name = "ä".repeat(95) + "x€";
        assertEquals(194, name.getBytes(UTF_8).length);
        assertEquals("ä".repeat(95) + "x", SelfTest.shown(name));
        assertEquals(191, SelfTest.shown(name).getBytes(UTF_8).length);
        assertEquals("𝄞".repeat(48), SelfTest.shown("𝄞".repeat(49)));
        byte[] code = SelfTest.bios("n".repeat(500));
        assertEquals('n', code[BootCode.SIZE - 1]);
    }

    @Test
    void whatCannotBePrintedIsAQuestionMark() {
        assertEquals("a?b?c", SelfTest.shown("a\nb\ud800c"));
        assertEquals("", SelfTest.shown(""));
        assertEquals("diskwright self-test ok: a?b (uefi)", SelfTest.line("a\0b", "uefi"));
    }

    @Test
    void programGoesWhereFirmwareLooksOnAnyMachine() {
        assertEquals("/EFI/BOOT/BOOTX64.EFI", SelfTest.files("x").getFirst().path());
    }

    private static String text(BlockSource source) throws IOException {
        return new String(
                source.bytes(0, (int) source.size()).toArray(ValueLayout.JAVA_BYTE), UTF_8);
    }
}
