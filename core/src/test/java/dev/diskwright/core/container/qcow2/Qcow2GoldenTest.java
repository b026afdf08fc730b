package dev.diskwright.core.container.qcow2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.testing.Fixtures;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Images that QEMU made.
class Qcow2GoldenTest {
    private static BlockSource image(String name) {
        return BlockSource.of(Fixtures.bytes("container/qcow2/" + name + ".gz"));
    }

    private static byte[] disk() {
        byte[] disk = new byte[1 << 20];
        fill(disk, 0, 100, 0x11);
        fill(disk, 300, 1, 0x22);
        fill(disk, 1023, 1, 0x33);
        return disk;
    }

    private static void fill(byte[] disk, int fromKib, int kib, int value) {
        Arrays.fill(disk, fromKib << 10, (fromKib + kib) << 10, (byte) value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2.qcow2", "zlib.qcow2", "zstd.qcow2", "small.qcow2"})
    void imageIsReadAndPasses(String name) throws IOException {
        BlockSource file = image(name);
        Where where = Where.file(name);
        BlockSource decoded = new Qcow2().decode(where, file, Companions.NONE).disk();
        Images.assertSame(BlockSource.of(disk()), decoded);
        assertEquals(List.of(), Images.check(file, Companions.NONE));
    }

    @Test
    void overlayIsReadThroughItsBackingFile() throws IOException {
        byte[] expected = disk();
        fill(expected, 8, 10, 0x44);
        fill(expected, 32, 16, 0);
        fill(expected, 12, 1, 0x55);
        fill(expected, 600, 5, 0x66);
        Companions companions = (_, name) -> image(name);
        BlockSource file = image("overlay.qcow2");
        BlockSource decoded = new Qcow2().decode(Images.FILE, file, companions).disk();
        Images.assertSame(BlockSource.of(expected), decoded);
        assertEquals(List.of(), Images.check(file, companions));
    }
}
