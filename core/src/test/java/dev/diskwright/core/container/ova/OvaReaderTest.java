package dev.diskwright.core.container.ova;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Sources;
import dev.diskwright.core.testing.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Packages as other tools write them, wrong and hostile ones included.
class OvaReaderTest {
    private static final byte[] RAW = Cases.bytes(Cases.random(2), 4096);
    private static final String FILE = "ovf:id=\"f\" ovf:href=\"disk.img\"";
    private static final String DISK =
            "ovf:diskId=\"d\" ovf:fileRef=\"f\" ovf:capacity=\"4\""
                    + " ovf:capacityAllocationUnits=\"byte * 2^10\"";

    private static void assertHolds(byte[] archive) throws IOException {
        BlockSource disk = Packages.decode(archive).disk();
        assertEquals(RAW.length, disk.size());
        assertEquals(-1, BlockSource.of(RAW).bytes(0, 4096).mismatch(disk.bytes(0, 4096)));
    }

    @Test
    void rawDiskInAPackageIsRead() throws IOException {
        byte[] archive = Packages.archive(Packages.envelope(FILE, DISK), "disk.img", RAW);
        assertTrue(new Ova().recognises(BlockSource.of(archive)));
        assertHolds(archive);
        assertTrue(Packages.check(archive).toString().contains("there is no manifest"));
    }

    @Test
    void namesMayBeUriReferences() throws IOException {
        String file = FILE.replace("disk.img", "my%20disk%20%C3%BC.img");
        var tar = new TarWriter();
        Packages.add(tar, "a.ovf", Packages.envelope(file, DISK).getBytes(UTF_8));
        tar.pax('x', TarWriter.record("path", "my disk ü.img"));
        assertHolds(Packages.add(tar, "disk", RAW).end());
        String plain = FILE.replace("disk.img", "my disk.img");
        assertHolds(Packages.archive(Packages.envelope(plain, DISK), "./my disk.img", RAW));
    }

    @Test
    void versionTwoAndOtherPrefixesAreRead() throws IOException {
        String text = Packages.envelope(FILE, DISK).replace("envelope/1", "envelope/2");
        assertHolds(Packages.archive(text, "disk.img", RAW));
        String other =
                """
                <x:Envelope xmlns:x="http://schemas.dmtf.org/ovf/envelope/1">
                <x:References><x:File x:id="f" x:href="disk.img"/></x:References>
                <x:DiskSection><x:Disk x:diskId="d" x:fileRef="f" x:capacity="4096"/></x:DiskSection>
                </x:Envelope>
                """;
        assertHolds(Packages.archive(other, "disk.img", RAW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "ISO-8859-1", "UTF-8"})
    void descriptorIsReadInItsEncoding(String encoding) throws IOException {
        String text =
                Packages.envelope(FILE.replace("disk.img", "ü.img"), DISK)
                        .replace("?>", " encoding=\"%s\"?>".formatted(encoding));
        if (encoding.equals("UTF-8")) {
            text = "\ufeff" + text;
        }
        byte[] bytes = text.getBytes(Charset.forName(encoding));
        Companions companions =
                (where, name) -> {
                    assertEquals("ü.img", name);
                    return BlockSource.of(RAW);
                };
        assertEquals(
                4096,
                new Ovf().decode(Packages.FILE, BlockSource.of(bytes), companions).disk().size());
    }

    @Test
    void bytesThatAreNoCharactersAreRefusedAndNotPrinted() {
        byte[] bytes = Packages.envelope(FILE, DISK).getBytes(UTF_8);
        bytes[100] = (byte) 0xff;
        PrintStream usual = System.err;
        var printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, UTF_8));
        try {
            assertThrows(
                    ImageException.class,
                    () -> new Ovf().decode(Packages.FILE, BlockSource.of(bytes), Companions.NONE));
        } finally {
            System.setErr(usual);
        }
        assertEquals("", printed.toString(UTF_8));
    }

    @Test
    void longNamesAndPaxSizesAreRead() throws IOException {
        String name = "a".repeat(150) + ".img";
        String text = Packages.envelope(FILE.replace("disk.img", name), DISK);
        var pax = new TarWriter();
        Packages.add(pax, "a.ovf", text.getBytes(UTF_8));
        pax.pax('x', TarWriter.record("path", name), TarWriter.record("size", "4096"));
        Packages.add(pax, "short", RAW);
        assertHolds(pax.end());
        var gnu = new TarWriter();
        Packages.add(gnu, "a.ovf", text.getBytes(UTF_8));
        gnu.member("././@LongLink", 'L', 0, "", (name + "\0").getBytes(UTF_8));
        Packages.add(gnu, "short", RAW);
        assertHolds(gnu.end());
    }

    @Test
    void descriptorBehindOtherFilesIsFoundWithAWarning() throws IOException {
        var tar = new TarWriter();
        Packages.add(tar, "disk.img", RAW);
        Packages.add(tar, "other.iso", RAW);
        byte[] text = Packages.envelope(FILE, DISK).getBytes(UTF_8);
        byte[] archive = Packages.add(tar, "z.OVF", text).end();
        assertHolds(archive);
        String findings = Packages.check(archive).toString();
        assertTrue(findings.contains("not the first file"), findings);
        assertTrue(findings.contains("does not refer to \"other.iso\""), findings);
    }

    @Test
    void emptyDiskIsZeros() throws IOException {
        String disk =
                "ovf:diskId=\"d\" ovf:capacity=\"3\" ovf:capacityAllocationUnits=\"MegaBytes\"";
        byte[] archive = Packages.archive(Packages.envelope(FILE, disk), "disk.img", RAW);
        BlockSource bytes = Packages.decode(archive).disk();
        assertEquals(3 << 20, bytes.size());
        assertTrue(bytes.extentAt(0).isZero());
    }

    @Test
    void oneDiskThatCannotBeReadDoesNotHideTheOthers() throws IOException {
        String two =
                Packages.envelope(FILE, DISK)
                        .replace(
                                "</DiskSection>",
                                "<Disk ovf:diskId=\"e\" ovf:fileRef=\"g\" ovf:capacity=\"8192\"/>"
                                        + "</DiskSection>");
        Container container = Packages.decode(Packages.archive(two, "disk.img", RAW));
        assertEquals(4096, container.disk("d").orElseThrow().open().size());
        Container.Disk lost = container.disk("e").orElseThrow();
        assertEquals(8192, lost.size());
        assertThrows(ImageException.class, lost::open);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ovf:chunkSize=\"1000\"|several chunks",
                "ovf:compression=\"bzip2\"|bzip2",
                "ovf:compression=\"gzip\"|the compression of"
            })
    void whatIsNotSupportedIsRefusedByName(String attribute, String words) {
        String text = Packages.envelope(FILE + " " + attribute, DISK);
        byte[] archive = Packages.archive(text, "disk.img", RAW);
        var e = assertThrows(ImageException.class, () -> Packages.decode(archive).disk());
        assertTrue(e.toString().contains(words), e.toString());
    }

    @Test
    void disksThatReferToOthersAndOldVersionsAreRefusedByName() {
        String child = Packages.envelope(FILE, DISK + " ovf:parentRef=\"x\"");
        assertThrows(
                UnsupportedImageException.class,
                () -> Packages.decode(Packages.archive(child, "disk.img", RAW)));
        String old = Packages.envelope(FILE, DISK).replace("schemas.dmtf.org", "www.vmware.com");
        var e =
                assertThrows(
                        UnsupportedImageException.class,
                        () -> Packages.decode(Packages.archive(old, "disk.img", RAW)));
        assertTrue(e.problem().contains("OVF version"), e.problem());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE Envelope SYSTEM \"file:///etc/passwd\">",
                "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>",
                "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x\"> %p;]>"
            })
    void documentTypesAreRefused(String declaration) {
        String text = Packages.envelope(FILE, DISK).replace("<Envelope", declaration + "<Envelope");
        byte[] archive = Packages.archive(text, "disk.img", RAW);
        var e = assertThrows(ImageException.class, () -> Packages.decode(archive));
        assertTrue(e.toString().contains("document type"), e.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../disk.img", "/etc/passwd", "http://host/disk.img", "file:///etc/passwd"})
    void otherFilesAreOpenedOnlyThroughCompanions(String href) {
        String text = Packages.envelope(FILE.replace("disk.img", href), DISK);
        assertThrows(
                ImageException.class,
                () -> Packages.decode(Packages.archive(text, "disk.img", RAW)));
        var asked = new ArrayList<String>();
        Companions companions =
                (where, name) -> {
                    asked.add(name);
                    throw new UnsupportedImageException(where, name);
                };
        assertThrows(
                UnsupportedImageException.class,
                () ->
                        new Ovf()
                                .decode(
                                        Packages.FILE,
                                        BlockSource.of(text.getBytes(UTF_8)),
                                        companions));
        assertEquals(List.of(href), asked);
    }

    @Test
    void checkerFindsWhatDiffers() throws Exception {
        BlockSource disk = Sources.random(Cases.random(1), 300_000);
        byte[] file = Packages.encode(new Ova(), Map.of(), disk).bytes();
        assertEquals(List.of(), Packages.check(file));
        finds(file, "ovf:size=\"", "ovf:size=\"9", "but \"machine-disk1.vmdk\" has");
        finds(
                file,
                "ovf:capacity=\"300032\"",
                "ovf:capacity=\"300544\"",
                "but the disk has 300032");
        finds(
                file,
                "SHA256(machine.ovf)= ",
                "SHA256(machine.xvf)= ",
                "does not name the descriptor");
        finds(file, "SHA256(machine.ovf)= ", "SHA256 (machine.ovf)=", "a blank before");
        finds(file, "SHA256(machine-disk1", "SHA999(machine-disk1", "is no digest");
        finds(
                file,
                "<ovf:Name>machine<",
                "<ovf:Name>mechane<",
                "the SHA256 digest of \"machine.ovf\"");
        finds(file, "RW 586 SPARSE", "RW 587 SPARSE", "an extent of 587 sectors");
    }

    private static void finds(byte[] archive, String from, String to, String sentence)
            throws IOException {
        String text = new String(archive, ISO_8859_1);
        int at = text.indexOf(from);
        assertTrue(at > 0, from);
        byte[] changed = archive.clone();
        byte[] with = to.getBytes(UTF_8);
        System.arraycopy(with, 0, changed, at, with.length);
        String findings = Packages.check(changed).toString();
        assertTrue(findings.contains(sentence), sentence + " in " + findings);
    }

    @Test
    void archivesOfOtherKindsAreNotRecognised() throws IOException {
        byte[] tar = Packages.add(new TarWriter(), "etc/passwd", RAW).end();
        assertFalse(new Ova().recognises(BlockSource.of(tar)));
        assertEquals("raw", Containers.recognise(BlockSource.of(tar)).name());
        assertFalse(new Ovf().recognises(BlockSource.of("<html/>".getBytes(UTF_8))));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedPackageFailsCleanly(long seed) throws Exception {
        Random random = Cases.random(seed);
        byte[] whole =
                seed % 2 == 0
                        ? Packages.archive(Packages.envelope(FILE, DISK), "disk.img", RAW)
                        : Packages.encode(new Ova(), Map.of(), Sources.random(random, 100_000))
                                .bytes();
        for (int i = 0; i < 10; i++) {
            byte[] damaged = whole.clone();
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                int limit = random.nextBoolean() ? 4096 : damaged.length;
                damaged[random.nextInt(limit)] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextBoolean()) {
                TarWriter.fixChecksums(damaged);
            }
            byte[] cut = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            for (byte[] it : List.of(damaged, cut)) {
                assertTimeoutPreemptively(Duration.ofSeconds(2), () -> readOrRefuse(it));
            }
        }
    }

    private static void readOrRefuse(byte[] archive) throws IOException {
        Packages.check(archive);
        new Ova().recognises(BlockSource.of(archive));
        try {
            BlockSource disk = Packages.decode(archive).disk();
            disk.bytes(0, (int) Math.min(disk.size(), 1 << 20));
        } catch (ImageException allowed) {
            // the one way out
        }
    }
}
