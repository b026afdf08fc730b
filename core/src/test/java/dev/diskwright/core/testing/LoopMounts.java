package dev.diskwright.core.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.diskwright.core.content.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// The kernel as judge: mounts an image and compares what it sees with the tree that was meant, by name, kind, mode,
/// owner, times, links, contents, targets, device numbers and extended attributes.
public final class LoopMounts {
    private static final String LOST_FOUND = "lost+found";

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
        Peers.run("mount", "-t", type, "-o", "ro,loop", image, top).ok();
        List<String> found;
        try {
            found = listing(top, dir);
        } finally {
            Peers.run("umount", top).ok();
        }
        boolean ownLostFound = type.startsWith("ext") && tree.root().get(LOST_FOUND) == null;
        if (ownLostFound) {
            found.removeIf(line -> line.startsWith("/" + LOST_FOUND + " "));
        }
        List<String> meant = TreeListing.of(tree, ownLostFound ? 1 : 0).lines().toList();
        TreeListing.assertSame(meant, found);
    }

    /// {@return what the kernel sees below a directory, in the form of [TreeListing]}
    ///
    /// @param dir directory to work in
    public static List<String> listing(Path top, Path dir) throws IOException {
        Path listing = dir.resolve("listing");
        Path script = dir.resolve("listing.py");
        Files.write(script, Fixtures.bytes("testing/listing.py"));
        Peers.run("python3", script, top, listing).ok();
        return new ArrayList<>(Files.readAllLines(listing, US_ASCII));
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
}
