package dev.diskwright.core.fs.fat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortNamesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "BOOTX64.EFI, 'BOOTX64 EFI', 0, false",
        "bootx64.efi, 'BOOTX64 EFI', 24, false",
        "bootx64.EFI, 'BOOTX64 EFI', 8, false",
        "BOOTX64.efi, 'BOOTX64 EFI', 16, false",
        "BootX64.efi, 'BOOTX64 EFI', 0, true",
        "kernel-1, 'KERNEL-1   ', 8, false",
        "123, '123        ', 0, false"
    })
    void nameInOneCaseNeedsNoLongName(String name, String text, int flags, boolean needsLong) {
        ShortName it = ShortName.same(name);
        assertNotNull(it);
        assertEquals(text, it.text());
        assertEquals(flags, it.caseFlags());
        assertEquals(needsLong, it.needsLongName());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {".x", "a.b.c", "a b", "toolongname", "a.html", "a+b", "ä", "a..b"})
    void nameThatIsNoneHasToBeShortened(String name) {
        assertNull(ShortName.same(name));
    }

    @Test
    void shortenedNamesAreNumberedAroundThoseThatAreTaken() {
        var names = new ShortNames();
        ShortName kept = ShortName.same("LONGNA~2.TXT");
        assertNotNull(kept);
        names.keep(kept);
        assertEquals("LONGNA~1TXT", names.shorten("long name one.txt").text());
        assertEquals("LONGNA~3TXT", names.shorten("long name two.txt").text());
        assertEquals("PROFIL~1   ", names.shorten(".profile").text());
        assertEquals("_N_M_~1    ", names.shorten("änïmé").text());
        assertEquals("ARCHIV~1GZ ", names.shorten("archive.tar.gz").text());
        assertEquals("_~1        ", names.shorten("𝄞").text());
        assertEquals("_~2        ", names.shorten("+").text());
    }

    @Test
    void numbersGrowIntoTheName() {
        var names = new ShortNames();
        for (int i = 1; i < 1000; i++) {
            names.shorten("directory entry " + i);
        }
        assertEquals("DIR~1000   ", names.shorten("directory entry").text());
    }

    @Test
    void checksumRotatesAndAdds() {
        byte[] name = new byte[11];
        name[0] = 1;
        assertEquals(0x40, LongName.checksum(name));
        name[10] = (byte) 0xff;
        assertEquals(0x3f, LongName.checksum(name));
    }
}
