package dev.diskwright.core.fs.erofs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.util.function.Consumer;

/// Checks a volume: superblock, every directory and inode that is reached, and that every piece unpacks to what it should.
/// Later checks go as far as what earlier ones found allows.
final class Checker {
    private static final long KNOWN_COMPATIBLE = 0x1f;

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
            Contents contents = Contents.of(volume);
            try (var data = new DataChecker(contents, report)) {
                new TreeChecker(contents, data, report).check();
                data.finish();
            }
        } catch (ImageException e) {
            report.error(e);
        } catch (Report.Full e) {
            // has been said
        }
    }

    private void superblock(Volume volume) throws IOException {
        Superblock it = volume.superblock();
        if ((it.featureCompat() & Superblock.CHECKSUM) != 0) {
            int length = Math.max(volume.blockSize(), 2 * Superblock.OFFSET) - Superblock.OFFSET;
            byte[] block =
                    source.bytes(
                                    Superblock.OFFSET,
                                    (int) Math.min(length, source.size() - Superblock.OFFSET))
                            .toArray(JAVA_BYTE);
            long sum = Superblock.checksum(block);
            if (sum != it.checksum()) {
                report.error(
                        volume.field("checksum"),
                        "found 0x%08x, expected 0x%08x".formatted(it.checksum(), sum));
            }
        }
        long unknown = it.featureCompat() & ~KNOWN_COMPATIBLE;
        if (unknown != 0) {
            report.warning(
                    volume.field("featureCompat"),
                    "the features 0x%x are unknown".formatted(unknown));
        }
        if (it.xattrBlock() > it.blocks()) {
            report.error(
                    volume.field("xattrBlock"),
                    "block %d is behind the volume's %d".formatted(it.xattrBlock(), it.blocks()));
        }
        if (it.buildTimeNanos() > 999_999_999) {
            report.error(
                    volume.field("buildTimeNanos"),
                    "%d are more than a second".formatted(it.buildTimeNanos()));
        }
    }
}
