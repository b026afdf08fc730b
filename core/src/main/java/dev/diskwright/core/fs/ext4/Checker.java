package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.util.function.Consumer;

/// Checks a volume completely, in the order that lets each step lean on the one before: superblock and groups, inodes
/// and the blocks they claim, directories and the links they hold, then the bitmaps and counts that must follow.
final class Checker {
    private final Where where;
    private final BlockSource source;
    private final Report report;

    Checker(Where where, BlockSource source, Consumer<Finding> findings) {
        this.where = where;
        this.source = source;
        this.report = new Report(findings);
    }

    void check() throws IOException {
        try {
            Volume volume = opened();
            check(volume);
        } catch (ImageException fault) {
            report.error(fault);
        } catch (Report.Full enough) {
            // has been reported
        }
    }

    /// {@return the volume with its journal replayed; as it is stored if that cannot be done}
    private Volume opened() throws IOException {
        Volume stored = Volume.asStored(where, source);
        try {
            return stored.replay();
        } catch (ImageException fault) {
            report.error(fault);
            return stored;
        }
    }

    private void check(Volume volume) throws IOException {
        var census = new Census();
        new SuperblockChecker(volume, report).check();
        new GroupChecker(volume, report, census).check();
        new OrphanChecker(volume, report, census).check();
        var values =
                new ValueInodes(volume, (_, _) -> {}); // their blocks are claimed with the inode
        new InodeChecker(volume, report, census, values).check();
        new DirectoryChecker(volume, report, census, values).check();
        new LinkChecker(volume, report, census).check();
        new BitmapChecker(volume, report, census).check();
        new JournalChecker(volume, report).check();
    }
}
