package dev.diskwright.core.fs.verity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerityTreeTest {
    private static final UUID ID = UUID.fromString("6b1a1c4e-0f0e-4a0e-9a53-0c1d2e3f4a5b");
    private static final int BLOCK = VerityTree.BLOCK;

    @TempDir Path directory;

    /// Data with a hole in it, and blocks of zeros that are none.
    private static BlockSource data(long blocks) {
        Random random = Cases.random(blocks);
        long size = blocks * BLOCK;
        var disk = Composition.ofSize(size);
        int first = (int) Math.min(size, 3 * BLOCK + 17);
        disk.place(0, BlockSource.of(Cases.bytes(random, first)));
        if (blocks > 300) {
            disk.place(280L * BLOCK, BlockSource.of(new byte[5 * BLOCK]));
            disk.place(size - 9 * BLOCK, BlockSource.of(Cases.bytes(random, 9 * BLOCK)));
        }
        return disk.build();
    }

    private static byte[] bytes(BlockSource source) throws IOException {
        return source.bytes(0, (int) source.size()).toArray(ValueLayout.JAVA_BYTE);
    }

    @ParameterizedTest(name = "{0} blocks, salt \"{1}\"")
    @CsvSource({
        "1, ''",
        "1, 00ff",
        "2, ''",
        "127, 01",
        "128, 0102",
        "129, aabbcc",
        "1000, 00112233445566778899",
        "16384, ''",
        "16385, ff",
        "40000, 0123456789abcdef"
    })
    void veritysetupMakesTheSame(long blocks, String salt) throws Exception {
        Peers.require("veritysetup");
        BlockSource data = data(blocks);
        Path file = directory.resolve("data");
        Files.write(file, bytes(data));
        Path theirs = directory.resolve("theirs");
        String told =
                Peers.run(
                                "veritysetup",
                                "format",
                                file,
                                theirs,
                                "--uuid=" + ID,
                                "--salt=" + (salt.isEmpty() ? "-" : salt))
                        .ok();
        try (var ours = VerityTree.of(data, new VerityParameters(ID, salt), 2)) {
            assertTrue(told.contains(ours.rootHash()), () -> told + ours.rootHash());
            assertEquals(VerityTree.size(data.size()), ours.size());
            assertArrayEquals(Files.readAllBytes(theirs), bytes(ours));
            Path written = directory.resolve("ours");
            Files.write(written, bytes(ours));
            Peers.run("veritysetup", "verify", file, written, ours.rootHash()).ok();
        }
    }

    @Test
    void theSameOnOneThread() throws Exception {
        var parameters = new VerityParameters(ID, "00ff");
        try (var one = VerityTree.of(data(5000), parameters, 1);
                var two = VerityTree.of(data(5000), parameters, 2)) {
            assertEquals(one.rootHash(), two.rootHash());
            assertArrayEquals(bytes(one), bytes(two));
        }
    }

    @Test
    void whatIsNoBlocksIsRefused() {
        var parameters = new VerityParameters(ID, "");
        for (long size : new long[] {0, 1, BLOCK - 1, BLOCK + 1}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> VerityTree.of(BlockSource.zeros(size), parameters, 1));
        }
        assertThrows(
                IllegalArgumentException.class, () -> new VerityParameters(ID, "00".repeat(257)));
    }

    @Test
    void longRunsOfZerosCostTheirHashesOnly() throws Exception {
        BlockSource large = BlockSource.zeros(4L << 30);
        try (var tree = VerityTree.of(large, new VerityParameters(ID, ""), 2)) {
            assertEquals(VerityTree.size(large.size()), tree.size());
        }
    }
}
