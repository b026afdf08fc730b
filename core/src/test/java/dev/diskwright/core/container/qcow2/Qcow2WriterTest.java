package dev.diskwright.core.container.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.MemoryTarget;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Qcow2WriterTest {
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void readAfterWriteGivesTheDiskBack(long seed) throws Exception {
        Random random = Cases.random(seed);
        int clusterSize = 512 << random.nextInt(13);
        int size = (int) Cases.size(random, 6 << 20) / 512 * 512;
        BlockSource disk = Sources.random(random, size);
        byte[] file = Images.encode(disk, clusterSize);
        Images.assertSame(disk, Images.decode(file));
        assertEquals(List.of(), Images.check(BlockSource.of(file), Companions.NONE));
        assertArrayEquals(file, Images.encode(disk, clusterSize));
    }

    @Test
    void fileHoldsWhatTheSpecificationSays() throws Exception {
        byte[] cluster = new byte[512];
        Arrays.fill(cluster, (byte) 0x77);
        BlockSource disk =
                Composition.ofSize(100 << 10)
                        .place(1024, BlockSource.of(cluster))
                        .place(40 << 10, BlockSource.of(cluster))
                        .build();
        byte[] file = Images.encode(disk, 512);
        var hex = HexFormat.of();
        assertEquals(
                "514649fb" // magic
                        + "00000003"
                        + "000000000000000000000000" // no backing file
                        + "00000009" // cluster bits
                        + "0000000000019000"
                        + "00000000"
                        + "00000004" // L1 entries
                        + "0000000000000a00"
                        + "0000000000000e00" // refcount table
                        + "00000001"
                        + "000000000000000000000000" // no snapshots
                        + "0".repeat(48) // no features
                        + "00000004" // 16 bits
                        + "00000070"
                        + "0000000000000000" // zlib
                        + "0000000000000000", // end of extensions
                hex.formatHex(file, 0, 120));
        assertEquals("77", hex.formatHex(file, 512, 513)); // data, then its L2 table
        assertEquals("8000000000000200", hex.formatHex(file, 1024 + 16, 1024 + 24));
        assertEquals("77", hex.formatHex(file, 1536, 1537));
        assertEquals("8000000000000600", hex.formatHex(file, 2048 + 128, 2048 + 136));
        assertEquals(
                "8000000000000400" + "8000000000000800" + "0".repeat(32),
                hex.formatHex(file, 2560, 2592));
        assertEquals("0001".repeat(8) + "0000", hex.formatHex(file, 3072, 3090));
        assertEquals("0000000000000c00", hex.formatHex(file, 3584, 3592));
        assertEquals(4096, file.length);
    }

    @Test
    void sizesAreRoundedUpToSectors() throws Exception {
        byte[] odd = {1, 2, 3};
        BlockSource decoded = Images.decode(Images.encode(BlockSource.of(odd), 65_536));
        assertEquals(512, decoded.size());
        Images.assertSame(BlockSource.of(Arrays.copyOf(odd, 512)), decoded);
        assertEquals(0, Images.decode(Images.encode(BlockSource.zeros(0), 65_536)).size());
    }

    @Test
    void hugeDiskCostsWhatItsDataCosts() throws Exception {
        var disk =
                Composition.ofSize(2L << 40)
                        .place(1L << 40, BlockSource.of(new byte[] {1, 2, 3}))
                        .place((2L << 40) - 3, BlockSource.of(new byte[] {4, 5, 6}))
                        .build();
        byte[] file = Images.encode(disk, 65_536);
        assertEquals(8 * 65_536, file.length);
        BlockSource decoded = Images.decode(file);
        assertEquals(1L << 40, decoded.extentAt(0).length());
        assertEquals(6, decoded.bytes(decoded.size() - 1, 1).get(ValueLayout.JAVA_BYTE, 0));
        assertEquals(List.of(), Images.check(BlockSource.of(file), Companions.NONE));
    }

    @Test
    void clustersTooSmallForTheDiskAreRefused() {
        BlockSource disk = BlockSource.zeros(1L << 40);
        assertThrows(DoesNotFitException.class, () -> Images.encode(disk, 512));
    }

    @Test
    void writesAscendAndTheHeaderComesLast() throws Exception {
        var offsets = new ArrayList<Long>();
        var memory = new MemoryTarget("disk.qcow2");
        Target target =
                new Target() {
                    @Override
                    public String name() {
                        return memory.name();
                    }

                    @Override
                    public void write(long offset, MemorySegment bytes) {
                        offsets.add(offset);
                        memory.write(offset, bytes);
                    }

                    @Override
                    public void truncate(long size) {
                        memory.truncate(size);
                    }

                    @Override
                    public Target companion(String name) {
                        return memory.companion(name);
                    }
                };
        BlockSource disk = Sources.random(Cases.random(3), 3 << 20);
        Encoding.write(new Qcow2(), disk, Map.of("cluster_size", "4k"), target, Progress.NONE);
        assertEquals(0, offsets.removeLast());
        assertEquals(offsets.stream().sorted().toList(), offsets);
        assertTrue(offsets.getFirst() > 0);
    }

    @Test
    void interruptionEndsTheWork() {
        Thread.currentThread().interrupt();
        BlockSource disk = BlockSource.of(new byte[] {1});
        assertThrows(InterruptedException.class, () -> Images.encode(disk, 65_536));
    }

    @Test
    void formatIsRecognised() throws IOException, InterruptedException {
        BlockSource file = BlockSource.of(Images.encode(BlockSource.zeros(512), 512));
        assertEquals("qcow2", Containers.recognise(file).name());
        assertEquals("raw", Containers.recognise(BlockSource.zeros(3)).name());
        assertEquals("qcow2", Containers.named("qcow2").orElseThrow().name());
    }
}
