package dev.diskwright.core.container.vhd;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Differencing disks and their parents.
class VhdChainTest {
    private static final DiskFiles FILES = new DiskFiles(new Vhd());
    private static final UUID BASE = new UUID(11, 12);
    private static final UUID MIDDLE = new UUID(21, 22);
    private static final int SECTOR = 512;

    private static Companions files(Map<String, byte[]> files) {
        return (where, name) -> {
            byte[] file = files.get(name);
            if (file == null) {
                throw new UnsupportedImageException(where, "the other file \"" + name + "\"");
            }
            return BlockSource.of(file);
        };
    }

    private static byte[] sector(int value) {
        byte[] bytes = new byte[SECTOR];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void everySectorComesFromTheNearestThatHasIt(long seed) throws IOException {
        Random random = Cases.random(seed);
        byte[] expected = new byte[SECTOR * (1 + random.nextInt(600))];
        var files = new java.util.HashMap<String, byte[]>();
        UUID[] ids = {BASE, MIDDLE, new UUID(31, 32)};
        for (int level = 0; level < 3; level++) {
            // the base may be smaller than those above it
            int size =
                    level == 0
                            ? SECTOR * (1 + random.nextInt(expected.length / SECTOR))
                            : expected.length;
            var builder = new VhdBuilder(size, 4096 << random.nextInt(6)).id(ids[level]);
            if (level > 0) {
                builder.parent(ids[level - 1], 0, "level" + (level - 1) + ".vhd")
                        .locator("W2ru", ".\\level" + (level - 1) + ".vhd");
            }
            for (int i = random.nextInt(200); i > 0; i--) {
                int at = random.nextInt(size / SECTOR);
                byte[] data = sector(random.nextInt(256));
                builder.sector(at, data);
                System.arraycopy(data, 0, expected, at * SECTOR, SECTOR);
            }
            files.put("level" + level + ".vhd", builder.build());
        }
        BlockSource last = BlockSource.of(requireNonNull(files.get("level2.vhd")));
        DiskFiles.assertSame(BlockSource.of(expected), FILES.decode(last, files(files)));
        assertEquals(List.of(), FILES.check(last, files(files)));
    }

    private static byte[] base() {
        return new VhdBuilder(8192, 4096).id(BASE).sector(3, sector(1)).build();
    }

    private static byte[] child(UUID parent, int time, String code, String name) {
        return new VhdBuilder(8192, 4096)
                .parent(parent, time, name)
                .locator(code, name)
                .sector(5, sector(2))
                .build();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "W2ru, ..\\base\\parent.vhd, ../base/parent.vhd",
        "W2ru, .\\.\\parent.vhd, parent.vhd",
        "W2ru, ..\\gone\\parent.vhd, parent.vhd",
        "W2ku, C:\\disks\\parent.vhd, parent.vhd",
        "W2ku, \\\\?\\UNC\\host\\disks\\parent.vhd, parent.vhd",
        "W2ku, C:\\disks\\parent.vhd, C:/disks/parent.vhd"
    })
    void parentIsFoundByItsLocators(String code, String name, String file) throws IOException {
        BlockSource child = BlockSource.of(child(BASE, 0, code, name));
        Companions companions = files(Map.of(file, base()));
        Container container = new Vhd().decode(Where.file("disk.vhd"), child, companions);
        assertEquals(
                1,
                container
                        .disk()
                        .bytes(3 * SECTOR, 1)
                        .get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0));
        assertTrue(container.facts().contains(new Container.Fact("parent", file)));
        assertTrue(container.facts().contains(new Container.Fact("subformat", "differencing")));
    }

    @Test
    void namesInAnImageAreTriedNearestFirst() throws IOException {
        byte[] child =
                new VhdBuilder(8192, 4096)
                        .parent(BASE, 0, "c.vhd")
                        .locator("W2ku", "D:\\b\\b.vhd")
                        .locator("W2ru", ".\\x\\a.vhd")
                        .locator("MacX", "")
                        .build();
        var tried = new ArrayList<String>();
        Companions none =
                (where, name) -> {
                    tried.add(name);
                    throw new UnsupportedImageException(where, name);
                };
        var e =
                assertThrows(
                        UnsupportedImageException.class,
                        () -> FILES.decode(BlockSource.of(child), none));
        assertEquals(List.of("x/a.vhd", "a.vhd", "b.vhd", "c.vhd", "D:/b/b.vhd"), tried);
        assertEquals("x/a.vhd is not supported", e.problem());
    }

    @Test
    void anotherDiskIsNotTakenForTheParent() {
        BlockSource child = BlockSource.of(child(MIDDLE, 0, "W2ru", "parent.vhd"));
        Companions companions = files(Map.of("parent.vhd", base()));
        var e = assertThrows(CorruptImageException.class, () -> FILES.decode(child, companions));
        assertTrue(e.problem().contains("the parent's identifier"), e.problem());
        assertTrue(e.where().toString().contains("parentUniqueId"), e.where().toString());
    }

    @Test
    void parentThatWasChangedIsTold() throws IOException {
        BlockSource child = BlockSource.of(child(BASE, 7, "W2ru", "parent.vhd"));
        Companions companions = files(Map.of("parent.vhd", base()));
        assertTrue(FILES.check(child, companions).toString().contains("changed since"));
    }

    @Test
    void parentIsNeeded() throws IOException {
        BlockSource child = BlockSource.of(child(BASE, 0, "W2ru", "parent.vhd"));
        assertThrows(ImageException.class, () -> FILES.decode(child));
        assertTrue(FILES.check(child, Companions.NONE).toString().contains("parent.vhd"));
    }

    @Test
    void circleOfParentsIsRefused() {
        byte[] self =
                new VhdBuilder(8192, 4096)
                        .id(BASE)
                        .parent(BASE, 0, "")
                        .locator("W2ru", "self.vhd")
                        .build();
        assertThrows(
                UnsupportedImageException.class,
                () -> FILES.decode(BlockSource.of(self), files(Map.of("self.vhd", self))));
    }

    @Test
    void locatorOutsideTheFileIsFound() throws IOException {
        byte[] child = child(BASE, 0, "W2ru", "parent.vhd");
        var it = java.lang.foreign.MemorySegment.ofArray(child);
        it.set(BlockTable.U32, 512 + 576 + 8, 1 << 30);
        VhdBuilder.seal(it, 512, 1024, 36);
        Companions companions = files(Map.of("parent.vhd", base()));
        String findings = FILES.check(BlockSource.of(child), companions).toString();
        assertTrue(findings.contains("hold no name"), findings);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedChildFailsCleanly(long seed) throws IOException {
        Random random = Cases.random(seed);
        byte[] child = child(BASE, 0, "W2ru", "parent.vhd");
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
            child[random.nextInt(child.length - SECTOR)] ^= (byte) (1 << random.nextInt(8));
        }
        var it = java.lang.foreign.MemorySegment.ofArray(child);
        VhdBuilder.seal(it, 512, 1024, 36);
        Companions companions = files(Map.of("parent.vhd", base()));
        FILES.check(BlockSource.of(child), companions);
        try {
            BlockSource disk = FILES.decode(BlockSource.of(child), companions);
            disk.bytes(0, (int) disk.size());
        } catch (ImageException allowed) {
            // the one way out
        }
    }
}
