package dev.diskwright.core.fs.squashfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.testing.TreeListing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Trees as a squashfs keeps them.
final class SquashfsTrees {
    private static final List<SquashfsCompression> COMPRESSIONS =
            List.of(
                    SquashfsCompression.GZIP,
                    SquashfsCompression.XZ,
                    SquashfsCompression.ZSTD,
                    SquashfsCompression.LZ4,
                    SquashfsCompression.NONE);

    private static final Where FILE = Where.file("volume.img");

    private final IdentityHashMap<FileNode, FileNode> done = new IdentityHashMap<>();
    private final boolean ofHost;

    private SquashfsTrees(boolean ofHost) {
        this.ofHost = ofHost;
    }

    /// {@return the tree without what no squashfs keeps}
    static FileTree kept(FileTree tree) {
        return new FileTree((Directory) new SquashfsTrees(false).node(tree.root()));
    }

    /// {@return the tree with modes of links as Linux has them}
    static FileTree withLinksOfTheHost(FileTree tree) {
        return new FileTree((Directory) new SquashfsTrees(true).node(tree.root()));
    }

    /// Fails unless the volume reads as the tree, and its checker finds nothing.
    static void expectHolds(FileTree tree, BlockSource volume) throws IOException {
        var squashfs = new Squashfs();
        TreeListing.assertSame(
                TreeListing.of(tree, 0).lines().toList(),
                TreeListing.of(squashfs.read(FILE, volume), 0).lines().toList());
        var findings = new ArrayList<Finding>();
        squashfs.check(FILE, volume, findings::add);
        assertEquals(List.of(), findings);
    }

    /// {@return parameters of any kind}
    static SquashfsParameters parameters(Random random) {
        return new SquashfsParameters(
                COMPRESSIONS.get(random.nextInt(COMPRESSIONS.size())),
                4096 << random.nextInt(9),
                random.nextInt(4) != 0,
                random.nextInt(4) == 0 ? random.nextLong() : 1_700_000_000,
                1 + random.nextInt(3));
    }

    private FileNode node(FileNode node) {
        FileNode known = done.get(node);
        if (known != null) {
            return known;
        }
        Attributes attributes = attributes(node.attributes());
        FileNode kept =
                switch (node) {
                    case Directory it -> directory(it, attributes);
                    case RegularFile it -> new RegularFile(attributes, it.content());
                    case SymbolicLink it ->
                            new SymbolicLink(
                                    ofHost ? attributes.withMode(0777) : attributes, it.target());
                    case SpecialFile it ->
                            new SpecialFile(attributes, it.kind(), it.major(), it.minor());
                };
        done.put(node, kept);
        return kept;
    }

    private Directory directory(Directory directory, Attributes attributes) {
        var entries = new HashMap<String, FileNode>();
        for (int i = 0; i < directory.count(); i++) {
            entries.put(directory.name(i), node(directory.node(i)));
        }
        return new Directory(attributes, entries);
    }

    private static Attributes attributes(Attributes it) {
        var xattrs = new TreeMap<String, byte[]>(it.xattrs());
        xattrs.keySet().removeIf(name -> name.startsWith("system."));
        return new Attributes(
                it.mode(),
                it.uid(),
                it.gid(),
                Math.clamp(it.seconds(), 0, 0xffff_ffffL),
                0,
                xattrs);
    }
}
