package dev.diskwright.core.fs.erofs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.bytes.CorruptImageException;
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
    private final Contents contents;
    private final Budget budget;
    private final XattrReader xattrs;
    private final Map<Long, FileNode> linked = new HashMap<>(); // files with several names
    private final Set<Long> open = new HashSet<>(); // directories that were read

    private Reader(Volume volume) throws IOException {
        this.volume = volume;
        contents = Contents.of(volume);
        budget = new Budget(volume.size());
        xattrs = new XattrReader(volume, budget);
    }

    /// {@return all files of the volume}
    static FileTree read(Volume volume) throws IOException {
        return new Reader(volume).read();
    }

    /// A directory that is being read.
    private static final class Open {
        private final Attributes attributes;
        private final Where where;
        private final List<String> names = new ArrayList<>();
        private final List<Long> nids = new ArrayList<>();
        private final Map<String, FileNode> nodes = new HashMap<>();
        private int next;

        Open(Attributes attributes, Where where) {
            this.attributes = attributes;
            this.where = where;
        }

        void put(FileNode node) {
            nodes.put(names.get(next++), node);
        }
    }

    private FileTree read() throws IOException {
        Where by = volume.field("rootNid");
        Inode root = Inode.read(volume, by, volume.superblock().rootNid());
        if (!root.isDirectory()) {
            throw new CorruptImageException(
                    by, "an inode of mode 0%o".formatted(root.mode()), "that of a directory");
        }
        var path = new ArrayDeque<Open>();
        path.push(open(root));
        while (true) {
            Open at = path.element();
            if (at.next < at.names.size()) {
                long nid = at.nids.get(at.next);
                FileNode known = linked.get(nid);
                if (known != null) {
                    at.put(known);
                    continue;
                }
                Inode inode = Inode.read(volume, at.where, nid);
                if (inode.isDirectory()) {
                    if (path.size() >= MAX_DEPTH) {
                        throw new UnsupportedImageException(
                                inode.where(), "a path of more than 2048 names");
                    }
                    path.push(open(inode));
                } else {
                    at.put(file(inode));
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

    private Open open(Inode inode) throws IOException {
        if (!open.add(inode.nid())) {
            throw new CorruptImageException(
                    inode.where(), "a directory that stands in two places", "one");
        }
        budget.take(inode.where(), COST_OF_INODE);
        var directory = new Open(attributes(inode), inode.where());
        var names = new HashSet<String>();
        DirectoryReader.read(
                contents,
                inode,
                (where, name, nid, _) -> {
                    if (name.equals(".") || name.equals("..")) {
                        return;
                    }
                    checkName(where, name);
                    if (!names.add(name)) {
                        throw new CorruptImageException(
                                where, "\"" + name + "\" twice", "a name once");
                    }
                    budget.take(where, COST_OF_ENTRY + 2L * name.length());
                    directory.names.add(name);
                    directory.nids.add(nid);
                });
        return directory;
    }

    static void checkName(Where where, String name) throws CorruptImageException {
        if (name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw new CorruptImageException(
                    where, "the name \"%s\"".formatted(name), "one without \"/\" and NUL");
        }
    }

    private Attributes attributes(Inode inode) throws IOException {
        return new Attributes(
                inode.mode() & 07777,
                inode.uid(),
                inode.gid(),
                inode.seconds(),
                inode.nanos(),
                xattrs.read(inode));
    }

    private FileNode file(Inode inode) throws IOException {
        budget.take(inode.where(), COST_OF_INODE);
        Attributes attributes = attributes(inode);
        FileNode node =
                switch (inode.kind()) {
                    case Format.REGULAR -> new RegularFile(attributes, contents.of(inode));
                    case Format.LINK -> new SymbolicLink(attributes, target(inode));
                    case Format.BLOCK_DEVICE ->
                            device(attributes, SpecialFile.Kind.BLOCK_DEVICE, inode);
                    case Format.CHARACTER ->
                            device(attributes, SpecialFile.Kind.CHARACTER_DEVICE, inode);
                    case Format.FIFO -> new SpecialFile(attributes, SpecialFile.Kind.FIFO, 0, 0);
                    default -> new SpecialFile(attributes, SpecialFile.Kind.SOCKET, 0, 0);
                };
        if (inode.links() > 1) {
            linked.put(inode.nid(), node);
        }
        return node;
    }

    private String target(Inode inode) throws IOException {
        return target(contents, inode, budget);
    }

    /// {@return the target of a link}
    static String target(Contents contents, Inode inode, Budget budget) throws IOException {
        if (inode.length() < 1 || inode.length() > Limits.TARGET) {
            throw new CorruptImageException(
                    inode.where().field("i_size", 8),
                    "a link of %d bytes".formatted(inode.length()),
                    "1 to " + Limits.TARGET);
        }
        budget.take(inode.where(), 2 * inode.length());
        byte[] bytes = contents.of(inode).bytes(0, (int) inode.length()).toArray(JAVA_BYTE);
        String target = FileNames.decode(bytes);
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
