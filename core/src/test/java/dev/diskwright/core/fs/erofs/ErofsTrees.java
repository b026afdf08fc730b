package dev.diskwright.core.fs.erofs;

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
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.TreeListing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Volumes of random trees.
final class ErofsTrees {
    private static final Where FILE = Where.file("volume.img");

    private ErofsTrees() {}

    /// Fails unless the volume reads as the tree, and its checker finds nothing.
    static void expectHolds(FileTree tree, BlockSource volume) throws IOException {
        var erofs = new Erofs();
        TreeListing.assertSame(
                TreeListing.of(tree, 0).lines().toList(),
                TreeListing.of(erofs.read(FILE, volume), 0).lines().toList());
        var findings = new ArrayList<Finding>();
        erofs.check(FILE, volume, findings::add);
        assertEquals(List.of(), findings);
    }

    /// {@return parameters of any kind}
    static ErofsParameters parameters(Random random) {
        var compressions = ErofsCompression.values();
        return new ErofsParameters(
                compressions[random.nextInt(compressions.length)],
                random.nextInt(4) == 0 ? random.nextLong() >>> 8 : 1_700_000_000,
                1 + random.nextInt(3));
    }

    /// {@return files that compress well, badly, and in parts, some of which share attributes, and others of every kind}
    static FileTree compressible(Random random) {
        var entries = new TreeMap<String, FileNode>();
        for (int i = 0; i < 30; i++) {
            int limit = i == 0 ? 6 << 20 : 120_000;
            byte[] bytes = content(random, 1 + random.nextInt(limit));
            var file = new RegularFile(attributes(random), BlockSource.of(bytes));
            entries.put("file" + i, file);
            if (i % 7 == 0) {
                entries.put("same" + i, file);
            }
        }
        var below = new TreeMap<String, FileNode>();
        for (int i = 0; i < 300; i++) {
            below.put("link" + i, new SymbolicLink(attributes(random), "../file" + i));
        }
        for (SpecialFile.Kind kind : SpecialFile.Kind.values()) {
            boolean device =
                    kind == SpecialFile.Kind.CHARACTER_DEVICE
                            || kind == SpecialFile.Kind.BLOCK_DEVICE;
            below.put(
                    kind.name(),
                    new SpecialFile(
                            attributes(random), kind, device ? 259 : 0, device ? 70000 : 0));
        }
        entries.put("below", new Directory(attributes(random), below));
        return new FileTree(new Directory(attributes(random), entries));
    }

    private static Attributes attributes(Random random) {
        var xattrs = new TreeMap<String, byte[]>();
        for (int i = random.nextInt(4); i > 0; i--) {
            xattrs.put("trusted.name" + random.nextInt(9), new byte[random.nextInt(3) * 50]);
        }
        xattrs.put("security.own", Cases.bytes(random, random.nextInt(100)));
        return new Attributes(
                0700 + random.nextInt(64),
                random.nextInt(3) * 40_000L,
                5,
                1_700_000_000L + random.nextInt(2),
                0,
                xattrs);
    }

    private static byte[] content(Random random, int size) {
        byte[] bytes = new byte[size];
        for (int at = 0; at < size; ) {
            int length =
                    Math.min(
                            size - at,
                            1 + random.nextInt(random.nextInt(20) == 0 ? 400_000 : 9000));
            switch (random.nextInt(4)) {
                case 0 -> System.arraycopy(Cases.bytes(random, length), 0, bytes, at, length);
                case 1 -> {
                    // zeros
                }
                case 2 -> {
                    int period = 1 + random.nextInt(300);
                    for (int i = at; i < at + length; i++) {
                        bytes[i] = (byte) (i % period * 7);
                    }
                }
                default -> {
                    for (int i = at; i < at + length; i++) {
                        bytes[i] = (byte) ('a' + random.nextInt(1 + random.nextInt(9)));
                    }
                }
            }
            at += length;
        }
        return bytes;
    }
}
