package dev.diskwright.core.fs.squashfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.LoopMounts;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.RandomTrees;
import dev.diskwright.core.testing.TreeListing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Volumes that mksquashfs made, with any of its options, are read as they were meant, and nothing is wrong with them.
@Tag("peer")
class MksquashfsTest {
    private static final String[][] COMPRESSORS = {
        {"-comp", "gzip"},
        {"-comp", "gzip", "-Xcompression-level", "1", "-Xwindow-size", "9"},
        {"-comp", "xz"},
        {"-comp", "xz", "-Xbcj", "x86,arm", "-Xdict-size", "50%"},
        {"-comp", "zstd", "-Xcompression-level", "3"},
        {"-comp", "lz4"},
        {"-comp", "lz4", "-Xhc"},
        {"-comp", "lzo"},
        {"-comp", "lzo", "-Xalgorithm", "lzo1x_1"},
        {"-comp", "lzma"},
    };
    private static final String[] SWITCHES = {
        "-noI",
        "-noD",
        "-noF",
        "-noX",
        "-noId",
        "-no-fragments",
        "-no-duplicates",
        "-no-exports",
        "-no-sparse",
        "-tailends",
        "-nopad",
    };
    private static final String[] SIZES = {"4K", "16K", "128K", "1M"};

    @TempDir Path dir;

    private static List<Object> options(Random random, long seed) {
        var options = new ArrayList<Object>();
        options.addAll(List.of(COMPRESSORS[(int) (seed % COMPRESSORS.length)]));
        for (String it : SWITCHES) {
            if (random.nextInt(4) == 0) {
                options.add(it);
            }
        }
        options.addAll(List.of("-b", SIZES[random.nextInt(SIZES.length)]));
        return options;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void volumesOfMksquashfsAreRead(long seed) throws IOException, InterruptedException {
        Peers.require("mksquashfs", "unsquashfs", "python3");
        var random = Cases.random(seed);
        FileTree tree = SquashfsTrees.kept(RandomTrees.posix(random));
        Path ours = dir.resolve("ours.img");
        Images.write(Squashfs.pack(tree, SquashfsTrees.parameters(random)), ours);
        Path top = dir.resolve("tree");
        Peers.run("unsquashfs", "-no-progress", "-d", top, ours).ok();
        Path theirs = dir.resolve("theirs.img");
        var arguments = new ArrayList<Object>(List.of(top, theirs, "-noappend", "-no-progress"));
        arguments.addAll(options(random, seed));
        Peers.run("mksquashfs", arguments.toArray()).ok();
        Path again = dir.resolve("again"); // mksquashfs tears some hard links of links apart
        Peers.run("unsquashfs", "-no-progress", "-d", again, theirs).ok();
        List<String> meant =
                LoopMounts.listing(again, dir).stream()
                        .map(line -> line.replace(" other-times", ""))
                        .toList();
        var squashfs = new Squashfs();
        try (HostFile file = HostFile.open(theirs)) {
            FileTree read = squashfs.read(Where.file("theirs.img"), file);
            TreeListing.assertSame(meant, TreeListing.of(read, 0).lines().toList());
            var findings = new ArrayList<Finding>();
            squashfs.check(Where.file("theirs.img"), file, findings::add);
            assertEquals(List.of(), findings, arguments.toString());
        }
    }
}
