package dev.diskwright.core.container.vmdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Forms that the tools at hand do not write, made by hand from the specification.
class VmdkFormsTest {
    private static final BlockSource DISK = BlockSource.of(Forms.disk());

    private static Companions files(Map<String, byte[]> files) {
        return (where, name) -> {
            byte[] bytes = files.get(name);
            if (bytes == null) {
                throw new UnsupportedImageException(where, "the other file " + name);
            }
            return BlockSource.of(bytes);
        };
    }

    private static BlockSource text(String text) {
        return BlockSource.of(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Forms.Stream.class)
    void streamIsReadAndPasses(Forms.Stream form) throws IOException {
        byte[] file = Forms.stream(form);
        Images.assertSame(DISK, Images.decode(file));
        assertEquals(List.of(), Images.check(BlockSource.of(file), Companions.NONE));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "2, true", "3, true"})
    void versionsAreReadAndPass(int version, boolean zeroed) throws IOException {
        String extent = "RW %d SPARSE \"disk.vmdk\"".formatted(Forms.CAPACITY);
        byte[] file = Forms.sparse(version, zeroed, Forms.descriptor("monolithicSparse", extent));
        Images.assertSame(DISK, Images.decode(file));
        assertEquals(List.of(), Images.check(BlockSource.of(file), Companions.NONE));
    }

    @Test
    void extentWithoutADescriptorIsADisk() throws IOException {
        Images.assertSame(DISK, Images.decode(Forms.sparse(1, false, "")));
        Images.assertSame(DISK, Images.decode(Forms.cowd(3)));
    }

    @Test
    void cowdExtentsAreReadThroughTheirDescriptor() throws IOException {
        String extent = "RW %d VMFSSPARSE \"disk-delta.vmdk\"".formatted(Forms.CAPACITY);
        BlockSource file = text(Forms.descriptor("vmfsSparse", extent));
        Companions companions = files(Map.of("disk-delta.vmdk", Forms.cowd(3)));
        Images.assertSame(DISK, Images.decode(file, companions));
        assertEquals(List.of(), Images.check(file, companions));
    }

    @Test
    void extentsOfAllKindsLieSideBySide() throws IOException {
        byte[] flat = new byte[4096];
        Arrays.fill(flat, (byte) 0x55);
        String extents =
                """
                RW 2 ZERO
                RDONLY 3 FLAT "some file.bin" 5
                RW 1 VMFS "some file.bin"
                rw 3000 sparse "s.vmdk"
                """;
        BlockSource file = text(Forms.descriptor("custom", extents).replace("\n", "\r\n"));
        Companions companions =
                files(Map.of("some file.bin", flat, "s.vmdk", Forms.sparse(1, false, "")));
        BlockSource expected =
                Composition.ofSize(3006 * 512)
                        .place(1024, BlockSource.of(Arrays.copyOf(flat, 2048)))
                        .place(3072, DISK)
                        .build();
        Images.assertSame(expected, Images.decode(file, companions));
        assertEquals(List.of(), Images.check(file, companions));
    }

    @Test
    void extentWithoutAccessIsNotRead() throws IOException {
        BlockSource file =
                text(Forms.descriptor("custom", "NOACCESS 4 FLAT \"/dev/sda\" 0\nRW 4 ZERO"));
        BlockSource disk = Images.decode(file, Companions.NONE);
        assertEquals(4096, disk.size());
        assertEquals(-1, disk.bytes(2048, 2048).mismatch(MemorySegment.ofArray(new byte[2048])));
        assertThrows(UnsupportedImageException.class, () -> disk.bytes(2000, 100));
    }

    @Test
    void redundantDirectoryServesWhereTheFirstIsLost() throws IOException {
        String extent = "RW %d SPARSE \"disk.vmdk\"".formatted(Forms.CAPACITY);
        byte[] file = Forms.sparse(1, false, Forms.descriptor("monolithicSparse", extent));
        MemorySegment.ofArray(file).set(Sectors.U64, 56, 1L << 40);
        Images.assertSame(DISK, Images.decode(file));
        byte[] other = Forms.sparse(1, false, Forms.descriptor("monolithicSparse", extent));
        MemorySegment.ofArray(other).set(Sectors.U32, 26 * 512, 1 << 30);
        Images.assertSame(DISK, Images.decode(other));
        assertTrue(
                Images.check(BlockSource.of(other), Companions.NONE)
                        .toString()
                        .contains("is no table in the file"));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, naïve 漢字.bin", "windows-1252, naïve.bin", "Shift_JIS, 漢字.bin", "'', ü.bin"})
    void namesAreReadInTheirEncoding(String encoding, String name) throws IOException {
        String line = encoding.isEmpty() ? "" : "encoding=\"" + encoding + "\"\n";
        String text = Forms.descriptor("custom", line + "RW 1 FLAT \"" + name + "\" 0");
        byte[] bytes = text.getBytes(Charset.forName(encoding.isEmpty() ? "ISO-8859-1" : encoding));
        BlockSource disk = Images.decode(BlockSource.of(bytes), files(Map.of(name, new byte[512])));
        assertEquals(512, disk.size());
    }

    @Test
    void unknownEncodingIsRefusedByName() {
        String text = "encoding=\"klingon-8\"\nRW 1 FLAT \"\u00fc.bin\" 0";
        byte[] bytes = Forms.descriptor("custom", text).getBytes(ISO_8859_1);
        var e =
                assertThrows(
                        UnsupportedImageException.class,
                        () -> Images.decode(BlockSource.of(bytes), Companions.NONE));
        assertTrue(e.problem().contains("klingon-8"), e.problem());
    }

    private static byte[] child(String parentId) {
        String lines =
                "parentFileNameHint=\"base.vmdk\"\nRW %d SPARSE \"disk.vmdk\""
                        .formatted(Forms.CAPACITY);
        return Forms.sparse(2, true, Forms.descriptor("monolithicSparse", parentId, lines));
    }

    @Test
    void parentIsReadWhereTheChildSaysNothing() throws IOException {
        byte[] ones = new byte[1000 * 512];
        Arrays.fill(ones, (byte) 1);
        String flat = Forms.descriptor("monolithicFlat", "RW 1000 FLAT \"base-flat.vmdk\" 0");
        Companions companions =
                files(Map.of("base.vmdk", flat.getBytes(UTF_8), "base-flat.vmdk", ones));
        byte[] zeroed = child("12345678");
        Images.assertSame(DISK, Images.decode(BlockSource.of(zeroed), companions));
        String lines =
                "parentFileNameHint=\"base.vmdk\"\nRW %d SPARSE \"disk.vmdk\""
                        .formatted(Forms.CAPACITY);
        byte[] holes = Forms.sparse(1, false, Forms.descriptor("x", "12345678", lines));
        byte[] expected = Forms.disk();
        for (int i = 0; i < ones.length; i++) {
            expected[i] = expected[i] == 0 ? 1 : expected[i];
        }
        Images.assertSame(
                BlockSource.of(expected), Images.decode(BlockSource.of(holes), companions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\VMs\\old\\base.vmdk", "/vmfs/volumes/x/base.vmdk", "./base.vmdk"})
    void parentThatWasMovedAlongIsFound(String hint) throws IOException {
        String lines =
                "parentFileNameHint=\"%s\"\nRW %d SPARSE \"disk.vmdk\""
                        .formatted(hint, Forms.CAPACITY);
        byte[] child = Forms.sparse(1, false, Forms.descriptor("x", "12345678", lines));
        String flat = Forms.descriptor("custom", "RW 3000 ZERO");
        Companions companions = files(Map.of("base.vmdk", flat.getBytes(UTF_8)));
        Images.assertSame(DISK, Images.decode(BlockSource.of(child), companions));
    }

    @Test
    void parentThatHasChangedIsRefused() {
        String flat = Forms.descriptor("custom", "RW 3000 ZERO");
        Companions companions = files(Map.of("base.vmdk", flat.getBytes(UTF_8)));
        var e =
                assertThrows(
                        CorruptImageException.class,
                        () -> Images.decode(BlockSource.of(child("87654321")), companions));
        assertTrue(e.toString().contains("12345678"), e.toString());
    }

    @Test
    void parentsThatLeadInACircleAreRefused() {
        byte[] self = child("12345678");
        assertThrows(
                UnsupportedImageException.class,
                () -> Images.decode(BlockSource.of(self), files(Map.of("base.vmdk", self))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RW 1 FULLDEVICE \"/dev/sda\"|FULLDEVICE",
                "RW 1 VMFSRDM \"x.vmdk\"|VMFSRDM",
                "RW 1 SESPARSE \"x.vmdk\"|SESPARSE",
                "RW 1 SPARSE \"se.vmdk\"|seSparse",
                "RW 99999999999999999 ZERO|2^52",
                "RW 1 FLAT|no file name",
                "RW 9 FLAT \"x.vmdk\" 0|9 sectors",
                "RW 1 FLAT \"x.vmdk\" 99999999999|99999999999",
                "RW 3001 SPARSE \"s.vmdk\"|3001 sectors"
            })
    void oddExtentsAreRefusedByName(String lineAndWords) {
        String[] parts = lineAndWords.split("\\|", -1);
        byte[] se = new byte[4096];
        MemorySegment.ofArray(se).set(Sectors.U64, 0, 0xcafebabeL);
        Companions companions =
                files(
                        Map.of(
                                "x.vmdk",
                                new byte[4096],
                                "se.vmdk",
                                se,
                                "s.vmdk",
                                Forms.sparse(1, false, "")));
        var e =
                assertThrows(
                        ImageException.class,
                        () ->
                                Images.decode(
                                        text(Forms.descriptor("custom", parts[0])), companions));
        assertTrue(e.toString().contains(parts[1]), e.toString());
    }

    @Test
    void otherFilesAreOpenedOnlyThroughCompanions() {
        for (String name : List.of("../x", "/etc/passwd", "nbd://host", "\\\\.\\PhysicalDrive0")) {
            for (String line : List.of("RW 1 FLAT \"%s\" 0", "RW 1 SPARSE \"%s\"")) {
                String text = Forms.descriptor("custom", line.formatted(name));
                var asked = new ArrayList<String>();
                Companions companions =
                        (Where where, String it) -> {
                            asked.add(it);
                            throw new UnsupportedImageException(where, it);
                        };
                assertThrows(
                        UnsupportedImageException.class,
                        () -> Images.decode(text(text), companions));
                assertEquals(List.of(name), asked);
            }
        }
    }

    @Test
    void bareCowdExtentWithAParentIsRefused() {
        assertThrows(UnsupportedImageException.class, () -> Images.decode(Forms.cowd(2)));
    }
}
