package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.u32;

import dev.diskwright.core.bytes.Crc32c;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Finds the inodes that the next mount deletes, as no directory has them any more, or cuts to their size: a list
/// through the inodes, or the orphan file (kernel documentation, "Orphan File").
final class OrphanChecker {
    private static final long MAGIC = 0x0b10_ca04L;
    private static final int TAIL_SIZE = 8; // magic, checksum

    private final Volume volume;
    private final Superblock sb;
    private final Report report;
    private final Census census;

    OrphanChecker(Volume volume, Report report, Census census) {
        this.volume = volume;
        this.sb = volume.superblock();
        this.report = report;
        this.census = census;
    }

    void check() throws IOException {
        Where where = volume.where().structure("superblock", Superblock.OFFSET);
        try {
            list(where.field("lastOrphan", Superblock.CODEC.offset("lastOrphan")));
            if (sb.hasCompat(Features.Compat.ORPHAN_FILE)) {
                file(where.field("orphanFileInum", Superblock.CODEC.offset("orphanFileInum")));
            }
        } catch (ImageException fault) {
            report.error(fault);
        }
    }

    private void list(Where head) throws IOException {
        Where where = head;
        for (long number = sb.lastOrphan(); number != 0; ) {
            if (!note(where, number)) {
                return;
            }
            where = volume.inodeAt(number).field("dtime", 0x14);
            number = volume.inode(number).deletionTime();
        }
    }

    /// {@return whether that can be an orphan, and was none yet}
    private boolean note(Where where, long number) {
        if (number < sb.firstInode() || number > sb.inodesCount() || !census.orphans.add(number)) {
            report.error(where, "inode %d as an orphan".formatted(number));
            return false;
        }
        return true;
    }

    private void file(Where field) throws IOException {
        long number = sb.orphanFileInum();
        if (number < sb.firstInode() || number > sb.inodesCount()) {
            report.error(field, "found inode %d, expected the orphan file's".formatted(number));
            return;
        }
        InodeRecord inode = volume.inode(number);
        if (inode.type() != InodeRecord.REGULAR || inode.has(InodeRecord.INLINE_DATA)) {
            report.error(volume.inodeAt(number), "the orphan file is no file of blocks");
            return;
        }
        MapReader.read(
                volume,
                number,
                inode,
                new MapReader.Sink() {
                    @Override
                    public void node(Where where, long block) {}

                    @Override
                    public void run(long logical, long length, long physical, boolean unwritten)
                            throws IOException {
                        for (long i = 0; i < length; i++) {
                            block(number, inode, physical + i);
                        }
                    }
                });
    }

    private void block(long file, InodeRecord inode, long number) throws IOException {
        MemorySegment bytes = volume.block(number);
        Where at = volume.at("block of the orphan file", number);
        long end = bytes.byteSize() - TAIL_SIZE;
        if (u32(bytes, end) != MAGIC) {
            report.error(
                    at.field("magic", end),
                    "found 0x%08x, expected 0x%08x".formatted(u32(bytes, end), MAGIC));
            return;
        }
        if (sb.hasMetadataChecksums()) {
            int seed = volume.checksums().inodeSeed(file, inode.generation());
            int crc = Crc32c.update(Crc32c.updateLong(seed, number), bytes.asSlice(0, end));
            if ((int) u32(bytes, end + 4) != crc) {
                report.error(
                        at.field("checksum", end + 4),
                        "found 0x%08x, expected 0x%08x".formatted(u32(bytes, end + 4), crc));
            }
        }
        for (long offset = 0; offset < end; offset += 4) {
            long orphan = u32(bytes, offset);
            if (orphan != 0) {
                note(at.field("entry", offset), orphan);
            }
        }
    }
}
