package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.PackedVolume;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.LoopMounts;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.RandomTrees;
import dev.diskwright.core.testing.TreeListing;
import dev.diskwright.core.testing.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Volumes of ours, judged by unsquashfs and by the kernel.
@Tag("peer")
class SquashfsPeerTest {
    @TempDir Path dir;

    @BeforeEach
    void needsUnsquashfs() {
        Peers.require("unsquashfs");
    }

    private Path image(BlockSource volume) throws IOException {
        Path file = dir.resolve("volume.img");
        Images.write(volume, file);
        return file;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void unsquashfsUnpacksRandomTreesAsTheyWereMeant(long seed)
            throws IOException, InterruptedException {
        var random = Cases.random(seed);
        FileTree tree = SquashfsTrees.kept(RandomTrees.posix(random));
        PackedVolume volume = Squashfs.pack(tree, SquashfsTrees.parameters(random));
        SquashfsTrees.expectHolds(tree, volume);
        Path image = image(volume);
        Path top = dir.resolve("unpacked");
        Peers.run("unsquashfs", "-no-progress", "-d", top, image).ok();
        if (Trees.root()) {
            List<String> found =
                    LoopMounts.listing(top, dir).stream()
                            .map(line -> line.replace(" other-times", ""))
                            .toList();
            FileTree host = SquashfsTrees.withLinksOfTheHost(tree);
            TreeListing.assertSame(TreeListing.of(host, 0).lines().toList(), found);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void theKernelSeesRandomTreesAsTheyWereMeant(long seed)
            throws IOException, InterruptedException {
        LoopMounts.require();
        var random = Cases.random(seed);
        FileTree tree = SquashfsTrees.kept(RandomTrees.posix(random));
        Path image = image(Squashfs.pack(tree, SquashfsTrees.parameters(random)));
        LoopMounts.expect(tree, "squashfs", image, dir);
    }
}
