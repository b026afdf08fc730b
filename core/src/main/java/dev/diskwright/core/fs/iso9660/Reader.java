package dev.diskwright.core.fs.iso9660;

import dev.diskwright.core.block.Scattered;
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
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads all files of a volume into a tree: with the names, kinds and owners of Rock Ridge where it has them, else by
/// Joliet's names, else by those of the primary tree. Contents stay where they are. A directory that only holds those that
/// Rock Ridge shows elsewhere is left out.
final class Reader {
    private static final int MAX_DEPTH = 2048; // a path of 4096 bytes has no more names
    private static final int DIRECTORY_MODE = 0555;
    private static final int FILE_MODE = 0444;
    private static final int TYPE_MASK = 0xf000;

    private final Volume volume;
    private final DirectoryReader directories;
    private final SystemUse systemUse;
    private final Map<Identity, FileNode> linked = new HashMap<>();
    private Names names = Names.PLAIN;

    private Reader(Volume volume) {
        this.volume = volume;
        this.directories = new DirectoryReader(volume);
        this.systemUse = new SystemUse(volume);
    }

    /// What tells that two records are names of one file.
    private record Identity(long serial, long block, long size) {}

    /// A name of a directory and its records, several if the file has several extents.
    private record Entry(String name, int version, List<DirectoryRecord> records, Posix posix) {}

    /// A directory that is being read.
    private static final class Open {
        private final Attributes attributes;
        private final List<Entry> entries;
        private final Map<String, FileNode> nodes = new HashMap<>();
        private final boolean held; // directories that belong elsewhere
        private int next;

        Open(Attributes attributes, List<Entry> entries, boolean held) {
            this.held = held;
            this.attributes = attributes;
            this.entries = entries;
        }
    }

    /// {@return all files of the volume}
    static FileTree read(Volume volume) throws IOException {
        return new Reader(volume).read();
    }

    /// {@return which names a volume is read by}
    static Names names(Volume volume) throws IOException {
        var reader = new Reader(volume);
        reader.choose();
        return reader.names;
    }

    private VolumeDescriptor choose() throws IOException {
        DirectoryRecord root = volume.primary().root();
        if (systemUse.begin(directories.self(root.where(), root.block()))) {
            names = Names.ROCK_RIDGE;
            return volume.primary();
        }
        names = volume.jolietTree().isPresent() ? Names.JOLIET : Names.PLAIN;
        return volume.jolietTree().orElse(volume.primary());
    }

    private FileTree read() throws IOException {
        DirectoryRecord root = choose().root();
        Posix posix =
                names == Names.ROCK_RIDGE
                        ? systemUse.of(directories.self(root.where(), root.block()))
                        : new Posix();
        var path = new ArrayDeque<Open>();
        path.push(open(root.where(), root.block(), root.size(), attributes(root, posix, true)));
        while (true) {
            Open top = path.element();
            if (top.next < top.entries.size()) {
                Entry entry = top.entries.get(top.next);
                DirectoryRecord record = entry.records().getFirst();
                if (record.isDirectory() || entry.posix().child >= 0) {
                    if (path.size() >= MAX_DEPTH) {
                        throw new UnsupportedImageException(
                                record.where(), "a path of more than 2048 names");
                    }
                    path.push(directory(record, entry.posix()));
                } else {
                    top.nodes.put(entry.name(), file(entry));
                    top.next++;
                }
                continue;
            }
            var done = new Directory(top.attributes, top.nodes);
            path.pop();
            if (path.isEmpty()) {
                return new FileTree(done);
            }
            Open above = path.element();
            String name = above.entries.get(above.next++).name();
            if (done.count() > 0 || !top.held) {
                above.nodes.put(name, done);
            }
        }
    }

    private Open directory(DirectoryRecord record, Posix posix) throws IOException {
        if (posix.child < 0) {
            return open(
                    record.where(), record.block(), record.size(), attributes(record, posix, true));
        }
        // moved, as it lies too deep for ECMA-119: what it is stands in its own record
        DirectoryRecord self = directories.self(record.where(), posix.child);
        Posix own = systemUse.of(self);
        return open(record.where(), posix.child, self.size(), attributes(self, own, true));
    }

    private Open open(Where from, long block, long size, Attributes attributes) throws IOException {
        var entries = new ArrayList<Entry>();
        var known = new HashMap<String, Integer>(); // index by name
        var extents = new ArrayList<DirectoryRecord>();
        var held = new boolean[1];
        directories.read(
                from,
                block,
                size,
                (_, record) -> {
                    if (record.isSelf() || record.isParent() || record.isAssociated()) {
                        return;
                    }
                    if (!extents.isEmpty()
                            && !Arrays.equals(
                                    extents.getFirst().identifier(), record.identifier())) {
                        throw new CorruptImageException(
                                record.where(),
                                "another file",
                                "the next extent of the one before");
                    }
                    extents.add(record);
                    if (!record.isContinued() || record.isDirectory()) {
                        held[0] |= !entry(List.copyOf(extents), entries, known);
                        extents.clear();
                    }
                });
        if (!extents.isEmpty()) {
            throw new CorruptImageException(
                    extents.getFirst().where(), "a file whose extents go on", "its last one");
        }
        return new Open(attributes, entries, held[0]);
    }

    /// Notes a file. Of several versions the latest counts.
    ///
    /// @return whether it is one; false for a directory that is here as it lies too deep elsewhere
    private boolean entry(
            List<DirectoryRecord> records, List<Entry> entries, Map<String, Integer> known)
            throws IOException {
        DirectoryRecord first = records.getFirst();
        Posix posix = names == Names.ROCK_RIDGE ? systemUse.of(first) : new Posix();
        if (posix.moved) {
            return false;
        }
        Names.Versioned it = names.of(first.identifier(), first.isDirectory());
        String name = posix.named ? FileNames.decode(posix.name.toByteArray()) : it.name();
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf(0) >= 0) {
            throw new CorruptImageException(
                    first.where(), "a name that is none: \"%s\"".formatted(name), "a file's");
        }
        var entry = new Entry(name, it.version(), records, posix);
        Integer before = known.putIfAbsent(name, entries.size());
        if (before == null) {
            entries.add(entry);
        } else if (posix.named || entries.get(before).version() == entry.version()) {
            throw new CorruptImageException(first.where(), "\"" + name + "\" twice", "a name once");
        } else if (entries.get(before).version() < entry.version()) {
            entries.set(before, entry);
        }
        return true;
    }

    private Attributes attributes(DirectoryRecord record, Posix posix, boolean directory) {
        int mode = directory ? DIRECTORY_MODE : FILE_MODE;
        Long modified = posix.modified;
        return new Attributes(
                posix.mode >= 0 ? (int) posix.mode & 07777 : mode,
                posix.uid,
                posix.gid,
                modified == null ? record.time() : modified,
                posix.nanos,
                Attributes.NO_XATTRS);
    }

    private FileNode file(Entry entry) throws IOException {
        DirectoryRecord record = entry.records().getFirst();
        Posix posix = entry.posix();
        Attributes attributes = attributes(record, posix, false);
        int type = posix.mode < 0 ? 0 : (int) posix.mode & TYPE_MASK;
        SpecialFile.@Nullable Kind kind =
                switch (type) {
                    case 0x1000 -> SpecialFile.Kind.FIFO;
                    case 0x2000 -> SpecialFile.Kind.CHARACTER_DEVICE;
                    case 0x6000 -> SpecialFile.Kind.BLOCK_DEVICE;
                    case 0xc000 -> SpecialFile.Kind.SOCKET;
                    default -> null;
                };
        if (kind != null) {
            return linked(entry, special(record, attributes, kind, posix));
        }
        if (type == 0xa000 || posix.link) {
            String target = FileNames.decode(posix.target.toByteArray());
            if (target.isEmpty() || target.indexOf(0) >= 0) {
                throw new CorruptImageException(
                        record.where(), "a link whose target is empty or has a NUL", "one");
            }
            return linked(entry, new SymbolicLink(attributes, target));
        }
        if (type != 0 && type != 0x8000) {
            throw new CorruptImageException(
                    record.where(), "mode 0%o".formatted(posix.mode), "a kind of file");
        }
        return linked(entry, new RegularFile(attributes, content(entry)));
    }

    /// {@return the node of a file that has several names, the same for each}
    private FileNode linked(Entry entry, FileNode node) {
        Posix posix = entry.posix();
        if (posix.links < 2 || posix.serial < 0) {
            return node;
        }
        DirectoryRecord record = entry.records().getFirst();
        var identity = new Identity(posix.serial, record.block(), record.size());
        FileNode known = linked.putIfAbsent(identity, node);
        return known != null && known.getClass() == node.getClass() ? known : node;
    }

    /// Numbers of a device come whole in the lower half, as Linux has them in 32 bits, or as one half each.
    private static SpecialFile special(
            DirectoryRecord record, Attributes attributes, SpecialFile.Kind kind, Posix posix)
            throws CorruptImageException {
        if (kind == SpecialFile.Kind.FIFO || kind == SpecialFile.Kind.SOCKET) {
            return new SpecialFile(attributes, kind, 0, 0);
        }
        boolean whole = posix.deviceHigh == 0 && posix.deviceLow > 0xff;
        long low = posix.deviceLow;
        long major = whole ? low >>> 8 & 0xfff : posix.deviceHigh;
        long minor = whole ? low & 0xff | low >>> 12 & 0xf_ff00 : low;
        if (major < 0 || minor < 0 || major > 0xfff || minor > 0xf_ffff) {
            throw new CorruptImageException(
                    record.where(),
                    "a device %d:%d".formatted(posix.deviceHigh, posix.deviceLow),
                    "its numbers");
        }
        return new SpecialFile(attributes, kind, (int) major, (int) minor);
    }

    private Scattered content(Entry entry) throws IOException {
        var builder = new Scattered.Builder();
        long size = 0;
        long blockSize = volume.primary().blockSize();
        for (DirectoryRecord it : entry.records()) {
            if (entry.posix().compressed) {
                throw new UnsupportedImageException(it.where(), "a compressed file (zisofs, ZF)");
            }
            if (it.isInterleaved()) {
                throw new UnsupportedImageException(it.where(), "an interleaved file");
            }
            if (it.disc() > 1) {
                throw new UnsupportedImageException(
                        it.where(), "a file on disc %d of a set".formatted(it.disc()));
            }
            if (it.size() == 0) {
                continue;
            }
            volume.requireInside(it.where(), it.block(), it.size());
            builder.add(size, it.size(), it.block() * blockSize);
            size += it.size();
        }
        return builder.build(volume.source(), size);
    }
}
