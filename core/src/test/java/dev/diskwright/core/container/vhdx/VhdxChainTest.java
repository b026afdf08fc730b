package dev.diskwright.core.container.vhdx;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Differencing disks and their parents.
class VhdxChainTest {
    private static final DiskFiles FILES = new DiskFiles(new Vhdx());
    private static final int MIB = 1 << 20;
    private static final UUID BASE = new UUID(11, 12);

    private static Companions files(Map<String, byte[]> files) {
        return (where, name) -> {
            byte[] file = files.get(name);
            if (file == null) {
                throw new UnsupportedImageException(where, "the other file \"" + name + "\"");
            }
            return BlockSource.of(file);
        };
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void everySectorComesFromTheNearestThatHasIt(long seed) throws IOException {
        Random random = Cases.random(seed);
        int sectorSize = random.nextBoolean() ? 512 : 4096;
        byte[] expected = new byte[sectorSize * (1 + random.nextInt(3 * MIB / sectorSize))];
        var files = new HashMap<String, byte[]>();
        for (int level = 0; level < 3; level++) {
            // the base may be smaller than those above it
            int sectors = expected.length / sectorSize;
            int size = sectorSize * (level == 0 ? 1 + random.nextInt(sectors) : sectors);
            var builder = new VhdxBuilder(size, sectorSize).id(new UUID(level, 7));
            if (level > 0) {
                builder.parent(new UUID(level - 1, 7), ".\\level" + (level - 1) + ".vhdx");
            }
            int whole = random.nextInt(12);
            if (whole * MIB < size) {
                boolean zero = random.nextBoolean();
                Arrays.fill(
                        expected,
                        whole * MIB,
                        Math.min((whole + 1) * MIB, expected.length),
                        (byte) 0);
                if (zero) {
                    builder.zero(whole);
                } else {
                    builder.full(whole);
                }
            }
            for (int i = random.nextInt(40); i > 0; i--) {
                int at = random.nextInt(size / sectorSize);
                if (at * sectorSize / MIB != whole) {
                    byte[] data = VhdxBuilder.filled(sectorSize, random.nextInt(256));
                    builder.sector(at, data);
                    System.arraycopy(data, 0, expected, at * sectorSize, sectorSize);
                }
            }
            files.put("level" + level + ".vhdx", builder.build());
        }
        BlockSource last = BlockSource.of(requireNonNull(files.get("level2.vhdx")));
        DiskFiles.assertSame(BlockSource.of(expected), FILES.decode(last, files(files)));
        assertEquals(List.of(), FILES.check(last, files(files)));
    }

    private static byte[] base() {
        return new VhdxBuilder(MIB, 512).id(BASE).sector(3, VhdxBuilder.filled(512, 1)).build();
    }

    private static VhdxBuilder child() {
        return new VhdxBuilder(MIB, 512).sector(5, VhdxBuilder.filled(512, 2));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "relative_path, ..\\base\\parent.vhdx, ../base/parent.vhdx",
        "relative_path, ..\\gone\\parent.vhdx, parent.vhdx",
        "volume_path, \\\\?\\Volume{26A21BDA-A627-11D7-9931-806E6F6E6963}\\x\\parent.vhdx, parent.vhdx",
        "absolute_win32_path, \\\\?\\d:\\disks\\parent.vhdx, parent.vhdx",
        "absolute_win32_path, \\\\?\\d:\\disks\\parent.vhdx, d:/disks/parent.vhdx"
    })
    void parentIsFoundByItsLocator(String key, String value, String name) throws IOException {
        byte[] child =
                child().locate("parent_linkage", "{" + BASE + "}").locate(key, value).build();
        BlockSource disk = FILES.decode(BlockSource.of(child), files(Map.of(name, base())));
        assertEquals(1, disk.bytes(3 * 512, 1).get(ValueLayout.JAVA_BYTE, 0));
        assertEquals(2, disk.bytes(5 * 512, 1).get(ValueLayout.JAVA_BYTE, 0));
    }

    @Test
    void secondLinkageCountsToo() throws IOException {
        byte[] child =
                child().parent(new UUID(0, 0), "p.vhdx")
                        .locate(
                                "parent_linkage2",
                                "{" + BASE.toString().toUpperCase(java.util.Locale.ROOT) + "}")
                        .build();
        Companions companions = files(Map.of("p.vhdx", base()));
        assertEquals(MIB, FILES.decode(BlockSource.of(child), companions).size());
    }

    @Test
    void parentThatWasChangedIsRefused() throws IOException {
        BlockSource child = BlockSource.of(child().parent(new UUID(9, 9), "p.vhdx").build());
        Companions companions = files(Map.of("p.vhdx", base()));
        var e = assertThrows(CorruptImageException.class, () -> FILES.decode(child, companions));
        assertTrue(e.problem().contains("the parent's DataWriteGuid"), e.problem());
        assertTrue(FILES.check(child, companions).toString().contains("DataWriteGuid"));
    }

    @Test
    void parentIsNeeded() throws IOException {
        BlockSource child = BlockSource.of(child().parent(BASE, "p.vhdx").build());
        assertThrows(ImageException.class, () -> FILES.decode(child));
        assertTrue(FILES.check(child, Companions.NONE).toString().contains("p.vhdx"));
    }

    @Test
    void circleOfParentsIsRefused() {
        byte[] self = child().id(BASE).parent(BASE, "self.vhdx").build();
        assertThrows(
                UnsupportedImageException.class,
                () -> FILES.decode(BlockSource.of(self), files(Map.of("self.vhdx", self))));
    }

    @Test
    void parentOfAnotherSectorSizeIsFound() throws IOException {
        byte[] base = new VhdxBuilder(MIB, 4096).id(BASE).build();
        BlockSource child = BlockSource.of(child().parent(BASE, "p.vhdx").build());
        String findings = FILES.check(child, files(Map.of("p.vhdx", base))).toString();
        assertTrue(findings.contains("sectors of 4096 bytes, the disk of 512"), findings);
    }

    @Test
    void bitmapThatIsNotThereIsFound() throws IOException {
        byte[] file = child().parent(BASE, "p.vhdx").build();
        MemorySegment.ofArray(file).set(VhdxBuilder.U64, VhdxBuilder.BAT + 8 * 4096, 0);
        Companions companions = files(Map.of("p.vhdx", base()));
        BlockSource child = BlockSource.of(file);
        String findings = FILES.check(child, companions).toString();
        assertTrue(findings.contains("no sector bitmap"), findings);
        BlockSource disk = FILES.decode(child, companions);
        assertThrows(CorruptImageException.class, () -> disk.bytes(0, 1));
        assertThrows(CorruptImageException.class, () -> disk.extentAt(0));
    }

    @Test
    void locatorOfAnotherTypeIsRefusedByName() {
        byte[] child = child().parent(BASE, "p.vhdx").build();
        child[VhdxBuilder.METADATA + (64 << 10) + 64] ^= 1;
        var e =
                assertThrows(
                        UnsupportedImageException.class, () -> FILES.decode(BlockSource.of(child)));
        assertTrue(e.problem().startsWith("a parent of type"), e.problem());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedChildFailsCleanly(long seed) throws IOException {
        Random random = Cases.random(seed);
        byte[] child = child().parent(BASE, "p.vhdx").build();
        int[] places = {
            VhdxBuilder.METADATA + 32,
            VhdxBuilder.METADATA + (64 << 10) + 64,
            VhdxBuilder.BAT,
            VhdxBuilder.BAT + 8 * 4096 - 60
        };
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
            int at = places[random.nextInt(places.length)] + random.nextInt(160);
            child[at] ^= (byte) (1 << random.nextInt(8));
        }
        Companions companions = files(Map.of("p.vhdx", base()));
        FILES.check(BlockSource.of(child), companions);
        try {
            BlockSource disk = FILES.decode(BlockSource.of(child), companions);
            for (long at = 0; at < Math.min(MIB, disk.size()); at += 4096) {
                disk.extentAt(at);
                disk.bytes(at, (int) Math.min(4096, disk.size() - at));
            }
        } catch (ImageException allowed) {
            // the one way out
        }
    }
}
