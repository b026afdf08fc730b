package dev.diskwright.core.verify;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.verify.LevelDifference.Level;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares the files of two file systems: names, kinds, attributes, and what is in them.
final class TreeComparison {
    private static final String NONE = "";
    private static final int SHOWN = 64; // bytes of an extended attribute

    private final String part; // how places begin
    private final LevelDifferences differences;
    private final MemorySegment buffer = MemorySegment.ofArray(new byte[CopyPipeline.CHUNK]);

    private TreeComparison(String part, LevelDifferences differences) {
        this.part = part;
        this.differences = differences;
    }

    /// Adds what differs.
    ///
    /// @param part the partition that the files are in, as messages call it; empty if there is only one
    /// @throws ImageException if a directory or file of one of them is damaged
    static void compare(FileTree a, FileTree b, String part, LevelDifferences differences)
            throws IOException, InterruptedException {
        var comparison = new TreeComparison(part, differences);
        comparison.attributes("/", a.root().attributes(), b.root().attributes());
        comparison.directories("", a.root(), b.root());
    }

    private void directories(String path, Directory a, Directory b)
            throws IOException, InterruptedException {
        var names = new TreeSet<String>(FileNames.BYTE_ORDER);
        for (Directory directory : new Directory[] {a, b}) {
            for (int i = 0; i < directory.count(); i++) {
                names.add(directory.name(i));
            }
        }
        for (String name : names) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while comparing");
            }
            String at = path + "/" + name;
            FileNode one = a.get(name);
            FileNode other = b.get(name);
            if (one == null && other != null) {
                add(at, "added", NONE, kind(other));
            } else if (one != null && other == null) {
                add(at, "removed", kind(one), NONE);
            } else if (one != null && other != null) {
                nodes(at, one, other);
            }
        }
    }

    private void nodes(String path, FileNode a, FileNode b)
            throws IOException, InterruptedException {
        if (!kind(a).equals(kind(b))) {
            add(path, "kind", kind(a), kind(b));
            return;
        }
        attributes(path, a.attributes(), b.attributes());
        switch (a) {
            case Directory one when b instanceof Directory other -> directories(path, one, other);
            case RegularFile one when b instanceof RegularFile other ->
                    contents(path, one.content(), other.content());
            case SymbolicLink one when b instanceof SymbolicLink other ->
                    compare(path, "link target", one.target(), other.target());
            case SpecialFile one when b instanceof SpecialFile other ->
                    compare(path, "device", device(one), device(other));
            default -> {} // another kind, which was told
        }
    }

    private static String kind(FileNode node) {
        return switch (node) {
            case Directory _ -> "directory";
            case RegularFile _ -> "file";
            case SymbolicLink _ -> "symbolic link";
            case SpecialFile it -> it.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static String device(SpecialFile it) {
        return it.major() + "," + it.minor();
    }

    private void attributes(String path, Attributes a, Attributes b) {
        compare(path, "mode", "%04o".formatted(a.mode()), "%04o".formatted(b.mode()));
        compare(path, "owner", a.uid() + ":" + a.gid(), b.uid() + ":" + b.gid());
        compare(path, "time", time(a), time(b));
        var names = new TreeSet<String>(a.xattrs().keySet());
        names.addAll(b.xattrs().keySet());
        for (String name : names) {
            byte[] one = a.xattrs().get(name);
            byte[] other = b.xattrs().get(name);
            if (!Arrays.equals(one, other)) {
                add(path, "attribute " + name, value(one), value(other));
            }
        }
    }

    private static Instant time(Attributes it) {
        return Instant.ofEpochSecond(it.seconds(), it.nanos());
    }

    private static String value(byte @Nullable [] bytes) {
        return bytes == null
                ? NONE
                : "0x" + HexFormat.of().formatHex(bytes, 0, Math.min(SHOWN, bytes.length));
    }

    private void contents(String path, BlockSource a, BlockSource b)
            throws IOException, InterruptedException {
        compare(path, "size", a.size(), b.size());
        long size = Math.min(a.size(), b.size());
        var both = Differing.of(a.slice(0, size), b.slice(0, size));
        for (long at = 0; at < size; ) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while comparing");
            }
            Extent extent = both.extentAt(at);
            if (extent.isZero()) {
                at = extent.end();
                continue;
            }
            MemorySegment piece = buffer.asSlice(0, Math.min(buffer.byteSize(), extent.end() - at));
            both.read(at, piece);
            long different = firstOf(piece);
            if (different >= 0) {
                long offset = at + different;
                add(path, "content at byte " + offset, hex(a, offset), hex(b, offset));
                return;
            }
            at += piece.byteSize();
        }
    }

    /// {@return where the first byte that is not zero lies, -1 if there is none}
    private static long firstOf(MemorySegment piece) {
        if (ZeroBytes.isZero(piece)) {
            return -1;
        }
        for (long at = 0; at < piece.byteSize(); at++) {
            if (piece.get(JAVA_BYTE, at) != 0) {
                return at;
            }
        }
        return -1;
    }

    private static String hex(BlockSource content, long offset) throws IOException {
        byte value = content.bytes(offset, 1).get(JAVA_BYTE, 0);
        return "0x%02x".formatted(value & 0xff);
    }

    private void compare(String path, String what, Object a, Object b) {
        differences.compare(Level.FILE, place(path), what, a, b);
    }

    private void add(String path, String what, String a, String b) {
        differences.add(new LevelDifference(Level.FILE, place(path), what, a, b));
    }

    private String place(String path) {
        return part.isEmpty() ? path : part + ", " + path;
    }
}
