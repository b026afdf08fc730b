package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UkiTest {
    private static final Where FILE = Where.file("linux.efi");
    private static final BootInput KERNEL = TestKernels.input(TestKernels.bzImage());
    private static final String OS_RELEASE = "ID=test\nPRETTY_NAME=\"Test\"\n";

    @Test
    void sectionsFollowTheStubAndTheKernelIsLast() throws IOException {
        BlockSource whole = uki(bytes("one!")).assemble();
        PeImage image = PeImage.read(FILE, whole);
        assertEquals(
                List.of(
                        ".text",
                        ".data",
                        ".reloc",
                        ".osrel",
                        ".cmdline",
                        ".uname",
                        ".initrd",
                        ".linux"),
                image.sections().stream().map(PeSection::name).toList());
        assertEquals("root=LABEL=ä quiet", text(image, ".cmdline"));
        assertEquals(OS_RELEASE, text(image, ".osrel"));
        assertEquals("6.1.0-56-test", text(image, ".uname"));
        assertEquals("one!", text(image, ".initrd"));
        assertArrayEquals(TestKernels.bzImage(), content(image, ".linux"));
        assertEquals(image.sections().getLast().rawEnd(), whole.size());
    }

    @Test
    void addressesAndSizesAreThoseThePeFormatAsksFor() throws IOException {
        PeImage image = PeImage.read(FILE, uki(bytes("one!")).assemble());
        long address = 0;
        long offset = 0;
        long data = 0x400 + 0x200;
        for (PeSection section : image.sections()) {
            assertEquals(0, section.virtualAddress() % 4096);
            assertEquals(0, section.pointerToRawData() % 512);
            assertEquals(0, section.sizeOfRawData() % 512);
            assertTrue(section.virtualAddress() >= address, section.name());
            assertTrue(section.pointerToRawData() >= offset, section.name());
            address = section.virtualEnd();
            offset = section.rawEnd();
            if (section.name().matches("\\.(osrel|cmdline|uname|initrd|linux)")) {
                data += section.sizeOfRawData();
                assertEquals(section.contentSize(), section.virtualSize());
                assertEquals(
                        section.name().equals(".linux") ? 0x4000_0020L : 0x4000_0040L,
                        section.characteristics());
            }
        }
        assertEquals((address + 4095) / 4096 * 4096, image.optional().sizeOfImage());
        assertEquals(data, image.optional().sizeOfInitializedData());
        assertEquals(0, image.optional().checkSum());
    }

    @Test
    void sectionHeadersAreGoldenBytes() throws IOException {
        byte[] image = all(SelfTest.uefi("golden"));
        String added =
                HexFormat.of().formatHex(image, 0x148 + 3 * 40, 0x148 + 4 * 40)
                        + HexFormat.of().formatHex(image, 0x148 + 4 * 40, 0x148 + 5 * 40);
        assertEquals(
                "2e6e616d65000000" // .name
                        + "06000000" // virtual size
                        + "00400000" // virtual address
                        + "00020000" // size of raw data
                        + "000c0000" // pointer to raw data
                        + "000000000000000000000000"
                        + "40000040" // initialised data, read
                        + "00".repeat(40),
                added);
        assertEquals("0400", HexFormat.of().formatHex(image, 0x46, 0x48)); // number of sections
        assertEquals("00500000", HexFormat.of().formatHex(image, 0x90, 0x94)); // size of image
    }

    @Tag("peer")
    @Test
    void binutilsExtractsTheSectionsThatWerePutIn(@TempDir Path directory) throws IOException {
        Peers.require("objcopy");
        Path file = directory.resolve("linux.efi");
        Files.write(file, all(uki(bytes("abcde"), bytes("xyz")).assemble()));
        Path section = directory.resolve("section");
        for (var expected :
                Map.of(
                                ".osrel", OS_RELEASE.getBytes(UTF_8),
                                ".initrd", "abcde\0\0\0xyz\0".getBytes(UTF_8),
                                ".linux", TestKernels.bzImage())
                        .entrySet()) {
            Peers.run("objcopy", "-O", "binary", "-j", expected.getKey(), file, section).ok();
            assertArrayEquals(expected.getValue(), Files.readAllBytes(section), expected.getKey());
        }
    }

    @Test
    void initialRamDisksAreEachPaddedToFourBytes() throws IOException {
        var image = PeImage.read(FILE, uki(bytes("abcde"), bytes(""), bytes("xyz")).assemble());
        assertEquals("abcde\0\0\0xyz\0", text(image, ".initrd"));
    }

    @Test
    void withoutRamDiskAndOsReleaseThereAreNoSuchSections() throws IOException {
        var image = PeImage.read(FILE, new Uki(KERNEL, List.of(), "", null).assemble());
        assertTrue(image.section(".initrd").isEmpty());
        assertTrue(image.section(".osrel").isEmpty());
        assertEquals(0, image.section(".cmdline").orElseThrow().virtualSize());
    }

    @Test
    void largeContentsAreReferredToAndNotCopied() throws IOException {
        BlockSource large = BlockSource.zeros(3L << 30);
        BlockSource whole = uki(large).assemble();
        assertTrue(whole.size() > large.size());
        UkiSummary summary = UkiSummary.read(FILE, whole).orElseThrow();
        assertEquals(large.size(), summary.initrdSize());
        assertEquals(TestKernels.bzImage().length, summary.kernelSize());
    }

    @Test
    void moreThanAPeFileHoldsDoesNotFit() {
        var refusal =
                assertThrows(
                        DoesNotFitException.class,
                        () -> uki(BlockSource.zeros(1L << 32)).assemble());
        assertTrue(message(refusal).contains("section .initrd"), refusal.getMessage());
        assertTrue(refusal.needed() > refusal.available());
    }

    @Test
    void sameInputGivesTheSameBytes() throws IOException {
        assertArrayEquals(all(uki(bytes("x")).assemble()), all(uki(bytes("x")).assemble()));
    }

    @Test
    void summaryTellsWhatWasPutIn() throws IOException {
        assertEquals(
                new UkiSummary(
                        EfiArchitecture.X64,
                        OS_RELEASE,
                        "root=LABEL=ä quiet",
                        "6.1.0-56-test",
                        TestKernels.bzImage().length,
                        4,
                        false),
                UkiSummary.read(FILE, uki(bytes("one!")).assemble()).orElseThrow());
        assertTrue(UkiSummary.read(FILE, BootPrograms.stub().bytes()).isEmpty());
        assertTrue(UkiSummary.read(FILE, bytes("text")).isEmpty());
    }

    @Test
    void commandLineIsOneLineThatTheKernelCanHold() {
        assertThrows(
                IllegalArgumentException.class, () -> new Uki(KERNEL, List.of(), "a\nb", null));
        var refusal =
                assertThrows(
                        DoesNotFitException.class,
                        () -> new Uki(KERNEL, List.of(), "x".repeat(2048), null).assemble());
        assertEquals(
                "vmlinuz: found a command line of 2048 bytes, but the limit is 2047 bytes",
                refusal.getMessage());
    }

    @Test
    void kernelThatFirmwareCannotStartIsRefused() {
        byte[] noStub = TestKernels.bzImage();
        noStub[0] = 0;
        byte[] otherMachine = TestKernels.bzImage();
        otherMachine[0x44] = 0x64;
        otherMachine[0x45] = (byte) 0xaa;
        for (byte[] kernel : List.of(noStub, otherMachine, new byte[2000])) {
            var uki = new Uki(TestKernels.input(kernel), List.of(), "", null);
            assertThrows(UnsupportedImageException.class, uki::assemble);
        }
    }

    @Test
    void stubThatIsSignedOrCompleteIsRefused() throws IOException {
        byte[] signed = BootPrograms.bytes(BootPrograms.STUB);
        signed[0x40 + 24 + 112 + 4 * 8] = 1;
        assertThrows(UnsupportedImageException.class, () -> uki().assemble(stub(signed)));
        byte[] complete = all(uki().assemble());
        var refusal =
                assertThrows(UnsupportedImageException.class, () -> uki().assemble(stub(complete)));
        assertTrue(message(refusal).contains("has section .osrel already"));
    }

    @Test
    void symbolTableBehindTheStubIsDropped() throws IOException {
        byte[] plain = BootPrograms.bytes(BootPrograms.STUB);
        byte[] symbols = Arrays.copyOf(plain, plain.length + 18 * 3);
        var header = ByteBuffer.wrap(symbols).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0x40 + 12, plain.length);
        header.putInt(0x40 + 16, 3);
        header.putInt(0x40 + 24 + 64, 12345);
        assertArrayEquals(all(uki().assemble(stub(plain))), all(uki().assemble(stub(symbols))));
    }

    @Test
    void stubWithoutRoomForHeadersIsRefused() {
        byte[] tight = BootPrograms.bytes(BootPrograms.STUB);
        put(tight, 0x58 + 60, 0x148 + 5 * 40);
        var refusal =
                assertThrows(UnsupportedImageException.class, () -> uki().assemble(stub(tight)));
        assertEquals(
                "stub.efi, section table at 0x148: adding 4 sections where there is room for 2 is"
                        + " not supported",
                refusal.getMessage());
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0x78  | 0          | optional header sectionAlignment at 0x78: found 0,
                    0x7c  | 0x300      | optional header fileAlignment at 0x7c: found 768,
                    0x94  | 0x147      | optional header sizeOfHeaders at 0x94: found 327 bytes,
                    0x94  | 0x7fffffff | optional header sizeOfHeaders at 0x94: found 2147483647 bytes,
                    0x60  | 0xffffffff | optional header sizeOfInitializedData at 0x60: found 4294967295
                    0x150 | 0x7fffffff | section table entry 0 virtual size at 0x150: found 2147483647
                    0x154 | 0xfffffff0 | section table entry 0 virtual size at 0x150:
                    """)
    void damagedStubIsRefusedByField(String offset, String value, String place) {
        byte[] damaged = BootPrograms.bytes(BootPrograms.STUB);
        put(damaged, Integer.decode(offset), (int) (long) Long.decode(value));
        var refusal =
                assertThrows(CorruptImageException.class, () -> uki().assemble(stub(damaged)));
        assertTrue(message(refusal).startsWith("stub.efi, " + place), refusal.getMessage());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void mutatedStubAssemblesOrIsRefused(long seed) throws IOException {
        for (long round = 0; round < 50; round++) {
            byte[] damaged = BootPrograms.bytes(BootPrograms.STUB);
            var random = Cases.random(seed * 50 + round);
            byte[] headers = Arrays.copyOf(damaged, 0x1c0);
            Cases.damage(random, headers);
            System.arraycopy(headers, 0, damaged, 0, headers.length);
            try {
                PeImage.read(FILE, uki(bytes("x")).assemble(stub(damaged)));
            } catch (ImageException allowed) {
                // the one way out
            }
        }
    }

    private static String message(ImageException refusal) {
        return refusal.where() + ": " + refusal.problem();
    }

    private static Uki uki(BlockSource... initrds) {
        return new Uki(KERNEL, List.of(initrds), "root=LABEL=ä quiet", OS_RELEASE);
    }

    private static BootInput stub(byte[] bytes) {
        return new BootInput(Where.file("stub.efi"), BlockSource.of(bytes));
    }

    private static void put(byte[] bytes, int offset, int value) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    }

    private static BlockSource bytes(String text) {
        return BlockSource.of(text.getBytes(UTF_8));
    }

    private static String text(PeImage image, String section) throws IOException {
        return new String(content(image, section), UTF_8);
    }

    private static byte[] content(PeImage image, String section) throws IOException {
        return all(image.content(image.section(section).orElseThrow()));
    }

    private static byte[] all(BlockSource source) throws IOException {
        return source.bytes(0, (int) source.size()).toArray(ValueLayout.JAVA_BYTE);
    }
}
