package dev.diskwright.core.fs.ext4;

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
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads all files of a volume into a tree, `lost+found` included as it is a directory like any other. Contents stay
/// where they are.
///
/// Each directory and each block of metadata is visited once, however the volume links them, so reading ends and takes
/// memory in proportion to what is there. Not for directories nested deeper than any path reaches.
final class Reader {
    private static final int MAX_DEPTH = 2048; // a path of 4096 bytes has no more names
    private static final int MAX_TARGET = 4095;

    private final Volume volume;
    private final XattrReader xattrs;
    private final Set<Long> metadata = new HashSet<>();
    private final Set<Long> directories = new HashSet<>();
    private final Map<Long, FileNode> files = new HashMap<>();

    Reader(Volume volume) {
        this.volume = volume;
        this.xattrs = new XattrReader(volume, this::claim);
    }

    /// A directory that is being read.
    private static final class Open {
        private final Attributes attributes;
        private final List<String> names = new ArrayList<>();
        private final List<Long> inodes = new ArrayList<>();
        private final Map<String, FileNode> nodes = new HashMap<>();
        private int next;

        Open(Attributes attributes) {
            this.attributes = attributes;
        }
    }

    /// {@return all files of the volume}
    FileTree read() throws IOException {
        InodeRecord root = volume.inode(Superblock.ROOT_INODE);
        if (root.type() != InodeRecord.DIRECTORY) {
            throw wrongMode(Superblock.ROOT_INODE, root, "a directory");
        }
        var path = new ArrayDeque<Open>();
        path.push(open(Superblock.ROOT_INODE, root));
        while (true) {
            Open top = path.element();
            if (top.next < top.names.size()) {
                long number = top.inodes.get(top.next);
                InodeRecord inode = volume.inode(number);
                if (inode.type() == InodeRecord.DIRECTORY) {
                    if (path.size() >= MAX_DEPTH) {
                        throw new UnsupportedImageException(
                                volume.inodeAt(number), "a path of more than 2048 names");
                    }
                    path.push(open(number, inode));
                } else {
                    top.nodes.put(top.names.get(top.next++), file(number, inode));
                }
                continue;
            }
            var done = new Directory(top.attributes, top.nodes);
            path.pop();
            if (path.isEmpty()) {
                return new FileTree(done);
            }
            Open above = path.element();
            above.nodes.put(above.names.get(above.next++), done);
        }
    }

    private Open open(long number, InodeRecord inode) throws IOException {
        if (!directories.add(number)) {
            throw new CorruptImageException(
                    volume.inodeAt(number), "a directory that stands in two places", "one");
        }
        refuseUnsupported(number, inode);
        var open = new Open(attributes(number, inode));
        var names = new HashSet<String>();
        var reader =
                new DirectoryReader(
                        volume,
                        (where, block, at) -> {
                            String name = FileNames.decode(block.name(at));
                            if (name.equals(".") || name.equals("..")) {
                                return;
                            }
                            if (!names.add(name)) {
                                throw new CorruptImageException(
                                        where, "\"" + name + "\" twice", "a name once");
                            }
                            open.names.add(name);
                            open.inodes.add(block.inode(at));
                        });
        if (inode.has(InodeRecord.INLINE_DATA)) {
            reader.inline(number, inline(number, inode));
            return open;
        }
        long blocks = Math.ceilDiv(inode.size(), volume.blockSize());
        Where where = volume.inodeAt(number);
        MapReader.read(
                volume,
                number,
                inode,
                sink((logical, length, physical, unwritten) -> {
                    for (long i = 0; i < length && logical + i < blocks; i++) {
                        claim(where, physical + i);
                        reader.block(number, inode, logical + i, physical + i);
                    }
                }));
        return open;
    }

    /// What a map's runs are for.
    private interface Runs {
        void run(long logical, long length, long physical, boolean unwritten) throws IOException;
    }

    private MapReader.Sink sink(Runs runs) {
        return new MapReader.Sink() {
            @Override
            public void node(Where where, long block) throws IOException {
                claim(where, block);
            }

            @Override
            public void run(long logical, long length, long physical, boolean unwritten)
                    throws IOException {
                runs.run(logical, length, physical, unwritten);
            }
        };
    }

    private void claim(Where where, long block) throws CorruptImageException {
        if (!metadata.add(block)) {
            throw new CorruptImageException(
                    where, "block %d a second time".formatted(block), "metadata used once");
        }
    }

    private FileNode file(long number, InodeRecord inode) throws IOException {
        FileNode known = files.get(number);
        if (known != null) {
            return known;
        }
        refuseUnsupported(number, inode);
        Attributes attributes = attributes(number, inode);
        FileNode node =
                switch (inode.type()) {
                    case InodeRecord.REGULAR -> new RegularFile(attributes, content(number, inode));
                    case InodeRecord.SYMBOLIC_LINK ->
                            new SymbolicLink(attributes, target(number, inode));
                    case InodeRecord.CHARACTER_DEVICE ->
                            device(attributes, SpecialFile.Kind.CHARACTER_DEVICE, inode);
                    case InodeRecord.BLOCK_DEVICE ->
                            device(attributes, SpecialFile.Kind.BLOCK_DEVICE, inode);
                    case InodeRecord.FIFO ->
                            new SpecialFile(attributes, SpecialFile.Kind.FIFO, 0, 0);
                    case InodeRecord.SOCKET ->
                            new SpecialFile(attributes, SpecialFile.Kind.SOCKET, 0, 0);
                    default -> throw wrongMode(number, inode, "a kind of file");
                };
        files.put(number, node);
        return node;
    }

    private CorruptImageException wrongMode(long number, InodeRecord inode, String expected)
            throws IOException {
        return new CorruptImageException(
                volume.inodeAt(number).field("mode", 0), "0%o".formatted(inode.mode()), expected);
    }

    private void refuseUnsupported(long number, InodeRecord inode) throws IOException {
        String feature =
                inode.has(InodeRecord.ENCRYPTED)
                        ? "an encrypted file"
                        : inode.has(InodeRecord.COMPRESSED) ? "a compressed file" : "";
        if (!feature.isEmpty()) {
            throw new UnsupportedImageException(
                    volume.inodeAt(number).field("flags", 0x20), feature);
        }
        if (inode.size() < 0 || inode.size() > MapReader.MAX_BLOCKS * volume.blockSize()) {
            throw new CorruptImageException(
                    volume.inodeAt(number).field("size", 0x04),
                    Long.toUnsignedString(inode.size()),
                    "at most 2^32 blocks");
        }
    }

    private Attributes attributes(long number, InodeRecord inode) throws IOException {
        int nanos = inode.modificationNanos();
        if (nanos > 999_999_999) {
            throw new CorruptImageException(
                    volume.inodeAt(number).field("mtimeExtra", 0x88),
                    nanos + " ns",
                    "less than a second");
        }
        return new Attributes(
                inode.mode() & ~InodeRecord.TYPE_MASK,
                inode.uid(),
                inode.gid(),
                inode.modificationSeconds(),
                nanos,
                xattrs.read(number, inode));
    }

    private InlineData inline(long number, InodeRecord inode) throws IOException {
        return InlineData.of(volume, number, inode, xattrs.values());
    }

    private Scattered content(long number, InodeRecord inode) throws IOException {
        if (inode.has(InodeRecord.INLINE_DATA)) {
            return inline(number, inode).content(volume);
        }
        var builder = new Scattered.Builder();
        long blockSize = volume.blockSize();
        MapReader.read(
                volume,
                number,
                inode,
                sink((logical, length, physical, unwritten) -> {
                    if (!unwritten) {
                        builder.add(logical * blockSize, length * blockSize, physical * blockSize);
                    }
                }));
        return builder.build(volume.source(), inode.size());
    }

    private String target(long number, InodeRecord inode) throws IOException {
        long size = inode.size();
        if (size < 1 || size > MAX_TARGET) {
            throw new CorruptImageException(
                    volume.inodeAt(number).field("size", 0x04),
                    "a link of %d bytes".formatted(size),
                    "1 to 4095");
        }
        MemorySegment bytes =
                inode.isFastLink(volume.superblock().clusterSize())
                        ? inode.block().asSlice(0, size)
                        : content(number, inode).bytes(0, (int) size);
        String target = FileNames.decode(bytes.toArray(ValueLayout.JAVA_BYTE));
        if (target.indexOf(0) >= 0) {
            throw new CorruptImageException(
                    volume.inodeAt(number), "a link's target with NUL", "one without");
        }
        return target;
    }

    private static SpecialFile device(
            Attributes attributes, SpecialFile.Kind kind, InodeRecord inode) {
        int old = (int) LittleEndian.u32(inode.block(), 0);
        if (old != 0) {
            return new SpecialFile(attributes, kind, old >>> 8 & 0xff, old & 0xff);
        }
        int device = (int) LittleEndian.u32(inode.block(), 4);
        int minor = device & 0xff | device >>> 12 & 0xfff00;
        return new SpecialFile(attributes, kind, device >>> 8 & 0xfff, minor);
    }
}
