package dev.diskwright.core.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Cases;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelImageTest {
    @Test
    void readsABzImage() throws IOException {
        KernelImage kernel = read(TestKernels.bzImage()).orElseThrow();
        assertEquals(KernelImage.Format.BZIMAGE, kernel.format());
        assertEquals(TestKernels.VERSION, kernel.version());
        assertEquals("6.1.0-56-test", kernel.release().orElseThrow());
        assertEquals(0x20f, kernel.bootProtocol());
        assertTrue(kernel.is64Bit());
        assertTrue(kernel.efiHandover());
        assertEquals(EfiArchitecture.X64, kernel.efiStub());
        assertTrue(kernel.initrdByLoadFile2());
        assertEquals(2047, kernel.commandLineLimit());
    }

    @Test
    void kernelsBefore58AskForNoInitrd() throws IOException {
        byte[] kernel = TestKernels.bzImage();
        kernel[0x58 + 44] = 0;
        assertFalse(read(kernel).orElseThrow().initrdByLoadFile2());
    }

    @Test
    void bzImageWithoutEfiStubHasNone() throws IOException {
        byte[] kernel = TestKernels.bzImage();
        kernel[0] = (byte) 0xea;
        assertNull(read(kernel).orElseThrow().efiStub());
    }

    @Test
    void otherUefiProgramsAndElfAreTold() throws IOException {
        KernelImage efi = read(BootPrograms.bytes(BootPrograms.STUB)).orElseThrow();
        assertEquals(KernelImage.Format.EFI, efi.format());
        assertTrue(efi.release().isEmpty());
        byte[] elf = new byte[64];
        elf[0] = 0x7f;
        elf[1] = 'E';
        elf[2] = 'L';
        elf[3] = 'F';
        elf[4] = 2;
        KernelImage vmlinux = read(elf).orElseThrow();
        assertEquals(KernelImage.Format.ELF, vmlinux.format());
        assertTrue(vmlinux.is64Bit());
        assertNull(vmlinux.efiStub());
    }

    @Test
    void anythingElseIsNoKernel() throws IOException {
        assertTrue(read(new byte[0]).isEmpty());
        assertTrue(read(new byte[4096]).isEmpty());
    }

    @Test
    void versionOutsideTheSetupCodeIsCorrupt() {
        byte[] kernel = TestKernels.bzImage();
        kernel[0x20f] = (byte) 0xff;
        var refusal = assertThrows(CorruptImageException.class, () -> read(kernel));
        assertEquals(
                "vmlinuz, setup header kernel_version at 0x20e: found 0xff00, expected a place"
                        + " inside the setup code",
                refusal.getMessage());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedKernelIsReadOrRefused(long seed) throws IOException {
        byte[] kernel = TestKernels.bzImage();
        Cases.damage(Cases.random(seed), kernel);
        try {
            read(kernel);
        } catch (ImageException allowed) {
            // the one way out
        }
    }

    private static Optional<KernelImage> read(byte[] kernel) throws IOException {
        return KernelImage.read(Where.file("vmlinuz"), BlockSource.of(kernel));
    }
}
