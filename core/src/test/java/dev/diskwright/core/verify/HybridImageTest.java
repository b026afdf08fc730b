package dev.diskwright.core.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.fat.Fat;
import dev.diskwright.core.fs.fat.FatParameters;
import dev.diskwright.core.testing.Fixtures;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// A disk that is a file system as a whole and has a partition table beside it, as installation images do.
class HybridImageTest {
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static byte[] iso() {
        return Fixtures.bytes("fs/iso9660/rock-ridge.iso.gz");
    }

    private static void entry(byte[] disk, int slot, int type, long first, long sectors) {
        MemorySegment bytes = MemorySegment.ofArray(disk);
        int at = 0x1be + 16 * slot;
        disk[at + 4] = (byte) type;
        bytes.set(U32, at + 8, (int) first);
        bytes.set(U32, at + 12, (int) sectors);
        disk[510] = 0x55;
        disk[511] = (byte) 0xaa;
    }

    private static DiskImage image(byte[] disk) {
        return DiskImage.of("hybrid.iso", BlockSource.of(disk), 512);
    }

    private static List<Finding> findings(DiskImage image)
            throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        Verifier.verify(image, findings::add, Progress.NONE);
        return findings;
    }

    @Test
    void theWholeAndThePartitionBehindItAreParts() throws IOException, InterruptedException {
        byte[] iso = iso();
        BlockSource esp =
                Fat.writer(
                                new FatParameters(
                                        "ESP",
                                        0x1234_5678L,
                                        0,
                                        OptionalInt.empty(),
                                        OptionalInt.empty(),
                                        512,
                                        0))
                        .write(FileTree.empty(0), 1 << 20);
        byte[] disk = Arrays.copyOf(iso, iso.length + (1 << 20));
        esp.read(0, MemorySegment.ofArray(disk).asSlice(iso.length));
        entry(disk, 0, 0x17, 0, iso.length / 512);
        entry(disk, 1, 0xef, iso.length / 512, (1 << 20) / 512);
        try (DiskImage image = image(disk)) {
            List<DiskImage.Part> parts = image.parts();
            assertEquals(List.of(0, 2), parts.stream().map(DiskImage.Part::number).toList());
            assertEquals("iso9660", parts.get(0).format().orElseThrow().name());
            assertNotNull(parts.get(0).read().find("etc/hostname"));
            assertEquals("vfat", parts.get(1).format().orElseThrow().name());
            assertEquals(List.of(), findings(image));
        }
    }

    @Test
    void anEntryForTheWholeAloneIsNoTable() throws IOException, InterruptedException {
        byte[] disk = iso();
        entry(disk, 0, 0x17, 0, disk.length / 512);
        try (DiskImage image = image(disk)) {
            assertTrue(image.table().isEmpty());
            assertEquals(1, image.parts().size());
            assertEquals(List.of(), findings(image));
        }
    }

    @Test
    void damageOfTheWholeIsFound() throws IOException, InterruptedException {
        byte[] disk = iso();
        entry(disk, 0, 0x17, 0, disk.length / 512);
        disk[16 * 2048 + 84] ^= 1; // big-endian half of the volume's size
        try (DiskImage image = image(disk)) {
            assertEquals(1, findings(image).size());
        }
    }
}
