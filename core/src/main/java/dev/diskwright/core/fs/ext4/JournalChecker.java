package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.bytes.Crc32c;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Checks the journal's inode and superblock (kernel documentation, "Journal (jbd2)"; numbers are big-endian).
final class JournalChecker {
    private static final ValueLayout.OfInt BE32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long MAGIC = 0xc03b3998L;
    private static final int VERSION_1 = 3;
    private static final int VERSION_2 = 4;
    private static final int LEAST_BLOCKS = 1024;
    private static final int SIZE = 1024;
    private static final int CHECKSUM_OFFSET = 0xfc;
    private static final long CHECKSUMS = 0x8 | 0x10; // second and third version
    private static final long KNOWN_INCOMPAT = 0x3f;

    private final Volume volume;
    private final Superblock sb;
    private final Report report;

    JournalChecker(Volume volume, Report report) {
        this.volume = volume;
        this.sb = volume.superblock();
        this.report = report;
    }

    /// Where the journal lies.
    private static final class Place implements MapReader.Sink {
        private long first = -1;
        private long blocks;

        @Override
        public void node(Where where, long block) {}

        @Override
        public void run(long logical, long length, long physical, boolean unwritten) {
            if (logical == 0) {
                first = physical;
            }
            if (logical == blocks) {
                blocks += length;
            }
        }
    }

    void check() throws IOException {
        if (!sb.hasCompat(Features.Compat.HAS_JOURNAL)) {
            return;
        }
        Where where = volume.where().structure("superblock", Superblock.OFFSET);
        Where field = where.field("journalInum", Superblock.CODEC.offset("journalInum"));
        if (sb.journalInum() == 0 && sb.journalDev() != 0) {
            report.warning(field, "an external journal is not checked");
            return;
        }
        if (sb.journalInum() != Superblock.JOURNAL_INODE) {
            report.differs(field, sb.journalInum(), Superblock.JOURNAL_INODE);
            return;
        }
        try {
            inode();
        } catch (ImageException fault) {
            report.error(fault);
        }
    }

    private void inode() throws IOException {
        long number = sb.journalInum();
        InodeRecord inode = volume.inode(number);
        Where at = volume.inodeAt(number);
        if (inode.type() != InodeRecord.REGULAR || inode.linksCount() == 0) {
            report.error(at.field("mode", 0), "the journal is not a file in use");
            return;
        }
        var place = new Place();
        MapReader.read(volume, number, inode, place);
        if (place.first < 0 || place.blocks < LEAST_BLOCKS) {
            report.error(at, "a journal of %d blocks".formatted(place.blocks));
            return;
        }
        if (inode.size() / volume.blockSize() > place.blocks) {
            report.error(at, "a journal with holes");
        }
        journal(volume.block(place.first), volume.at("journal superblock", place.first), place);
        MemorySegment copy = sb.jnlBlocks();
        boolean same = copy.asSlice(0, InodeRecord.BLOCK_SIZE).mismatch(inode.block()) < 0;
        if (sb.jnlBackupType() == 1 && !same) {
            report.warning(
                    volume.where()
                            .structure("superblock", Superblock.OFFSET)
                            .field("jnlBlocks", Superblock.CODEC.offset("jnlBlocks")),
                    "is not the journal inode's block field");
        }
    }

    private static long u32(MemorySegment bytes, long offset) {
        return bytes.get(BE32, offset) & 0xffff_ffffL;
    }

    private void journal(MemorySegment bytes, Where where, Place place) {
        long type = u32(bytes, 4);
        if (u32(bytes, 0) != MAGIC || type != VERSION_1 && type != VERSION_2) {
            report.error(
                    where.field("magic", 0),
                    "found 0x%08x of type %d, expected 0xc03b3998 of type 3 or 4"
                            .formatted(u32(bytes, 0), type));
            return;
        }
        if (u32(bytes, 0x0c) != volume.blockSize()) {
            report.differs(where.field("blocksize", 0x0c), u32(bytes, 0x0c), volume.blockSize());
        }
        long length = u32(bytes, 0x10);
        if (length > place.blocks || length < LEAST_BLOCKS) {
            report.error(
                    where.field("maxlen", 0x10),
                    "found %d, expected 1024 to %d".formatted(length, place.blocks));
        }
        long first = u32(bytes, 0x14);
        if (first < 1 || first >= length) {
            report.error(
                    where.field("first", 0x14),
                    "found %d, expected 1 to %d".formatted(first, length - 1));
        }
        if (u32(bytes, 0x1c) != 0 && !sb.hasIncompat(Features.Incompat.RECOVER)) {
            report.error(
                    where.field("start", 0x1c),
                    "holds transactions, and the superblock does not say so");
        }
        if (u32(bytes, 0x20) != 0) {
            report.error(where.field("errno", 0x20), "the journal was aborted");
        }
        if (type == VERSION_2) {
            features(bytes, where);
        }
    }

    private void features(MemorySegment bytes, Where where) {
        long incompat = u32(bytes, 0x28);
        if ((incompat & ~KNOWN_INCOMPAT) != 0 || u32(bytes, 0x2c) != 0) {
            report.error(
                    where.field("featureIncompat", 0x28),
                    "unknown features 0x%x, 0x%x".formatted(incompat, u32(bytes, 0x2c)));
        }
        if ((incompat & CHECKSUMS) != 0) {
            int crc = Crc32c.update(Crc32c.INITIAL, bytes.asSlice(0, CHECKSUM_OFFSET));
            crc = Crc32c.updateInt(crc, 0);
            long end = CHECKSUM_OFFSET + 4;
            crc = Crc32c.update(crc, bytes.asSlice(end, SIZE - end));
            if (bytes.get(BE32, CHECKSUM_OFFSET) != crc) {
                report.error(
                        where.field("checksum", CHECKSUM_OFFSET),
                        "found 0x%08x, expected 0x%08x"
                                .formatted(u32(bytes, CHECKSUM_OFFSET), crc));
            }
        }
    }
}
