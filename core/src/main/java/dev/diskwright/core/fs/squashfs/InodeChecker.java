package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Budget;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.util.BitSet;

/// Goes through the inode table from its beginning to its end, and checks each inode by itself.
final class InodeChecker {
    private static final int COST = 40; // bytes of memory an inode, about

    private final Volume volume;
    private final TableChecker tables;
    private final Report report;
    private final Budget budget;
    private final FoundInodes found = new FoundInodes();
    private final BitSet numbers = new BitSet();

    InodeChecker(Volume volume, TableChecker tables, Report report) {
        this.volume = volume;
        this.tables = tables;
        this.report = report;
        budget = new Budget(volume.superblock().bytesUsed());
    }

    FoundInodes found() {
        return found;
    }

    void check() throws IOException {
        Superblock it = volume.superblock();
        try {
            Cursor cursor =
                    Cursor.at(volume, "inode table", it.inodeTable(), it.directoryTable(), 0);
            while (cursor.hasMore()) {
                cursor.advance();
                long reference = cursor.blockAt() - it.inodeTable() << 16 | cursor.offset();
                Inode inode = Inode.read(cursor);
                budget.take(inode.where(), COST);
                found.add(reference, inode);
                inode(inode);
                pass(inode, cursor);
            }
            found.complete();
        } catch (ImageException e) {
            report.error(e);
        }
        if (found.isComplete() && found.count() != it.inodeCount()) {
            report.differs(volume.field("inodeCount"), it.inodeCount(), found.count());
        }
    }

    private void inode(Inode inode) throws IOException {
        Where where = inode.where();
        long most = volume.superblock().inodeCount();
        if (inode.number() < 1 || inode.number() > most) {
            report.error(
                    where, "the inode's number is %d, not 1 to %d".formatted(inode.number(), most));
        } else if (inode.number() <= Integer.MAX_VALUE) {
            if (numbers.get((int) inode.number())) {
                report.error(where, "a second inode has the number " + inode.number());
            }
            numbers.set((int) inode.number());
        }
        if (inode.mode() > 07777) {
            report.error(where, "the mode 0%o has more than permissions".formatted(inode.mode()));
        }
        try {
            tables.ids().id(where, inode.uidIndex());
            tables.ids().id(where, inode.gidIndex());
            if (inode.basicType() == InodeType.FILE) {
                FileContent.checkPlace(volume, tables.fragments().count(), inode);
            }
            if (inode.basicType() != InodeType.SYMBOLIC_LINK) {
                tables.xattrs().read(where, inode.xattr());
            }
        } catch (ImageException e) {
            report.error(e);
        }
        if (inode.links() == 0) {
            report.error(where, "the inode has no link");
        }
    }

    /// Passes over what is behind the fixed part.
    private void pass(Inode inode, Cursor cursor) throws IOException {
        switch (inode.basicType()) {
            case InodeType.FILE -> {
                if (inode.size() < 0) {
                    throw new CorruptImageException(
                            inode.where(), "a file of 2^63 bytes and more", "less");
                }
                blocks(inode, cursor);
            }
            case InodeType.SYMBOLIC_LINK -> {
                if (inode.size() < 1 || inode.size() > Limits.TARGET) {
                    throw new CorruptImageException(
                            inode.where(),
                            "a link of %d bytes".formatted(inode.size()),
                            "1 to " + Limits.TARGET);
                }
                cursor.skip(inode.size());
                if (InodeType.isExtended(inode.type())) {
                    long set = LittleEndian.u32(cursor.take(4), 0);
                    try {
                        tables.xattrs().read(inode.where(), set);
                    } catch (ImageException e) {
                        report.error(e);
                    }
                }
            }
            case InodeType.DIRECTORY -> {
                for (int i = 0; i < inode.indexCount(); i++) {
                    cursor.skip(8);
                    long length = LittleEndian.u32(cursor.take(4), 0) + 1;
                    if (length > Limits.NAME) {
                        throw new CorruptImageException(
                                cursor.where("size", 4),
                                "a name of %d bytes".formatted(length),
                                "1 to " + Limits.NAME);
                    }
                    cursor.skip(length);
                }
            }
            default -> {
                // nothing follows
            }
        }
    }

    private void blocks(Inode inode, Cursor cursor) throws IOException {
        byte[] fixed = new byte[4];
        long count = inode.blockCount(volume.blockSize());
        long at = inode.start();
        long zeros = 0;
        boolean right = true;
        for (long i = 0; i < count; i++) {
            cursor.take(fixed, 4);
            int entry = LittleEndian.s32(fixed, 0);
            if (entry == 0) {
                zeros += Math.min(volume.blockSize(), inode.size() - i * volume.blockSize());
                continue;
            }
            if (right) {
                try {
                    volume.checkData(cursor.where("block " + i, 4), at, entry);
                } catch (ImageException e) {
                    report.error(e); // what follows cannot be known
                    right = false;
                }
            }
            at += BlockSizes.stored(entry);
        }
        if (inode.sparse() > 0 && zeros < inode.sparse()) {
            report.warning(
                    inode.where(),
                    "%d bytes are said to be sparse, and blocks of %d bytes are"
                            .formatted(inode.sparse(), zeros));
        }
    }
}
