package dev.diskwright.core.fs.erofs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.LoopMounts;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.TreeListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Volumes that mkfs.erofs made, with any of its options, are read as the kernel sees them, and nothing is wrong with them.
@Tag("peer")
class MkfsErofsTest {
    private static final String[][] OPTIONS = {
        {},
        {"-zlz4"},
        {"-zlz4hc"},
        {"-zlz4hc,12", "-C65536"},
        {"-zlz4", "-C16384", "-Eztailpacking"},
        {"-zlz4", "-Eztailpacking"},
        {"-zlz4", "-Efragments"},
        {"-zlz4hc", "-C65536", "-Efragments,ztailpacking"},
        {"-zlz4", "-Eall-fragments"},
        {"-zlz4", "-Ededupe"},
        {"-zlz4", "-Ededupe,fragments", "-C32768"},
        {"-zlz4", "-Elegacy-compress"},
        {"-zlz4", "-Elegacy-compress", "-C65536"},
        {"--chunksize=4096"},
        {"--chunksize=65536"},
        {"-Eforce-chunk-indexes", "--chunksize=8192"},
        {"-Eforce-inode-extended", "-zlz4"},
        {"-Enoinline_data"},
        {"-x0"},
    };

    @TempDir Path dir;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void volumesOfMkfsErofsAreRead(long seed) throws IOException, InterruptedException {
        Peers.require("mkfs.erofs");
        LoopMounts.require();
        Random random = Cases.random(seed);
        FileTree tree = ErofsTrees.compressible(random);
        Path ours = dir.resolve("ours.img");
        Images.write(Erofs.pack(tree, ErofsTrees.parameters(random)), ours);
        Path theirs = dir.resolve("theirs.img");
        Path top = Files.createDirectories(dir.resolve("top"));
        var arguments = new ArrayList<Object>(List.of("--quiet"));
        arguments.addAll(List.of(OPTIONS[(int) (seed % OPTIONS.length)]));
        arguments.addAll(List.of(theirs, top));
        Peers.run("mount", "-t", "erofs", "-o", "ro,loop", ours, top).ok();
        try {
            Peers.run("mkfs.erofs", arguments.toArray()).ok();
        } finally {
            Peers.run("umount", top).ok();
        }
        List<String> meant;
        Peers.run("mount", "-t", "erofs", "-o", "ro,loop", theirs, top).ok();
        try {
            meant = LoopMounts.listing(top, dir);
        } finally {
            Peers.run("umount", top).ok();
        }
        var erofs = new Erofs();
        try (HostFile file = HostFile.open(theirs)) {
            FileTree read = erofs.read(Where.file("theirs.img"), file);
            TreeListing.assertSame(meant, TreeListing.of(read, 0).lines().toList());
            var findings = new ArrayList<Finding>();
            erofs.check(Where.file("theirs.img"), file, findings::add);
            assertEquals(List.of(), findings, arguments.toString());
        }
    }
}
