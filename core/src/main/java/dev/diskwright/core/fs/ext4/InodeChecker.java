package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.u32;
import static dev.diskwright.core.fs.ext4.LittleEndian.u8;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Checks every inode that may be in use, and notes the blocks it claims.
final class InodeChecker {
    private static final long SPECIAL_FLAGS = InodeRecord.IMMUTABLE | InodeRecord.APPEND;
    private static final int DEVICE_POINTERS = 4; // of the block field that a device may use

    private final Volume volume;
    private final Superblock sb;
    private final Report report;
    private final Census census;
    private final XattrChecker xattrs;
    private final XattrEntries.Values values;
    private final int clusterBlocks;

    InodeChecker(Volume volume, Report report, Census census, XattrEntries.Values values) {
        this.values = values;
        this.volume = volume;
        this.sb = volume.superblock();
        this.report = report;
        this.census = census;
        this.xattrs = new XattrChecker(volume, report, census, values);
        this.clusterBlocks = sb.blocksPerCluster();
    }

    void check() throws IOException {
        for (long group = 0; group < sb.groupsCount(); group++) {
            if (!census.lostGroups.contains(group)) {
                group(group);
            }
        }
        xattrs.finish();
        if (census.mode(Superblock.ROOT_INODE) >>> 12 != InodeRecord.DIRECTORY >>> 12) {
            report.error(
                    volume.where().structure("root directory", 0),
                    "inode 2 is not a directory in use");
        }
    }

    private void group(long group) throws IOException {
        GroupDescriptor descriptor = volume.rawDescriptor(group);
        boolean lazy = sb.hasDescriptorChecksums();
        if (lazy && (descriptor.flags() & GroupDescriptor.INODE_UNINIT) != 0) {
            return;
        }
        long count = sb.inodesPerGroup() - (lazy ? descriptor.itableUnused() : 0);
        long first = group * sb.inodesPerGroup() + 1;
        int perBlock = volume.blockSize() / sb.inodeRecordSize();
        long offset = descriptor.inodeTable() * volume.blockSize();
        for (long index = 0; index < count; ) {
            if (index % perBlock == 0) {
                long at = offset + index * sb.inodeRecordSize();
                var extent = volume.source().extentAt(at);
                long blocks = (extent.end() - at) / volume.blockSize();
                if (extent.isZero() && blocks > 0) {
                    index += Math.min(blocks * perBlock, count - index);
                    continue;
                }
            }
            long number = first + index++;
            inode(number, volume.rawInode(number, descriptor));
        }
    }

    private void inode(long number, InodeRecord inode) throws IOException {
        Where at = volume.inodeAt(number);
        boolean reserved = number < sb.firstInode() && number != Superblock.ROOT_INODE;
        boolean orphan = census.orphans.contains(number);
        if (!orphan && inode.linksCount() == 0 && !(reserved && inode.mode() != 0)) {
            if (inode.mode() != 0 && inode.deletionTime() == 0 && !reserved) {
                report.error(at.field("dtime", 0x14), "a deleted inode without a time of it");
            }
            if (!reserved || u32(inode.block(), 0) == 0) {
                return;
            }
        }
        if (sb.hasMetadataChecksums()) {
            long expected = volume.expectedChecksum(number, inode);
            if (inode.checksum() != expected) {
                report.error(
                        at.field("checksum", InodeRecord.CHECKSUM_LO_OFFSET),
                        "found 0x%x, expected 0x%x".formatted(inode.checksum(), expected));
            }
        }
        if (!reserved) {
            census.inode(number, inode.mode(), inode.linksCount());
            if (inode.has(InodeRecord.EA_INODE)) {
                census.valueInodes.add(number);
            }
            if (inode.deletionTime() != 0 && !orphan) {
                report.error(at.field("dtime", 0x14), "an inode in use with a time of deletion");
            }
        }
        fields(at, inode);
        long attributeClusters = xattrs.check(number, inode);
        if (number == Superblock.RESIZE_INODE && sb.hasCompat(Features.Compat.RESIZE_INODE)) {
            new ResizeInodeChecker(volume, report, census).check(at, inode);
            return;
        }
        kind(number, at, inode, reserved);
        contents(number, at, inode, attributeClusters);
    }

    private void fields(Where at, InodeRecord inode) {
        MemorySegment bytes = inode.bytes();
        if (u32(bytes, 0x70) != 0) {
            report.error(at.field("faddr", 0x70), "found a fragment, expected 0");
        }
        if (!sb.has64Bit() && LittleEndian.u16(bytes, 0x76) != 0) {
            report.error(at.field("fileAclHigh", 0x76), "not 0 without feature 64bit");
        }
        if (!sb.hasRoCompat(Features.RoCompat.HUGE_FILE)
                && (LittleEndian.u16(bytes, 0x74) != 0 || inode.has(InodeRecord.HUGE_FILE))) {
            report.error(at.field("blocksHigh", 0x74), "not 0 without feature huge_file");
        }
        int extra = inode.extraSize();
        long room = bytes.byteSize() - InodeRecord.SMALL_SIZE;
        if (extra != 0 && (extra < 4 || extra % 4 != 0 || extra > room)) {
            report.error(
                    at.field("extraIsize", 0x80),
                    "found %d, expected a multiple of 4 from 4 to %d".formatted(extra, room));
        }
        if (inode.modificationNanos() > 999_999_999) {
            report.warning(at.field("mtimeExtra", 0x88), "more nanoseconds than a second has");
        }
        flag(at, inode, InodeRecord.COMPRESSED, "a compressed file", false);
        flag(at, inode, InodeRecord.EXTENTS, "extents", sb.hasIncompat(Features.Incompat.EXTENTS));
        flag(
                at,
                inode,
                InodeRecord.INLINE_DATA,
                "inline_data",
                sb.hasIncompat(Features.Incompat.INLINE_DATA));
        flag(
                at,
                inode,
                InodeRecord.ENCRYPTED,
                "encrypt",
                sb.hasIncompat(Features.Incompat.ENCRYPT));
        flag(
                at,
                inode,
                InodeRecord.CASEFOLD,
                "casefold",
                sb.hasIncompat(Features.Incompat.CASEFOLD)
                        && inode.type() == InodeRecord.DIRECTORY);
        flag(
                at,
                inode,
                InodeRecord.INDEXED,
                "an index",
                sb.hasCompat(Features.Compat.DIR_INDEX) && inode.type() == InodeRecord.DIRECTORY);
        flag(
                at,
                inode,
                InodeRecord.EA_INODE,
                "ea_inode",
                sb.hasIncompat(Features.Incompat.EA_INODE));
        flag(
                at,
                inode,
                0x2000, // magic inode of AFS
                "imagic",
                sb.hasCompat(Features.Compat.IMAGIC_INODES));
    }

    private void flag(Where at, InodeRecord inode, long flag, String what, boolean allowed) {
        if (!allowed && inode.has(flag)) {
            report.error(
                    at.field("flags", 0x20),
                    "has the flag for %s, which neither kind nor features allow".formatted(what));
        }
    }

    private void kind(long number, Where at, InodeRecord inode, boolean reserved) {
        int type = inode.type();
        switch (type) {
            case InodeRecord.DIRECTORY -> {
                if (reserved) {
                    badMode(at, inode, "0 or a regular file, in a reserved inode");
                } else {
                    census.directories.put(number, new Census.DirectoryFacts());
                    if (inode.linksCount() == 0) {
                        forget(number); // an orphan, empty
                    }
                }
            }
            case InodeRecord.REGULAR -> {
                if (inode.size() >= 1L << 31 && !sb.hasRoCompat(Features.RoCompat.LARGE_FILE)) {
                    report.error(
                            at.field("size", 0x04), "2 GiB or more without feature large_file");
                }
            }
            case InodeRecord.SYMBOLIC_LINK,
                    InodeRecord.CHARACTER_DEVICE,
                    InodeRecord.BLOCK_DEVICE,
                    InodeRecord.FIFO,
                    InodeRecord.SOCKET -> {
                if (reserved) {
                    badMode(at, inode, "0 or a regular file, in a reserved inode");
                }
                if (inode.has(SPECIAL_FLAGS)) {
                    report.error(at.field("flags", 0x20), "immutable or append-only, and no file");
                }
                if (type != InodeRecord.SYMBOLIC_LINK) {
                    special(at, inode);
                }
            }
            default -> {
                if (!reserved || inode.mode() != 0) {
                    badMode(at, inode, "a kind of file");
                }
            }
        }
    }

    private void badMode(Where at, InodeRecord inode, String expected) {
        report.error(
                at.field("mode", 0), "found 0%o, expected %s".formatted(inode.mode(), expected));
    }

    private void special(Where at, InodeRecord inode) {
        if (inode.has(InodeRecord.EXTENTS | InodeRecord.INDEXED)) {
            report.error(
                    at.field("flags", 0x20), "extents or index, and neither file nor directory");
        }
        if (inode.size() != 0) {
            report.differs(at.field("size", 0x04), inode.size(), 0);
        }
        for (int i = DEVICE_POINTERS; i < InodeRecord.BLOCK_SIZE / 4; i++) {
            if (u32(inode.block(), 4L * i) != 0) {
                report.error(at.field("block", InodeRecord.BLOCK_OFFSET), "a device with blocks");
                return;
            }
        }
    }

    /// What an inode's map covers.
    private final class Tally implements MapReader.Sink {
        private final Where at;
        private long allocated;
        private long contents;
        private long first = -1; // block of the volume
        private long last = -1; // block of the file, as the next

        private long lastWritten = -1;
        private boolean unwritten;
        private boolean shared;
        private final BlockSet own = new BlockSet(); // clusters, by their first block

        Tally(Where at) {
            this.at = at;
        }

        @Override
        public void node(Where where, long block) {
            allocate(where, block, 1);
        }

        @Override
        public void run(long logical, long length, long physical, boolean isUnwritten) {
            allocate(at, physical, length);
            first = first < 0 ? physical : first;
            contents += length;
            last = logical + length - 1;
            unwritten |= isUnwritten;
            if (!isUnwritten) {
                lastWritten = last;
            }
        }

        /// Claims blocks, by whole clusters; extents and nodes of one file may share one.
        private void allocate(Where where, long from, long count) {
            if (clusterBlocks == 1) {
                shared |= claim(where, from, count);
                allocated += count;
                return;
            }
            long start = from - (from - sb.firstDataBlock()) % clusterBlocks;
            for (long cluster = start; cluster < from + count; cluster += clusterBlocks) {
                if (!own.contains(cluster)) {
                    own.add(cluster, 1);
                    shared |= claim(where, cluster, clusterBlocks);
                    allocated += clusterBlocks;
                }
            }
        }

        @Override
        public void indexStart(Where where, long found, long expected) {
            report.error(
                    where,
                    found < 0
                            ? "an empty extent block"
                            : "begins at file block %d, but its index says %d"
                                    .formatted(found, expected));
        }
    }

    /// {@return whether some of the blocks were claimed before}
    private boolean claim(Where at, long first, long count) {
        boolean free = false;
        if (census.metadata.containsAny(first, count)) {
            report.error(
                    at,
                    "blocks %d to %d overlap the groups' metadata"
                            .formatted(first, first + count - 1));
        } else if (census.used.containsAny(first, count)
                && !sb.hasRoCompat(Features.RoCompat.SHARED_BLOCKS)) {
            report.error(
                    at,
                    "blocks %d to %d are claimed more than once"
                            .formatted(first, first + count - 1));
        } else {
            free = true;
        }
        census.used.add(first, count);
        return !free;
    }

    private void contents(long number, Where at, InodeRecord inode, long attributeClusters)
            throws IOException {
        var tally = new Tally(at);
        if (hasMap(inode)) {
            try {
                MapReader.read(volume, number, inode, tally);
            } catch (ImageException fault) {
                report.error(fault);
                forget(number);
                return;
            }
        }
        if (tally.shared) {
            forget(number);
        }
        boolean inBlocks =
                inode.has(InodeRecord.HUGE_FILE) && sb.hasRoCompat(Features.RoCompat.HUGE_FILE);
        long unit = inBlocks ? 1 : volume.blockSize() / 512;
        long expected = (tally.allocated + attributeClusters * clusterBlocks) * unit;
        if (inode.blocks() != expected) {
            report.differs(at.field("blocks", 0x1c), inode.blocks(), expected);
        }
        if (inode.has(InodeRecord.INLINE_DATA)) {
            inlineSize(number, at, inode);
            return;
        }
        switch (inode.type()) {
            case InodeRecord.DIRECTORY -> directorySize(at, inode, tally);
            case InodeRecord.SYMBOLIC_LINK -> link(at, inode, tally);
            case InodeRecord.REGULAR -> {
                if (!census.orphans.contains(number)) {
                    fileSize(at, inode, tally);
                }
            }
            default -> {}
        }
    }

    /// Leaves a directory's entries unread, as its blocks are not its own.
    private void forget(long number) {
        var facts = census.directories.get(number);
        if (facts != null) {
            facts.mapped = false;
        }
    }

    private boolean hasMap(InodeRecord inode) {
        return switch (inode.type()) {
            case InodeRecord.FIFO,
                    InodeRecord.SOCKET,
                    InodeRecord.CHARACTER_DEVICE,
                    InodeRecord.BLOCK_DEVICE ->
                    false;
            case InodeRecord.SYMBOLIC_LINK ->
                    !inode.isFastLink(sb.clusterSize()) && !inode.has(InodeRecord.INLINE_DATA);
            default -> !inode.has(InodeRecord.INLINE_DATA);
        };
    }

    private void inlineSize(long number, Where at, InodeRecord inode) throws IOException {
        try {
            long room = InlineData.of(volume, number, inode, values).room();
            boolean whole = inode.type() == InodeRecord.DIRECTORY;
            if (whole ? inode.size() != room : inode.size() < 0 || inode.size() > room) {
                report.differs(at.field("size", 0x04), inode.size(), room);
            }
        } catch (ImageException fault) {
            report.error(fault);
            forget(number);
        }
    }

    private void directorySize(Where at, InodeRecord inode, Tally tally) {
        long expected = (tally.last + 1) * volume.blockSize();
        if (inode.size() != expected || expected == 0) {
            report.differs(
                    at.field("size", 0x04), inode.size(), Math.max(expected, volume.blockSize()));
        }
        if (tally.contents != tally.last + 1) {
            report.error(at, "a directory with holes");
        }
        if (tally.unwritten) {
            report.error(at, "a directory with unwritten extents");
        }
    }

    private void fileSize(Where at, InodeRecord inode, Tally tally) {
        long size = inode.size();
        long perBlock = volume.blockSize() / 4;
        long most =
                inode.has(InodeRecord.EXTENTS)
                        ? MapReader.MAX_BLOCKS
                        : 12 + perBlock + perBlock * perBlock + perBlock * perBlock * perBlock;
        if (size < 0 || size / volume.blockSize() > most) {
            report.error(
                    at.field("size", 0x04),
                    "found %s, expected at most %d blocks"
                            .formatted(Long.toUnsignedString(size), most));
        } else if (size < tally.lastWritten * volume.blockSize()
                && !inode.has(InodeRecord.VERITY)) {
            report.error(
                    at.field("size", 0x04),
                    "found %d, but file block %d has contents".formatted(size, tally.lastWritten));
        }
    }

    private void link(Where at, InodeRecord inode, Tally tally) throws IOException {
        if (inode.has(InodeRecord.ENCRYPTED)) {
            return;
        }
        long size = inode.size();
        Where field = at.field("size", 0x04);
        if (inode.isFastLink(sb.clusterSize())) {
            long length = length(inode.block());
            if (size != length || size == 0) {
                report.differs(field, size, length);
            }
            return;
        }
        if (tally.contents != 1 || tally.last != 0 || size < 1 || size >= volume.blockSize()) {
            report.error(field, "a link of %d bytes in %d blocks".formatted(size, tally.contents));
            return;
        }
        long length = length(volume.block(tally.first));
        if (size != length) {
            report.differs(field, size, length);
        }
    }

    /// {@return number of bytes before the first NUL}
    private static long length(MemorySegment text) {
        long length = 0;
        while (length < text.byteSize() && u8(text, length) != 0) {
            length++;
        }
        return length;
    }
}
