package dev.diskwright.core.container.ova;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.MemoryTarget;
import dev.diskwright.core.testing.Sources;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OvaWriterTest {
    private static void assertSame(BlockSource expected, BlockSource actual) throws Exception {
        int size = (int) expected.size();
        assertEquals((size + 511) / 512 * 512L, actual.size());
        assertEquals(-1, expected.bytes(0, size).mismatch(actual.bytes(0, size)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void disksAreReadBackAndPass(int count) throws Exception {
        var disks = new ArrayList<BlockSource>();
        for (int i = 0; i < count; i++) {
            Random random = Cases.random(count * 10L + i);
            disks.add(Sources.random(random, i == 1 ? 0 : 5_000_001 + i));
        }
        byte[] file =
                Packages.encode(new Ova(), Map.of(), disks.toArray(BlockSource[]::new)).bytes();
        Container container = Packages.decode(file);
        assertEquals(count, container.disks().size());
        for (int i = 0; i < count; i++) {
            Container.Disk disk = container.disks().get(i);
            assertEquals(count == 1 ? "" : "disk" + i, disk.name());
            assertSame(disks.get(i), disk.open());
            assertEquals(disk.size(), disk.open().size());
        }
        assertEquals(List.of(), Packages.check(file));
    }

    @Test
    void filesBesideEachOtherAreReadBackAndPass() throws Exception {
        BlockSource disk = Sources.random(Cases.random(4), 3_000_000);
        MemoryTarget target = Packages.encode(new Ovf(), Map.of(), disk, disk);
        assertEquals(
                List.of("machine-disk1.vmdk", "machine-disk2.vmdk", "machine.mf"),
                List.copyOf(target.companions().keySet()));
        var where = Where.file("/some/folder/machine.ovf");
        Container container = new Ovf().decode(where, target.source(), Packages.companions(target));
        assertSame(disk, container.disk());
        assertSame(disk, container.disks().getLast().open());
        var findings = new ArrayList<Finding>();
        new Ovf().check(where, target.source(), Packages.companions(target), findings::add);
        findings.removeIf(it -> it.toString().contains("certificate")); // any name is there
        assertEquals(List.of(), findings);
    }

    @Test
    void membersComeInTheOrderThatImportersWant() throws Exception {
        byte[] file =
                Packages.encode(
                                new Ova(),
                                Map.of(),
                                BlockSource.zeros(1 << 20),
                                BlockSource.zeros(5))
                        .bytes();
        Archive archive = Archive.read(Packages.FILE, BlockSource.of(file));
        assertEquals(
                List.of("machine.ovf", "machine.mf", "machine-disk1.vmdk", "machine-disk2.vmdk"),
                archive.members().stream().map(Archive.Member::name).toList());
        assertTrue(archive.ended());
        assertEquals(0, file.length % 512);
        String header = new String(file, 0, 512, UTF_8);
        assertTrue(header.startsWith("machine.ovf\0"));
        assertEquals("0000644\0" + "0000000\0" + "0000000\0", header.substring(100, 124));
        assertEquals("14524770400\0", header.substring(136, 148));
        assertEquals("ustar\00000", header.substring(257, 265));
        String manifest =
                new String(
                        archive.member("machine.mf")
                                .orElseThrow()
                                .bytes()
                                .bytes(0, 76)
                                .toArray(ValueLayout.JAVA_BYTE),
                        UTF_8);
        assertTrue(manifest.matches("SHA256\\(machine\\.ovf\\)= [0-9a-f]{55}"), manifest);
    }

    @ParameterizedTest
    @CsvSource({"sha1, SHA1", "sha512, SHA512"})
    void digestsAreChosen(String option, String algorithm) throws Exception {
        byte[] file =
                Packages.encode(new Ova(), Map.of("manifest", option), BlockSource.zeros(512))
                        .bytes();
        assertEquals(List.of(), Packages.check(file));
        assertTrue(new String(file, UTF_8).contains("\n" + algorithm + "(machine-disk1.vmdk)= "));
    }

    @Test
    void bytesDependOnDisksOptionsAndIdentityAlone() throws Exception {
        BlockSource disk = Sources.random(Cases.random(8), 2_000_000);
        byte[] once = Packages.encode(new Ova(), Map.of(), disk).bytes();
        assertArrayEquals(once, Packages.encode(new Ova(), Map.of(), disk).bytes());
        assertNotEquals(
                -1,
                Arrays.mismatch(
                        once, Packages.encode(new Ova(), Map.of("cpus", "2"), disk).bytes()));
    }

    @Test
    void disksOfOnePackageHaveDifferentIdentifiers() throws Exception {
        MemoryTarget target =
                Packages.encode(new Ovf(), Map.of(), BlockSource.zeros(9), BlockSource.zeros(9));
        String first = new String(target.companion("machine-disk1.vmdk").bytes(), 512, 400, UTF_8);
        String second = new String(target.companion("machine-disk2.vmdk").bytes(), 512, 400, UTF_8);
        assertNotEquals(
                first.lines().filter(it -> it.startsWith("CID")).toList(),
                second.lines().filter(it -> it.startsWith("CID")).toList());
    }

    @Test
    void descriptorTellsOfTheMachine() throws Exception {
        var options =
                Map.of(
                        "name", "Müller & <Söhne>",
                        "cpus", "3",
                        "memory", "2048",
                        "firmware", "efi",
                        "os", "debian",
                        "networks", "LAN,DMZ \"1\"");
        MemoryTarget target = Packages.encode(new Ovf(), options, BlockSource.zeros(1000));
        String text = new String(target.bytes(), UTF_8);
        for (String part :
                List.of(
                        "<ovf:Name>Müller &amp; &lt;Söhne&gt;</ovf:Name>",
                        "<rasd:VirtualQuantity>3</",
                        "<rasd:VirtualQuantity>2048</",
                        "vmw:key=\"firmware\" vmw:value=\"efi\"",
                        "ovf:id=\"96\" vmw:osType=\"debian10_64Guest\"",
                        "<rasd:Connection>LAN</",
                        "<ovf:Network ovf:name=\"DMZ &quot;1&quot;\"/>",
                        "ovf:capacity=\"1024\"",
                        "ovf:size=\"" + target.companion("machine-disk1.vmdk").bytes().length)) {
            assertTrue(text.contains(part), part + " in " + text);
        }
        Container container =
                new Ovf().decode(Packages.FILE, target.source(), Packages.companions(target));
        List<String> facts =
                container.facts().stream().map(it -> it.name() + "=" + it.value()).toList();
        assertTrue(
                facts.containsAll(
                        List.of(
                                "OVF version=1",
                                "operating system=debian10_64Guest",
                                "processors=3",
                                "memory=2048 byte * 2^20",
                                "firmware=efi")),
                facts.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "cpus, 0",
        "memory, 1GiB",
        "firmware, uefi",
        "os, beos",
        "networks, 11",
        "networks, 'a,,b'"
    })
    void wrongOptionsAreRefused(String option, String value) {
        assertThrows(
                IllegalArgumentException.class,
                () -> Packages.encode(new Ova(), Map.of(option, value), BlockSource.zeros(1)));
    }

    @Test
    void moreDisksThanControllersHoldAreRefused() {
        BlockSource[] disks =
                Collections.nCopies(61, BlockSource.zeros(1)).toArray(BlockSource[]::new);
        assertThrows(DoesNotFitException.class, () -> Packages.encode(new Ova(), Map.of(), disks));
    }

    @Test
    void sizesAboveEightGibibytesAreWrittenAsGnuDoes() throws Exception {
        long size = 9L << 30;
        MemorySegment header = TarHeader.of("x", size, Instant.EPOCH);
        assertEquals((byte) 0x80, header.get(ValueLayout.JAVA_BYTE, 124));
        byte[] magic = header.asSlice(257, 8).toArray(ValueLayout.JAVA_BYTE);
        assertEquals("ustar  \0", new String(magic, UTF_8));
        BlockSource file = Composition.ofSize(size + 2048).place(0, BlockSource.of(header)).build();
        Archive archive = Archive.read(Packages.FILE, file);
        assertEquals(size, archive.members().getFirst().bytes().size());
        assertTrue(archive.ended());
    }
}
