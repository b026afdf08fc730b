package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.fs.Budget;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the tree of a volume. Contents are unpacked when they are used.
final class Reader {
    private static final int MAX_DEPTH = 2048;
    private static final int COST_OF_ENTRY = 120; // bytes of memory, about
    private static final int COST_OF_INODE = 160;

    private final Volume volume;
    private final Budget budget;
    private final Ids ids;
    private final Xattrs xattrs;
    private final FileContent.Shared contents;
    private final DirectoryReader directories;
    private final Map<Long, FileNode> linked = new HashMap<>(); // files with several names
    private final Set<Long> open = new HashSet<>(); // directories that were read

    private Reader(Volume volume) throws IOException {
        this.volume = volume;
        budget = new Budget(volume.superblock().bytesUsed());
        ids = Ids.of(volume);
        xattrs = Xattrs.of(volume, budget);
        contents = FileContent.Shared.of(volume, Fragments.of(volume));
        directories = new DirectoryReader(volume);
    }

    /// {@return all files of the volume}
    static FileTree read(Volume volume) throws IOException {
        return new Reader(volume).read();
    }

    /// A directory that is being read.
    private static final class Open {
        private final Attributes attributes;
        private final List<String> names = new ArrayList<>();
        private final List<Long> references = new ArrayList<>();
        private final Map<String, FileNode> nodes = new HashMap<>();
        private int next;

        Open(Attributes attributes) {
            this.attributes = attributes;
        }

        void put(FileNode node) {
            nodes.put(names.get(next++), node);
        }
    }

    private FileTree read() throws IOException {
        long top = volume.superblock().rootInode();
        Inode root = Inode.read(volume, top);
        if (root.basicType() != InodeType.DIRECTORY) {
            throw new CorruptImageException(
                    volume.field("rootInode"),
                    "an inode of type " + root.type(),
                    "that of a directory");
        }
        var path = new ArrayDeque<Open>();
        path.push(open(top, root));
        while (true) {
            Open at = path.element();
            if (at.next < at.names.size()) {
                long reference = at.references.get(at.next);
                FileNode known = linked.get(reference);
                if (known != null) {
                    at.put(known);
                    continue;
                }
                Inode inode = Inode.read(volume, reference);
                if (inode.basicType() == InodeType.DIRECTORY) {
                    if (path.size() >= MAX_DEPTH) {
                        throw new UnsupportedImageException(
                                inode.where(), "a path of more than 2048 names");
                    }
                    path.push(open(reference, inode));
                } else {
                    at.put(file(reference, inode));
                }
                continue;
            }
            var done = new Directory(at.attributes, at.nodes);
            path.pop();
            if (path.isEmpty()) {
                return new FileTree(done);
            }
            path.element().put(done);
        }
    }

    private Open open(long reference, Inode inode) throws IOException {
        if (!open.add(reference)) {
            throw new CorruptImageException(
                    inode.where(), "a directory that stands in two places", "one");
        }
        budget.take(inode.where(), COST_OF_INODE);
        var directory = new Open(attributes(inode));
        var names = new HashSet<String>();
        directories.read(
                inode,
                (where, name, _, _, target) -> {
                    checkName(where, name);
                    if (!names.add(name)) {
                        throw new CorruptImageException(
                                where, "\"" + name + "\" twice", "a name once");
                    }
                    budget.take(where, COST_OF_ENTRY + 2L * name.length());
                    directory.names.add(name);
                    directory.references.add(target);
                });
        return directory;
    }

    static void checkName(Where where, String name) throws CorruptImageException {
        if (name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf(0) >= 0) {
            throw new CorruptImageException(
                    where, "the name \"%s\"".formatted(name), "one without \"/\" and NUL");
        }
    }

    private Attributes attributes(Inode inode) throws IOException {
        return new Attributes(
                inode.mode() & 07777,
                ids.id(inode.where(), inode.uidIndex()),
                ids.id(inode.where(), inode.gidIndex()),
                inode.seconds(),
                0,
                xattrs.read(
                        inode.where(),
                        inode.basicType() == InodeType.SYMBOLIC_LINK
                                ? linkXattr(inode)
                                : inode.xattr()));
    }

    /// {@return the set of attributes of a link, which lies behind its target}
    private static long linkXattr(Inode inode) throws IOException {
        if (!InodeType.isExtended(inode.type())) {
            return XattrWriter.NONE;
        }
        Cursor cursor = inode.rest().copy();
        checkTarget(inode);
        cursor.skip(inode.size());
        return LittleEndian.u32(cursor.take(4), 0);
    }

    private static void checkTarget(Inode inode) throws CorruptImageException {
        if (inode.size() < 1 || inode.size() > Limits.TARGET) {
            throw new CorruptImageException(
                    inode.where(),
                    "a link of %d bytes".formatted(inode.size()),
                    "1 to " + Limits.TARGET);
        }
    }

    private FileNode file(long reference, Inode inode) throws IOException {
        budget.take(inode.where(), COST_OF_INODE);
        Attributes attributes = attributes(inode);
        FileNode node =
                switch (inode.basicType()) {
                    case InodeType.FILE ->
                            new RegularFile(attributes, FileContent.of(contents, reference, inode));
                    case InodeType.SYMBOLIC_LINK -> new SymbolicLink(attributes, target(inode));
                    case InodeType.BLOCK_DEVICE ->
                            device(attributes, SpecialFile.Kind.BLOCK_DEVICE, inode);
                    case InodeType.CHARACTER_DEVICE ->
                            device(attributes, SpecialFile.Kind.CHARACTER_DEVICE, inode);
                    case InodeType.FIFO -> new SpecialFile(attributes, SpecialFile.Kind.FIFO, 0, 0);
                    default -> new SpecialFile(attributes, SpecialFile.Kind.SOCKET, 0, 0);
                };
        if (inode.links() > 1) {
            linked.put(reference, node);
        }
        return node;
    }

    private String target(Inode inode) throws IOException {
        checkTarget(inode);
        budget.take(inode.where(), 2 * inode.size());
        String target = FileNames.decode(inode.rest().copy().take((int) inode.size()));
        if (target.indexOf(0) >= 0) {
            throw new CorruptImageException(
                    inode.where(), "a link's target with NUL", "one without");
        }
        return target;
    }

    private static SpecialFile device(Attributes attributes, SpecialFile.Kind kind, Inode inode) {
        return new SpecialFile(attributes, kind, inode.major(), inode.minor());
    }
}
