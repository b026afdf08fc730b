package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.put32;

import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import java.lang.foreign.MemorySegment;

/// All inodes up to the last one in use, as if their tables lay end to end. Access, change and creation count as the
/// modification, so that they depend on the tree alone.
final class InodeTable extends GeneratedBlocks {
    private final Placement placement;
    private final Inventory inventory;
    private final Ext4Parameters parameters;
    private final Ext4Checksums checksums;

    InodeTable(Placement placement, Ext4Parameters parameters, Ext4Checksums checksums) {
        super(parameters.inodeSize(), placement.inventory().lastInode());
        this.placement = placement;
        this.inventory = placement.inventory();
        this.parameters = parameters;
        this.checksums = checksums;
    }

    /// {@return the kind of file as the inode's mode has it}
    static int typeOf(FileNode node) {
        return switch (node) {
            case Directory _ -> InodeRecord.DIRECTORY;
            case RegularFile _ -> InodeRecord.REGULAR;
            case SymbolicLink _ -> InodeRecord.SYMBOLIC_LINK;
            case SpecialFile special ->
                    switch (special.kind()) {
                        case CHARACTER_DEVICE -> InodeRecord.CHARACTER_DEVICE;
                        case BLOCK_DEVICE -> InodeRecord.BLOCK_DEVICE;
                        case FIFO -> InodeRecord.FIFO;
                        case SOCKET -> InodeRecord.SOCKET;
                    };
        };
    }

    @Override
    void fill(long index, MemorySegment bytes) {
        int slot = inventory.slot(index + 1);
        boolean absent = slot == Inventory.JOURNAL && placement.journalBlocks() == 0;
        if (slot >= 0 && !absent) {
            var inode = new InodeRecord(bytes);
            describe(slot, inode);
            inode.checksum(checksums.inode(index + 1, inode));
        }
    }

    private void describe(int slot, InodeRecord inode) {
        FileNode node = inventory.node(slot);
        Attributes attributes = node.attributes();
        long seconds = attributes.seconds();
        int nanos = attributes.nanos();
        inode.extraSize(InodeRecord.EXTRA_SIZE);
        inode.mode(typeOf(node) | attributes.mode());
        inode.uid(attributes.uid());
        inode.gid(attributes.gid());
        inode.linksCount(inventory.links(slot));
        inode.modificationTime(seconds, nanos);
        inode.accessTime(seconds, nanos);
        inode.changeTime(seconds, nanos);
        inode.creationTime(seconds, nanos);
        inode.blocks(placement.blocks(slot) * (parameters.blockSize() / 512));
        inode.fileAcl(placement.attributeBlock(slot));
        switch (node) {
            case Directory _ -> {
                inode.size(inventory.blocks(slot) * parameters.blockSize());
                inode.flags(inventory.hashed(slot) == null ? 0 : InodeRecord.INDEXED);
                extents(slot, inode);
            }
            case RegularFile file -> {
                boolean journal = slot == Inventory.JOURNAL;
                long journalSize = placement.journalBlocks() * parameters.blockSize();
                inode.size(journal ? journalSize : file.content().size());
                extents(slot, inode);
            }
            case SymbolicLink link -> {
                byte[] target = FileNames.encode(link.target());
                inode.size(target.length);
                if (Inventory.isFast(target)) {
                    inode.block().copyFrom(MemorySegment.ofArray(target));
                } else {
                    extents(slot, inode);
                }
            }
            case SpecialFile special -> device(special, inode.block());
        }
        if (!attributes.xattrs().isEmpty()) {
            ExtendedAttributes.of(attributes.xattrs(), parameters).writeBody(inode.bytes());
        }
    }

    private void extents(int slot, InodeRecord inode) {
        inode.flags(inode.flags() | InodeRecord.EXTENTS);
        new ExtentTree(placement, slot).writeRoot(inode.block());
    }

    /// Small device numbers stand in the first word in the old form, others in the second in the new one.
    private static void device(SpecialFile file, MemorySegment block) {
        int major = file.major();
        int minor = file.minor();
        if (major < 256 && minor < 256) {
            put32(block, 0, major << 8 | minor);
        } else {
            put32(block, 4, minor & 0xff | major << 8 | (minor & ~0xff) << 12);
        }
    }
}
