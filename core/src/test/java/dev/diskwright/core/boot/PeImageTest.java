package dev.diskwright.core.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeImageTest {
    private static final Where FILE = Where.file("boot.efi");

    @Test
    void readsOurOwnStub() throws IOException {
        PeImage stub = read(stub());
        assertEquals(
                List.of(".text", ".data", ".reloc"),
                stub.sections().stream().map(PeSection::name).toList());
        assertEquals(EfiArchitecture.X64, stub.architecture().orElseThrow());
        assertFalse(stub.signed());
        assertEquals(10, stub.optional().subsystem());
        assertEquals(4096, stub.optional().sectionAlignment());
        assertEquals(512, stub.optional().fileAlignment());
        PeSection text = stub.section(".text").orElseThrow();
        assertEquals(text.virtualSize(), stub.content(text).size());
        assertTrue(stub.section(".linux").isEmpty());
    }

    @Test
    void seesASignature() throws IOException {
        byte[] signed = stub();
        signed[0x40 + 24 + 112 + 4 * 8] = 1;
        assertTrue(read(signed).signed());
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0x00 | 0    | boot.efi: found no MZ at its start, expected a PE file
                    0x3f | 0xff | boot.efi, DOS header offset of PE header at 0x3c: \
                    found 24 bytes at 0xff000040, expected a file longer than 5632 bytes
                    0x40 | 0    | boot.efi, PE header signature at 0x40: found 0x4500, expected PE
                    0x47 | 0xff | boot.efi, section table at 0x148: \
                    found 2611320 bytes at 0x148, expected a file longer than 5632 bytes
                    0x54 | 8    | boot.efi, PE header size of optional header at 0x54: \
                    found 8 bytes, expected at least 72
                    0x55 | 0xff | boot.efi, PE header size of optional header at 0x54: \
                    found 65520 bytes at 0x58, expected a file longer than 5632 bytes
                    0x15b | 0x80 | boot.efi, section table entry 0 pointer to raw data at 0x15c: \
                    found 2147486720 bytes at 0x400, expected a file longer than 5632 bytes
                    """)
    void namesTheDamagedField(String offset, String value, String message) {
        byte[] damaged = stub();
        damaged[Integer.decode(offset)] = (byte) (int) Integer.decode(value);
        var refusal = assertThrows(CorruptImageException.class, () -> read(damaged));
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void unknownOptionalHeaderIsUnsupported() {
        byte[] rom = stub();
        rom[0x58] = 7;
        assertThrows(UnsupportedImageException.class, () -> read(rom));
    }

    @Test
    void everyTruncationIsRefusedCleanly() {
        byte[] stub = stub();
        for (int size = 0; size < stub.length; size++) {
            byte[] part = Arrays.copyOf(stub, size);
            assertThrows(ImageException.class, () -> read(part), () -> part.length + " bytes");
        }
    }

    private static byte[] stub() {
        return BootPrograms.bytes(BootPrograms.STUB);
    }

    private static PeImage read(byte[] bytes) throws IOException {
        return PeImage.read(FILE, BlockSource.of(bytes));
    }
}
