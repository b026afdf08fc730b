package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.util.function.Consumer;

/// Checks a volume: superblock and tables, every inode, every directory, and that every block unpacks to what it should.
/// Later checks go as far as what earlier ones found allows.
final class Checker {
    private static final int PADDING = 4096; // bytes
    private static final int KNOWN_FLAGS = 0xfff;

    private final Where where;
    private final BlockSource source;
    private final Report report;

    Checker(Where where, BlockSource source, Consumer<Finding> findings) {
        this.where = where;
        this.source = source;
        report = new Report(findings);
    }

    void check() throws IOException {
        try {
            Volume volume = Volume.open(where, source);
            superblock(volume);
            var tables = new TableChecker(volume, report);
            tables.check();
            var inodes = new InodeChecker(volume, tables, report);
            inodes.check();
            new TreeChecker(volume, inodes, report).check();
            tables.checkExport(inodes.found());
            try (var data = new DataChecker(volume, report)) {
                data.check(inodes, tables);
            }
        } catch (ImageException e) {
            report.error(e);
        } catch (Report.Full e) {
            // has been said
        }
    }

    private void superblock(Volume volume) throws IOException {
        Superblock it = volume.superblock();
        if ((it.flags() & ~KNOWN_FLAGS) != 0) {
            report.warning(
                    volume.field("flags"),
                    "the flags 0x%x are unknown".formatted(it.flags() & ~KNOWN_FLAGS));
        }
        if (it.has(Superblock.NO_FRAGMENTS) && it.fragmentCount() > 0) {
            report.error(
                    volume.field("flags"),
                    "there are to be no fragments, and there are %d".formatted(it.fragmentCount()));
        }
        if (it.has(Superblock.EXPORTABLE) != (it.exportTable() != Superblock.ABSENT)) {
            report.error(volume.field("flags"), "the flag of the export table is wrong");
        }
        if (it.fragmentCount() > it.inodeCount()) {
            report.error(
                    volume.field("fragmentCount"),
                    "%d fragment blocks are more than the %d inodes"
                            .formatted(it.fragmentCount(), it.inodeCount()));
        }
        options(volume);
        long end = Math.min(Units.roundUp(it.bytesUsed(), PADDING), source.size());
        if (!ZeroBytes.isZero(source, it.bytesUsed(), end - it.bytesUsed())) {
            report.warning(
                    where.structure("padding", it.bytesUsed()), "what pads the volume is not zero");
        }
    }

    /// The compressor's options are a metadata block that is stored as it is.
    private void options(Volume volume) throws IOException {
        if (volume.superblock().has(Superblock.COMPRESSOR_OPTIONS)) {
            volume.metadata(
                    "compressor options", Superblock.SIZE, volume.superblock().inodeTable());
        } else if (volume.compression() == SquashfsCompression.LZ4) {
            report.error(volume.field("flags"), "lz4 without its options");
        }
    }
}
