package dev.diskwright.core.fs.verity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Cases;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerityTest {
    private static final Where WHERE = Where.file("hashes");
    private static final UUID ID = UUID.fromString("6b1a1c4e-0f0e-4a0e-9a53-0c1d2e3f4a5b");
    private static final int BLOCKS = 300;
    private static final byte[] DATA = Cases.bytes(Cases.random(7), BLOCKS * VerityTree.BLOCK);

    private static byte[] tree() throws IOException, InterruptedException {
        try (var tree = VerityTree.of(BlockSource.of(DATA), new VerityParameters(ID, "0011"), 1)) {
            return tree.bytes(0, (int) tree.size()).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static List<String> levels(byte[] tree) throws IOException {
        var found = new ArrayList<Finding>();
        new Verity().check(WHERE, BlockSource.of(tree), found::add);
        return found.stream().map(Finding::toString).toList();
    }

    private static List<String> leaves(byte[] tree, byte[] data)
            throws IOException, InterruptedException {
        var found = new ArrayList<Finding>();
        Verity.checkData(WHERE, BlockSource.of(tree), BlockSource.of(data), found::add);
        return found.stream().map(Finding::toString).toList();
    }

    @Test
    void whatIsMadeIsWithoutFindings() throws Exception {
        assertEquals(List.of(), levels(tree()));
        assertEquals(List.of(), leaves(tree(), DATA));
    }

    @Test
    void itSaysWhatItIs() throws Exception {
        var info = new Verity().probe(WHERE, BlockSource.of(tree())).orElseThrow();
        assertEquals("DM_verity_hash", info.type());
        assertEquals(ID.toString(), info.uuid());
        assertEquals(tree().length, info.size());
        assertThrows(
                UnsupportedImageException.class,
                () -> new Verity().read(WHERE, BlockSource.of(tree())));
    }

    @Test
    void guidsAreTheHalvesOfTheRootHash() throws Exception {
        String root = Verity.rootHash(WHERE, BlockSource.of(tree())).orElseThrow();
        assertEquals(
                root,
                (Verity.dataGuid(root) + root.substring(32, 32) + Verity.hashGuid(root))
                        .replace("-", ""));
    }

    @Test
    void aChangedBlockIsFoundByItsLeaf() throws Exception {
        byte[] data = DATA.clone();
        data[130 * VerityTree.BLOCK + 5] ^= 1;
        assertEquals(
                List.of("hashes, digest at 0x3040: level 0, entry 130: not the hash of its block"),
                leaves(tree(), data));
    }

    @Test
    void lessDataThanItProvesIsTold() throws Exception {
        byte[] data = java.util.Arrays.copyOf(DATA, DATA.length - VerityTree.BLOCK);
        assertEquals(
                List.of(
                        "hashes, superblock dataBlocks at 0x48: 300 data blocks, and the partition"
                                + " with the data has 299"),
                leaves(tree(), data));
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "0x01, 8, version 0",
        "0x01, 12, hash type",
        "0x01, 32, the hash \"rha256\"",
        "0x01, 64, blocks of 4097",
        "0x7f, 79, 'blocks, expected from 1'",
        "0x10, 81, 4098 bytes",
        "0x01, 4100, 'level 1, entry 0: not the hash'",
        "0x01, 4300, something other than zeros",
        "0x01, 8200, 'level 1, entry 0: not the hash'"
    })
    void damageIsFound(String change, int at, String expected) throws Exception {
        byte[] tree = tree();
        tree[at] ^= (byte) (int) Integer.decode(change);
        List<String> found = levels(tree);
        assertTrue(
                found.stream().anyMatch(it -> it.contains(expected)),
                () -> expected + " in " + found);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damageEndsInFindingsOrAnAnswer(long seed) throws Exception {
        Random random = Cases.random(seed);
        byte[] tree = tree();
        for (int i = random.nextInt(8); i >= 0; i--) {
            tree[random.nextBoolean() ? random.nextInt(600) : random.nextInt(tree.length)] =
                    (byte) random.nextInt(256);
        }
        byte[] cut =
                random.nextInt(4) == 0
                        ? java.util.Arrays.copyOf(tree, random.nextInt(tree.length))
                        : tree;
        levels(cut);
        leaves(cut, DATA);
        try {
            new Verity().probe(WHERE, BlockSource.of(cut));
        } catch (ImageException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("hashes"));
        }
    }
}
