package dev.diskwright.core.fs.swap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SwapTest {
    private static final Where FILE = Where.file("swap.img");
    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final FileTree NOTHING = FileTree.empty(0);

    @TempDir Path dir;

    private static BlockSource made() throws ImageException {
        return Swap.writer("fifteen bytes..", ID).write(NOTHING, (1 << 20) + 100);
    }

    private static List<Finding> check(BlockSource volume) throws IOException {
        var found = new ArrayList<Finding>();
        new Swap().check(FILE, volume, found::add);
        return found;
    }

    @Test
    void itSaysWhatItWasMadeWith() throws IOException {
        var info = new Swap().probe(FILE, made()).orElseThrow();
        assertEquals("swap", info.type());
        assertEquals("fifteen bytes..", info.label());
        assertEquals(ID.toString(), info.uuid());
        assertEquals(1 << 20, info.size());
        assertEquals(4096, info.blockSize());
        assertEquals(List.of(), check(made()));
        assertEquals(0, new Swap().read(FILE, made()).root().count());
    }

    @Test
    void whatCannotBeIsRefused() throws IOException {
        var writer = Swap.writer("", ID);
        assertEquals(40960, writer.minimumSize(NOTHING));
        assertThrows(DoesNotFitException.class, () -> writer.write(NOTHING, 40959));
        assertThrows(IllegalArgumentException.class, () -> Swap.writer("sixteen bytes...", ID));
        var file = new RegularFile(Attributes.root(0644, 0), BlockSource.zeros(1));
        var tree = new FileTree(new Directory(Attributes.root(0755, 0), Map.of("name", file)));
        var refusal = assertThrows(DoesNotFitException.class, () -> writer.measure(tree));
        assertTrue(String.valueOf(refusal.getMessage()).contains("name"), refusal.toString());
    }

    @Test
    void aSpaceThatClaimsMoreThanThereIsIsRefused() throws IOException {
        BlockSource half = made().slice(0, 1 << 19);
        var refusal = assertThrows(ImageException.class, () -> new Swap().probe(FILE, half));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith("swap.img, swap header lastPage at 0x404: "), message);
        assertEquals(1, check(half).size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedHeadersFailCleanly(long seed) throws IOException {
        var random = Cases.random(seed);
        byte[] whole = made().bytes(0, 1 << 20).toArray(JAVA_BYTE);
        for (int i = 0; i < 50; i++) {
            byte[] image = whole.clone();
            for (int faults = 1 + random.nextInt(4); faults > 0; faults--) {
                image[1024 + random.nextInt(50)] = (byte) random.nextInt(256);
            }
            var volume = BlockSource.of(image);
            try {
                new Swap().probe(FILE, volume);
                new Swap().read(FILE, volume);
            } catch (ImageException allowed) {
                // the one way out
            }
            check(volume);
        }
    }

    @Test
    @Tag("peer")
    void itIsWhatMkswapMakes() throws IOException {
        Peers.require("mkswap");
        Path theirs = dir.resolve("theirs.img");
        Images.write(BlockSource.zeros((1 << 20) + 100), theirs);
        Peers.run("mkswap", "-q", "-L", "fifteen bytes..", "-U", ID.toString(), theirs).ok();
        try (HostFile file = HostFile.open(theirs)) {
            assertEquals(Images.sha256(file), Images.sha256(made()));
        }
    }

    @Test
    @Tag("peer")
    void blkidAndSwaplabelNameIt() throws IOException {
        Peers.require("blkid", "swaplabel");
        Path ours = dir.resolve("ours.img");
        Images.write(made(), ours);
        String seen = Peers.run("blkid", "-p", ours).ok() + Peers.run("swaplabel", ours).ok();
        assertTrue(seen.contains("TYPE=\"swap\""), seen);
        assertTrue(seen.contains("LABEL: fifteen bytes.."), seen);
        assertTrue(seen.contains(ID.toString()), seen);
    }
}
