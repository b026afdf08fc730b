package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.ToLongFunction;

/// Checks what the superblock says beyond what it takes to read the volume, and its copies.
final class SuperblockChecker {
    private static final long COMPAT_KNOWN =
            Features.Compat.DIR_PREALLOC
                    | Features.Compat.IMAGIC_INODES
                    | Features.Compat.HAS_JOURNAL
                    | Features.Compat.EXT_ATTR
                    | Features.Compat.RESIZE_INODE
                    | Features.Compat.DIR_INDEX
                    | Features.Compat.SPARSE_SUPER2
                    | Features.Compat.FAST_COMMIT
                    | Features.Compat.STABLE_INODES
                    | Features.Compat.ORPHAN_FILE;
    private static final long RO_COMPAT_KNOWN =
            Features.RoCompat.SPARSE_SUPER
                    | Features.RoCompat.LARGE_FILE
                    | Features.RoCompat.HUGE_FILE
                    | Features.RoCompat.GDT_CSUM
                    | Features.RoCompat.DIR_NLINK
                    | Features.RoCompat.EXTRA_ISIZE
                    | Features.RoCompat.QUOTA
                    | Features.RoCompat.BIGALLOC
                    | Features.RoCompat.METADATA_CSUM
                    | Features.RoCompat.READONLY
                    | Features.RoCompat.PROJECT
                    | Features.RoCompat.SHARED_BLOCKS
                    | Features.RoCompat.VERITY
                    | Features.RoCompat.ORPHAN_PRESENT;

    private static final String BACKUP = "superblock copy in group ";

    private final Volume volume;
    private final Superblock sb;
    private final Report report;
    private final Where where;

    SuperblockChecker(Volume volume, Report report) {
        this.volume = volume;
        this.sb = volume.superblock();
        this.report = report;
        this.where = volume.where().structure("superblock", Superblock.OFFSET);
    }

    void check() throws IOException {
        checkFeatures();
        checkState();
        checkNumbers();
        for (long group = 1; group < sb.groupsCount(); group = nextCopy(group)) {
            if (sb.hasSuperblock(group)) {
                checkCopy(group);
            }
        }
    }

    /// {@return the next group that may have a copy} Skips all but powers of 3, 5 and 7 where only they have one.
    private long nextCopy(long group) {
        if (!sb.hasRoCompat(Features.RoCompat.SPARSE_SUPER)
                || sb.hasCompat(Features.Compat.SPARSE_SUPER2)) {
            return group + 1;
        }
        long next = Long.MAX_VALUE;
        for (int base : new int[] {3, 5, 7}) {
            long power = 1;
            while (power <= group) {
                power *= base;
            }
            next = Math.min(next, power);
        }
        return next;
    }

    private void checkFeatures() {
        long compat = sb.featureCompat() & ~COMPAT_KNOWN;
        long roCompat = sb.featureRoCompat() & ~RO_COMPAT_KNOWN;
        if (compat != 0) {
            report.error(field("featureCompat"), "unknown features 0x%x".formatted(compat));
        }
        if (roCompat != 0) {
            report.error(
                    field("featureRoCompat"),
                    "unknown features " + String.join(", ", Features.RoCompat.names(roCompat)));
        }
        if (sb.revLevel() == 0
                && (sb.featureCompat() | sb.featureIncompat() | sb.featureRoCompat()) != 0) {
            report.error(field("revLevel"), "revision 0 has no features, and some are set");
        }
        boolean resizable = sb.hasCompat(Features.Compat.RESIZE_INODE);
        if (resizable && sb.hasIncompat(Features.Incompat.META_BG)) {
            report.error(field("featureIncompat"), "meta_bg excludes resize_inode");
        }
        if (!resizable && sb.reservedGdtBlocks() != 0) {
            report.error(
                    field("reservedGdtBlocks"),
                    "found %d, expected 0 without resize_inode".formatted(sb.reservedGdtBlocks()));
        }
        if (sb.reservedGdtBlocks() > volume.blockSize() / 4) {
            report.error(
                    field("reservedGdtBlocks"),
                    "found %d, expected at most %d"
                            .formatted(sb.reservedGdtBlocks(), volume.blockSize() / 4));
        }
        if (sb.hasRoCompat(Features.RoCompat.GDT_CSUM) && sb.hasMetadataChecksums()) {
            report.error(field("featureRoCompat"), "metadata_csum excludes uninit_bg");
        }
        if (sb.hasIncompat(Features.Incompat.CSUM_SEED) && !sb.hasMetadataChecksums()) {
            report.error(field("featureIncompat"), "metadata_csum_seed without metadata_csum");
        }
        if (!sb.hasCompat(Features.Compat.HAS_JOURNAL)) {
            if (sb.journalInum() != 0) {
                report.error(field("journalInum"), "a journal inode without feature has_journal");
            }
            if (sb.hasIncompat(Features.Incompat.RECOVER)) {
                report.error(field("featureIncompat"), "needs_recovery without has_journal");
            }
        }
        if (sb.hasCompat(Features.Compat.DIR_INDEX)
                && (sb.flags() & (Superblock.FLAG_SIGNED_HASH | Superblock.FLAG_UNSIGNED_HASH))
                        == 0) {
            report.warning(field("flags"), "does not say whether directory hashes are signed");
        }
    }

    private void checkState() {
        if (sb.hasIncompat(Features.Incompat.RECOVER) || volume.replayed() > 0) {
            report.warning(
                    field("featureIncompat"),
                    volume.replayed() > 0
                            ? "the journal has to be replayed, %d transactions; checked as it is then"
                                    .formatted(volume.replayed())
                            : "the journal has to be replayed");
        }
        if ((sb.state() & Superblock.STATE_VALID) == 0) {
            report.warning(field("state"), "was not unmounted cleanly");
        }
        if ((sb.state() & Superblock.STATE_ERROR) != 0) {
            report.warning(field("state"), "the kernel met errors");
        }
        if (sb.lastOrphan() != 0) {
            orphans("lastOrphan", "inode %d is to be deleted".formatted(sb.lastOrphan()));
        }
        if (sb.hasRoCompat(Features.RoCompat.ORPHAN_PRESENT)) {
            orphans("featureRoCompat", "the orphan file is in use");
        }
    }

    /// Orphans are a mount's to clean up, like a journal; without one they are an error.
    private void orphans(String field, String sentence) {
        if (volume.replayed() > 0) {
            report.warning(field(field), sentence);
        } else {
            report.error(field(field), sentence);
        }
    }

    private void checkNumbers() {
        if (sb.orphanFileInum() != 0 && !sb.hasCompat(Features.Compat.ORPHAN_FILE)) {
            report.error(field("orphanFileInum"), "an orphan file without feature orphan_file");
        }
        if (sb.blockGroupNr() != 0) {
            report.differs(field("blockGroupNr"), sb.blockGroupNr(), 0);
        }
        if (sb.reservedBlocksCount() > sb.blocksCount() / 2) {
            report.error(
                    field("rBlocksCountLo"),
                    "found %d, expected at most half of %d blocks"
                            .formatted(sb.reservedBlocksCount(), sb.blocksCount()));
        }
        if (!sb.has64Bit()
                && (sb.blocksCountHi() | sb.rBlocksCountHi() | sb.freeBlocksCountHi()) != 0) {
            report.warning(field("blocksCountHi"), "upper halves of counts without feature 64bit");
        }
        int extra = sb.inodeRecordSize() - InodeRecord.SMALL_SIZE;
        if (sb.minExtraIsize() > extra || sb.wantExtraIsize() > extra) {
            report.error(
                    field("minExtraIsize"),
                    "found %d and %d, expected at most %d"
                            .formatted(sb.minExtraIsize(), sb.wantExtraIsize(), extra));
        }
    }

    private void checkCopy(long group) throws IOException {
        long offset = sb.groupStart(group) * volume.blockSize();
        Where copyAt = volume.where().structure(BACKUP + group, offset);
        MemorySegment bytes = volume.block(sb.groupStart(group));
        Superblock copy = Superblock.CODEC.read(bytes, 0);
        if (copy.magic() != Superblock.MAGIC) {
            report.error(
                    copyAt.field("magic", 0x38),
                    "found 0x%04x, expected 0xef53".formatted(copy.magic()));
            return;
        }
        if (sb.hasMetadataChecksums()) {
            long expected = Ext4Checksums.superblock(bytes) & 0xffff_ffffL;
            if (copy.checksum() != expected) {
                report.error(
                        copyAt.field("checksum", 0x3fc),
                        "found 0x%08x, expected 0x%08x".formatted(copy.checksum(), expected));
                return;
            }
        }
        if (sb.revLevel() > 0 && copy.blockGroupNr() != (group & 0xffff)) {
            report.differs(copyAt.field("blockGroupNr", 0x5a), copy.blockGroupNr(), group);
        }
        if (!copy.uuid().equals(sb.uuid())) {
            report.error(
                    copyAt.field("uuid", 0x68),
                    "found %s, expected %s".formatted(copy.uuid(), sb.uuid()));
        }
        for (Constant constant : CONSTANTS) {
            long found = constant.of().applyAsLong(copy);
            long expected = constant.of().applyAsLong(sb);
            if (found != expected) {
                report.differs(
                        copyAt.field(constant.name(), Superblock.CODEC.offset(constant.name())),
                        found,
                        expected);
            }
        }
    }

    /// A field that is the same in every copy as long as the volume lives.
    private record Constant(String name, ToLongFunction<Superblock> of) {}

    private static final List<Constant> CONSTANTS =
            List.of(
                    new Constant("inodesCount", Superblock::inodesCount),
                    new Constant("blocksCountLo", Superblock::blocksCount),
                    new Constant("firstDataBlock", Superblock::firstDataBlock),
                    new Constant("logBlockSize", Superblock::logBlockSize),
                    new Constant("logClusterSize", Superblock::logClusterSize),
                    new Constant("blocksPerGroup", Superblock::blocksPerGroup),
                    new Constant("clustersPerGroup", Superblock::clustersPerGroup),
                    new Constant("inodesPerGroup", Superblock::inodesPerGroup),
                    new Constant("creatorOs", Superblock::creatorOs),
                    new Constant("revLevel", Superblock::revLevel),
                    new Constant("firstIno", Superblock::firstIno),
                    new Constant("inodeSize", Superblock::inodeSize),
                    new Constant("reservedGdtBlocks", Superblock::reservedGdtBlocks),
                    new Constant("descSize", Superblock::descSize),
                    new Constant("firstMetaBg", Superblock::firstMetaBg),
                    new Constant("logGroupsPerFlex", Superblock::logGroupsPerFlex),
                    new Constant("checksumSeed", Superblock::checksumSeed),
                    new Constant(
                            "featureIncompat",
                            it -> it.featureIncompat() & ~Features.Incompat.RECOVER),
                    new Constant(
                            "featureRoCompat",
                            it ->
                                    it.featureRoCompat()
                                            & ~(Features.RoCompat.LARGE_FILE
                                                    | Features.RoCompat.ORPHAN_PRESENT)));

    private Where field(String name) {
        return where.field(name, Superblock.CODEC.offset(name));
    }
}
