package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.LoopMounts;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.RandomTrees;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Volumes of ours, judged by fsck.erofs and by the kernel.
@Tag("peer")
class ErofsPeerTest {
    @TempDir Path dir;

    private Path image(BlockSource volume) throws IOException {
        Path file = dir.resolve("volume.img");
        Images.write(volume, file);
        return file;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void fsckUnpacksRandomTreesAsTheyWereMeant(long seed) throws IOException, InterruptedException {
        Peers.require("fsck.erofs", "dump.erofs");
        var random = Cases.random(seed);
        FileTree tree = RandomTrees.posix(random);
        var volume = Erofs.pack(tree, ErofsTrees.parameters(random));
        ErofsTrees.expectHolds(tree, volume);
        Path image = image(volume);
        Peers.run("fsck.erofs", image).ok();
        Peers.run("dump.erofs", "-s", image).ok();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void theKernelSeesRandomTreesAsTheyWereMeant(long seed)
            throws IOException, InterruptedException {
        LoopMounts.require();
        var random = Cases.random(seed);
        FileTree tree = RandomTrees.posix(random);
        Path image = image(Erofs.pack(tree, ErofsTrees.parameters(random)));
        LoopMounts.expect(tree, "erofs", image, dir);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void theKernelUnpacksWhatIsCompressed(long seed) throws IOException, InterruptedException {
        LoopMounts.require();
        Peers.require("fsck.erofs");
        var random = Cases.random(seed);
        FileTree tree = ErofsTrees.compressible(random);
        ErofsCompression compression =
                random.nextBoolean() ? ErofsCompression.LZ4 : ErofsCompression.LZ4HC;
        var volume = Erofs.pack(tree, new ErofsParameters(compression, 1_700_000_000, 2));
        ErofsTrees.expectHolds(tree, volume);
        Path image = image(volume);
        Peers.run("fsck.erofs", "--extract", image).ok();
        LoopMounts.expect(tree, "erofs", image, dir);
    }
}
