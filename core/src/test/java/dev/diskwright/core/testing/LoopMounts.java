package dev.diskwright.core.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/// The kernel as judge: mounts an image and compares what it sees with the tree that was meant, by name, kind, mode,
/// owner, times, links, contents, targets, device numbers and extended attributes.
public final class LoopMounts {
    private static final String LOST_FOUND = "lost+found";

    private final IdentityHashMap<FileNode, Integer> names = new IdentityHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private LoopMounts() {}

    /// Skips the test, or fails it where peers are required, unless images can be mounted here.
    public static void require() {
        Peers.require("mount", "umount", "losetup", "python3", "id");
        boolean root = Peers.run("id", "-u").output().trim().equals("0");
        if (!root || Peers.run("losetup", "-f").status() != 0) {
            Assumptions.abort("skipped: mounting needs root and a loop device");
        }
    }

    /// Fails unless the kernel sees `tree` in `image`. A `lost+found` that the tree does not have may be there.
    ///
    /// @param dir empty directory to work in
    public static void expect(FileTree tree, String type, Path image, Path dir) throws IOException {
        Path top = Files.createDirectories(dir.resolve("mounted"));
        Path listing = dir.resolve("listing");
        Path script = dir.resolve("listing.py");
        Files.write(script, Fixtures.bytes("testing/listing.py"));
        Peers.run("mount", "-t", type, "-o", "ro,loop", image, top).ok();
        try {
            Peers.run("python3", script, top, listing).ok();
        } finally {
            Peers.run("umount", top).ok();
        }
        List<String> found = Files.readAllLines(listing, US_ASCII);
        boolean ownLostFound = tree.root().get(LOST_FOUND) == null;
        if (ownLostFound) {
            found.removeIf(line -> line.startsWith("/" + LOST_FOUND + " "));
        }
        assertEquals(sorted(lines(tree, ownLostFound)), sorted(found));
    }

    /// What to do with a mounted image.
    @FunctionalInterface
    public interface Use {
        /// @param device block device behind the image
        /// @param top where it is mounted
        void with(String device, Path top) throws IOException;
    }

    /// Mounts an image for writing, and unmounts it whatever happens.
    ///
    /// @param dir empty directory to work in
    public static void with(Path image, Path dir, Use use) throws IOException {
        Path top = Files.createDirectories(dir.resolve("mounted"));
        String device = Peers.run("losetup", "-f", "--show", image).ok().trim();
        try {
            Peers.run("mount", device, top).ok();
            try {
                use.with(device, top);
            } finally {
                Peers.run("umount", top).ok();
            }
        } finally {
            Peers.run("losetup", "-d", device).ok();
        }
    }

    private static String sorted(List<String> lines) {
        return lines.stream().sorted().collect(Collectors.joining("\n"));
    }

    private static List<String> lines(FileTree tree, boolean plusLostFound) throws IOException {
        var listing = new LoopMounts();
        tree.walk((_, node) -> listing.names.merge(node, 1, Integer::sum));
        listing.add("/", tree.root(), plusLostFound ? 1 : 0);
        tree.walk((path, node) -> listing.add(path, node, 0));
        return listing.lines;
    }

    private void add(String path, FileNode node, int moreLinks) throws IOException {
        Attributes attributes = node.attributes();
        String detail =
                switch (node) {
                    case Directory _ -> "d %s ";
                    case RegularFile file ->
                            "f %s " + file.content().size() + " " + Images.sha256(file.content());
                    case SymbolicLink link ->
                            "l %s " + text(FileNames.encode(link.target())).replace("%", "%%");
                    case SpecialFile special ->
                            switch (special.kind()) {
                                case CHARACTER_DEVICE -> "c %s " + device(special);
                                case BLOCK_DEVICE -> "b %s " + device(special);
                                case FIFO -> "p %s ";
                                case SOCKET -> "s %s ";
                            };
                };
        String common =
                "%o %d:%d %d.%09d x%d"
                        .formatted(
                                attributes.mode(),
                                attributes.uid(),
                                attributes.gid(),
                                attributes.seconds(),
                                attributes.nanos(),
                                links(node) + moreLinks);
        String xattrs =
                attributes.xattrs().entrySet().stream()
                        .map(each ->
                                text(FileNames.encode(each.getKey()))
                                        + "="
                                        + HexFormat.of().formatHex(each.getValue()))
                        .sorted()
                        .collect(Collectors.joining(","));
        lines.add(
                text(FileNames.encode(path))
                        + " "
                        + detail.formatted(common)
                        + " ["
                        + xattrs
                        + "]");
    }

    private int links(FileNode node) {
        if (!(node instanceof Directory directory)) {
            return names.getOrDefault(node, 0);
        }
        int links = 2;
        for (int i = 0; i < directory.count(); i++) {
            links += directory.node(i) instanceof Directory ? 1 : 0;
        }
        return links > 65000 ? 1 : links;
    }

    private static String device(SpecialFile file) {
        return file.major() + ":" + file.minor();
    }

    private static String text(byte[] bytes) {
        var out = new StringBuilder();
        for (byte b : bytes) {
            boolean plain = b > 32 && b < 127 && b != '\\';
            out.append(plain ? String.valueOf((char) b) : "\\%02x".formatted(b & 0xff));
        }
        return out.toString();
    }
}
