package dev.diskwright.core.container.vmdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.MemoryTarget;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmdkWriterTest {
    private static final Identity IDENTITY = new Identity("seed", Instant.EPOCH);

    private static MemoryTarget encode(
            BlockSource disk, Optional<Identity> identity, int threads, String... options)
            throws Exception {
        var target = new MemoryTarget(Images.NAME);
        Map<String, String> map = options.length == 0 ? Map.of() : Map.of(options[0], options[1]);
        var job = new Encoding.Job(new Vmdk(), map, target, Companions.NONE, true);
        new Encoding(List.of(new Encoding.NamedDisk("", disk)), identity, List.of(), threads)
                .write(List.of(job), Progress.NONE);
        return target;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void whatIsWrittenIsReadBackAndPasses(long seed) throws Exception {
        Random random = Cases.random(seed);
        BlockSource disk = Sources.random(random, (int) Cases.size(random, 4 << 20));
        for (String subformat : List.of("monolithicSparse", "monolithicFlat", "streamOptimized")) {
            MemoryTarget target = Images.encode(disk, subformat);
            Companions companions = Images.companions(target);
            BlockSource file = target.source();
            Images.assertSame(Images.padded(disk), Images.decode(file, companions));
            assertEquals(List.of(), Images.check(file, companions));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"monolithicSparse", "monolithicFlat", "streamOptimized"})
    void bytesDependOnTheDiskAlone(String subformat) throws Exception {
        BlockSource disk = Sources.random(Cases.random(5), 5_000_001);
        MemoryTarget first = encode(disk, Optional.empty(), 1, "subformat", subformat);
        MemoryTarget second = encode(disk, Optional.empty(), 2, "subformat", subformat);
        assertArrayEquals(first.bytes(), second.bytes());
        for (String name : first.companions().keySet()) {
            assertArrayEquals(first.companion(name).bytes(), second.companion(name).bytes());
        }
        MemoryTarget other =
                encode(BlockSource.of(new byte[512]), Optional.empty(), 1, "subformat", subformat);
        assertNotEquals(id(first), id(other));
    }

    private static String id(MemoryTarget target) throws IOException {
        return Reader.open(Images.FILE, target.source(), Images.companions(target))
                .descriptor()
                .value("CID");
    }

    @Test
    void streamGoesForwardWhenItKnowsItsIdentity() throws Exception {
        BlockSource disk = Sources.random(Cases.random(6), 70 << 20);
        var memory = new MemoryTarget(Images.NAME);
        Target forward =
                new Target() {
                    private long end;

                    @Override
                    public String name() {
                        return memory.name();
                    }

                    @Override
                    public void write(long offset, MemorySegment bytes) {
                        assertEquals(end, offset);
                        memory.write(offset, bytes);
                        end += bytes.byteSize();
                    }

                    @Override
                    public void truncate(long size) {
                        assertEquals(end, size);
                    }

                    @Override
                    public Target companion(String name) {
                        return memory.companion(name);
                    }
                };
        var job =
                new Encoding.Job(
                        new Vmdk(),
                        Map.of("subformat", "streamOptimized"),
                        forward,
                        Companions.NONE,
                        true);
        Encoding.of(disk, Optional.of(IDENTITY)).write(List.of(job), Progress.NONE);
        MemoryTarget patched =
                encode(disk, Optional.of(IDENTITY), 2, "subformat", "streamOptimized");
        assertArrayEquals(patched.bytes(), memory.bytes());
        Images.assertSame(disk, Images.decode(memory.bytes()));
    }

    @Test
    void streamHasTheFormThatVsphereDemands() throws Exception {
        byte[] bytes = new byte[40 << 20];
        Arrays.fill(bytes, 65_536, 65_537, (byte) 1); // the second grain of the first table
        Arrays.fill(bytes, 33 << 20, (33 << 20) + 1, (byte) 1); // some grain of the second one
        byte[] file =
                encode(
                                BlockSource.of(bytes),
                                Optional.of(IDENTITY),
                                1,
                                "subformat",
                                "streamOptimized")
                        .bytes();
        MemorySegment at = MemorySegment.ofArray(file);
        Header header = Header.CODEC.read(at, 0);
        assertEquals(3, header.version());
        assertEquals(0x30001, header.flags());
        assertEquals(-1, header.gdOffset());
        assertEquals(128, header.overHead());
        var kinds = new StringBuilder();
        long directory = 0;
        for (long sector = 128; sector < file.length / 512; ) {
            Marker marker = Marker.CODEC.read(at, sector * 512);
            kinds.append(marker.size() > 0 ? "grain " : marker.type() + " ");
            directory = marker.size() == 0 && marker.type() == 2 ? sector + 1 : directory;
            sector += marker.size() > 0 ? (marker.size() + 12 + 511) / 512 : 1 + marker.value();
        }
        assertEquals("grain 1 grain 1 2 3 0 ", kinds.toString());
        Header footer = Header.CODEC.read(at, file.length - 1024);
        assertEquals(directory, footer.gdOffset());
        assertEquals(header.capacity(), footer.capacity());
        assertEquals(0x78, file[128 * 512 + 12]);
    }

    @Test
    void descriptorIsTheOneThatVmwareWrites() throws Exception {
        byte[] file =
                encode(
                                BlockSource.zeros(10_000_000),
                                Optional.of(IDENTITY),
                                1,
                                "subformat",
                                "streamOptimized")
                        .bytes();
        String text = new String(file, 512, 20 * 512, UTF_8);
        String end = text.substring(0, text.indexOf('\0'));
        assertEquals(
                """
                # Disk DescriptorFile
                version=1
                encoding="UTF-8"
                CID=928e53e1
                parentCID=ffffffff
                createType="streamOptimized"

                # Extent description
                RW 19532 SPARSE "disk.vmdk"

                # The Disk Data Base
                #DDB

                ddb.adapterType = "lsilogic"
                ddb.geometry.cylinders = "2"
                ddb.geometry.heads = "255"
                ddb.geometry.sectors = "63"
                """,
                end.substring(0, end.indexOf("ddb.longContentID")));
        assertTrue(end.contains("928e53e1\"\nddb.tools"), "the long content id ends in the CID");
    }

    @Test
    void adapterAndHardwareVersionAreChosen() throws Exception {
        byte[] file =
                encode(BlockSource.zeros(1 << 20), Optional.empty(), 1, "adapter_type", "ide")
                        .bytes();
        String text = new String(file, 512, 1024, UTF_8);
        assertTrue(text.contains("adapterType = \"ide\"") && text.contains("heads = \"16\""), text);
        for (String wrong : List.of("adapter_type=sata", "hwversion=3", "subformat=vmfs")) {
            String[] option = wrong.split("=", -1);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> encode(BlockSource.zeros(0), Optional.empty(), 1, option));
        }
    }

    @Test
    void diskThatIsTooLargeIsRefused() {
        for (String subformat : List.of("monolithicSparse", "streamOptimized")) {
            var e =
                    assertThrows(
                            DoesNotFitException.class,
                            () ->
                                    encode(
                                            BlockSource.zeros(1L << 50),
                                            Optional.of(IDENTITY),
                                            1,
                                            "subformat",
                                            subformat));
            assertTrue(e.toString().contains("128 TiB"), e.toString());
        }
    }

    @Test
    void sectorsBehindTwoTebibytesAreRefused() {
        var geometry = new Geometry(Where.file("x"), 1);
        assertThrows(DoesNotFitException.class, () -> geometry.entry(1L << 32));
    }

    @Test
    void grainsThatCannotBeCompressedAreKept() throws Exception {
        byte[] noise = Cases.bytes(Cases.random(9), 300_000);
        byte[] file = Images.encode(BlockSource.of(noise), "streamOptimized").bytes();
        BlockSource disk = Images.decode(file);
        Images.assertSame(Images.padded(BlockSource.of(noise)), disk);
        BlockSource some = Composition.ofSize(100).build();
        assertEquals(512, Images.decode(Images.encode(some, "streamOptimized").bytes()).size());
    }
}
