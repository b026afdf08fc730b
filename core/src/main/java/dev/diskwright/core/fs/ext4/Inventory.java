package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.ImageException;
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
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The tree with its files numbered and measured: all of the layout that does not depend on the volume's size. Files
/// stand in slots: the journal, the top directory, `lost+found`, then the others as a walk meets them. Takes some 40
/// bytes a file beside the tree.
final class Inventory {
    /// Slot of the journal.
    static final int JOURNAL = 0;

    /// Slot of the top directory.
    static final int ROOT = 1;

    private static final int FIRST_FREE = 2; // slot of the first inode that is not reserved
    private static final int FIRST_FREE_INODE = 11;
    private static final String LOST_FOUND = "lost+found";
    private static final int[] NO_ENTRIES = {};
    private static final int MAX_LINKS = 65000;
    private static final int MAX_FAST_LINK = InodeRecord.BLOCK_SIZE - 1;
    private static final long MAX_FILE_BLOCKS = 0xffff_ffffL;

    private final Ext4Parameters parameters;
    private final DirectoryHash hash;
    private final NodeIndex index = new NodeIndex();
    private FileNode[] nodes = new FileNode[64];
    private int[] parents = new int[64];
    private int[] links = new int[64];
    private long[] blocks = new long[64];
    private int[][] entries = new int[64][]; // slots of a directory's entries
    private int count;
    private final Map<Integer, HashedDirectory> hashed = new HashMap<>();
    private final Map<Integer, long[]> sparse = new HashMap<>();
    private final BitSet attributeBlocks = new BitSet();
    private long total;

    private Inventory(Ext4Parameters parameters) {
        this.parameters = parameters;
        hash = new DirectoryHash(DirectoryHash.HALF_MD4, false, parameters.hashSeed());
    }

    /// {@return the inventory of `tree`}
    ///
    /// @throws DoesNotFitException naming the file that no ext4 volume with these parameters can hold
    static Inventory of(FileTree tree, Ext4Parameters parameters) throws ImageException {
        var inventory = new Inventory(parameters);
        inventory.take(tree.root());
        return inventory;
    }

    /// {@return number of slots}
    int slots() {
        return count;
    }

    /// {@return inode number of a slot}
    static long inode(int slot) {
        return switch (slot) {
            case JOURNAL -> Superblock.JOURNAL_INODE;
            case ROOT -> Superblock.ROOT_INODE;
            default -> slot - FIRST_FREE + (long) FIRST_FREE_INODE;
        };
    }

    /// {@return slot of an inode, -1 if it is reserved or free}
    int slot(long inode) {
        if (inode == Superblock.JOURNAL_INODE) {
            return JOURNAL;
        }
        if (inode == Superblock.ROOT_INODE) {
            return ROOT;
        }
        long slot = inode - FIRST_FREE_INODE + FIRST_FREE;
        return slot >= FIRST_FREE && slot < count ? (int) slot : -1;
    }

    /// {@return the highest inode number in use}
    long lastInode() {
        return Math.max(inode(count - 1), FIRST_FREE_INODE - 1);
    }

    FileNode node(int slot) {
        return nodes[slot];
    }

    boolean isDirectory(int slot) {
        return nodes[slot] instanceof Directory;
    }

    /// {@return slot of the directory that a directory lies in}
    int parent(int slot) {
        return parents[slot];
    }

    /// {@return number of links as the inode has it}
    int links(int slot) {
        return links[slot] > MAX_LINKS
                ? 1
                : links[slot]; // 1: a directory whose links are not counted
    }

    /// {@return slot of the file that entry `entry` of a directory names}
    int entry(int slot, int entry) {
        return entries[slot][entry];
    }

    /// {@return number of blocks of contents, without holes; 0 for the journal}
    long blocks(int slot) {
        return blocks[slot];
    }

    /// {@return where a file with holes has contents: pairs of first block and number of blocks, ascending; null for a
    /// file without holes}
    long @Nullable [] runs(int slot) {
        return sparse.get(slot);
    }

    /// {@return the index of a directory, null if it has one block and none}
    @Nullable HashedDirectory hashed(int slot) {
        return hashed.get(slot);
    }

    /// {@return whether there are extended attributes that the inode has no room for}
    boolean hasAttributeBlock(int slot) {
        return attributeBlocks.get(slot);
    }

    /// {@return blocks of all contents and extended attributes, without trees of extents}
    long totalBlocks() {
        return total + attributeBlocks.cardinality();
    }

    private void take(Directory root) throws ImageException {
        Attributes owned = Attributes.root(0600, parameters.timestamp());
        add(new RegularFile(owned, BlockSource.zeros(0)), JOURNAL);
        links[JOURNAL] = 1;
        Directory top = withLostFound(root);
        int rootSlot = add(top, ROOT);
        Directory lost = top.get(LOST_FOUND) instanceof Directory directory ? directory : null;
        int lostSlot = lost == null ? -1 : add(lost, rootSlot);
        var stack = new ArrayDeque<Frame>();
        stack.push(new Frame(top, rootSlot, ""));
        measure(stack, rootSlot, top);
        while (!stack.isEmpty()) {
            Frame frame = stack.getFirst();
            if (frame.next == frame.directory.count()) {
                stack.pop();
                continue;
            }
            int entry = frame.next++;
            FileNode node = frame.directory.node(entry);
            frame.name = frame.directory.name(entry);
            int slot;
            if (node instanceof Directory below) {
                boolean isLost = frame.slot == ROOT && frame.name.equals(LOST_FOUND);
                slot = isLost ? lostSlot : add(below, frame.slot);
                links[frame.slot]++;
                measure(stack, slot, below);
                stack.push(new Frame(below, slot, ""));
            } else {
                slot = index.find(nodes, node);
                if (slot < 0) {
                    slot = add(node, frame.slot);
                    index.add(nodes, slot);
                    measure(stack, slot, node);
                }
                if (++links[slot] > MAX_LINKS) {
                    throw refuse(stack, "more hard links", MAX_LINKS + " hard links");
                }
            }
            entries[frame.slot][entry] = slot;
        }
        if (lastInode() > 0xffff_fff0L) {
            throw new DoesNotFitException(
                    Where.file("ext4 file system"), lastInode() + " files", "2^32 - 16 inodes");
        }
    }

    private Directory withLostFound(Directory root) {
        if (root.get(LOST_FOUND) != null) {
            return root;
        }
        var all = new TreeMap<String, FileNode>(FileNames.BYTE_ORDER);
        for (int i = 0; i < root.count(); i++) {
            all.put(root.name(i), root.node(i));
        }
        Attributes attributes = Attributes.root(0700, parameters.timestamp());
        all.put(LOST_FOUND, new Directory(attributes, Map.of()));
        return new Directory(root.attributes(), all);
    }

    private int add(FileNode node, int parent) {
        if (count == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * count);
            parents = Arrays.copyOf(parents, 2 * count);
            links = Arrays.copyOf(links, 2 * count);
            blocks = Arrays.copyOf(blocks, 2 * count);
            entries = Arrays.copyOf(entries, 2 * count);
        }
        nodes[count] = node;
        parents[count] = parent;
        entries[count] = NO_ENTRIES;
        if (node instanceof Directory directory) {
            links[count] = 2;
            entries[count] = new int[directory.count()];
        }
        return count++;
    }

    private void measure(ArrayDeque<Frame> path, int slot, FileNode node) throws ImageException {
        Attributes attributes = node.attributes();
        long seconds = attributes.seconds();
        if (seconds < Ext4Parameters.MIN_TIME || seconds > Ext4Parameters.MAX_TIME) {
            throw refuse(
                    path,
                    "a modification time of " + seconds + " s",
                    Ext4Parameters.MIN_TIME + " to " + Ext4Parameters.MAX_TIME + " s");
        }
        if (!attributes.xattrs().isEmpty()) {
            var split = ExtendedAttributes.of(attributes.xattrs(), parameters);
            if (!split.problem().isEmpty()) {
                throw refuse(path, split.problem(), split.limit());
            }
            attributeBlocks.set(slot, split.needsBlock());
        }
        blocks[slot] =
                switch (node) {
                    case Directory directory -> directoryBlocks(path, slot, directory);
                    case RegularFile file -> contentBlocks(path, slot, file);
                    case SymbolicLink link -> targetBlocks(path, link);
                    case SpecialFile _ -> 0;
                };
        total += blocks[slot];
    }

    private long directoryBlocks(ArrayDeque<Frame> path, int slot, Directory directory)
            throws ImageException {
        long size = 0;
        for (int i = 0; i < directory.count(); i++) {
            int length = FileNames.encode(directory.name(i)).length;
            if (length > DirectoryBlock.MAX_NAME) {
                throw refuse(
                        path,
                        "a name of " + length + " bytes: " + directory.name(i),
                        DirectoryBlock.MAX_NAME + " bytes");
            }
            size += DirectoryBlock.entrySize(length);
        }
        if (DirectoryBlocks.fitsOneBlock(size, parameters.blockSize())) {
            return 1;
        }
        var tree = HashedDirectory.of(directory, hash, parameters.blockSize());
        if (tree == null) {
            throw refuse(
                    path,
                    directory.count() + " entries in a directory",
                    "what two levels of index reach");
        }
        hashed.put(slot, tree);
        return tree.blocks();
    }

    private long targetBlocks(ArrayDeque<Frame> path, SymbolicLink link) throws ImageException {
        byte[] target = FileNames.encode(link.target());
        int limit = Math.min(4095, parameters.blockSize() - 1);
        if (target.length == 0 || target.length > limit || link.target().indexOf(0) >= 0) {
            throw refuse(
                    path,
                    "a symbolic link's target of " + target.length + " bytes",
                    "1 to " + limit + " bytes without NUL");
        }
        return isFast(target) ? 0 : 1;
    }

    /// {@return whether a symbolic link's target fits in the inode}
    static boolean isFast(byte[] target) {
        return target.length <= MAX_FAST_LINK;
    }

    private long contentBlocks(ArrayDeque<Frame> path, int slot, RegularFile file)
            throws ImageException {
        BlockSource content = file.content();
        long size = content.size();
        int blockSize = parameters.blockSize();
        long whole = Math.ceilDiv(size, (long) blockSize);
        if (whole > MAX_FILE_BLOCKS) {
            throw refuse(path, size + " bytes", MAX_FILE_BLOCKS * blockSize + " bytes");
        }
        try {
            Extent first = size < blockSize ? null : content.extentAt(0);
            if (first == null || !first.isZero() && first.end() == size) {
                return whole;
            }
            long[] runs = FileRuns.of(content, blockSize);
            long used = 0;
            for (int i = 1; i < runs.length; i += 2) {
                used += runs[i];
            }
            if (used < whole) {
                sparse.put(slot, runs);
            }
            return used;
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw new HostException(Where.file(path(path)), "cannot find its holes", e);
        }
    }

    private static DoesNotFitException refuse(ArrayDeque<Frame> path, String found, String limit) {
        return new DoesNotFitException(Where.file(path(path)), found, limit);
    }

    private static String path(ArrayDeque<Frame> stack) {
        var path = new StringBuilder();
        for (Iterator<Frame> it = stack.descendingIterator(); it.hasNext(); ) {
            path.append('/').append(it.next().name);
        }
        return path.toString();
    }

    /// A directory half-way through, and the entry it is at.
    private static final class Frame {
        final Directory directory;
        final int slot;
        String name;
        int next;

        Frame(Directory directory, int slot, String name) {
            this.directory = directory;
            this.slot = slot;
            this.name = name;
        }
    }
}
