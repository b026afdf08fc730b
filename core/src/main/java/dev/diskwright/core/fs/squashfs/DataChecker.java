package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import dev.diskwright.core.fs.WorkerPool;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;

/// Unpacks every data and fragment block, on all cores, and checks that it gives as many bytes as it should, that ends of
/// files lie within their fragment blocks, and that no two blocks overlap. Findings come in the order of the volume's
/// inodes.
final class DataChecker implements AutoCloseable {
    private static final int BATCH = 32; // blocks
    private static final long UNKNOWN = -1; // length of a fragment block that is damaged

    private final Volume volume;
    private final Report report;
    private final WorkerPool threads;
    private final ArrayDeque<Future<List<Finding>>> running = new ArrayDeque<>();
    private final int mostRunning = 4 * CopyPipeline.threads();
    private List<Block> batch = new ArrayList<>();
    private long[] extents = new long[64]; // starts and lengths, by turns
    private int extentCount;

    /// A block to unpack.
    ///
    /// @param size that it must unpack to; of a fragment block the most
    private record Block(Where where, long at, int entry, int size) {}

    DataChecker(Volume volume, Report report) {
        this.volume = volume;
        this.report = report;
        threads = new WorkerPool("diskwright-check", CopyPipeline.threads());
    }

    void check(InodeChecker inodes, TableChecker tables) throws IOException {
        long[] fragments = fragments(tables.fragments());
        files(inodes.found(), tables, fragments);
        flush();
        while (!running.isEmpty()) {
            take();
        }
        overlaps();
        for (int i = 0; i < fragments.length; i++) {
            if (fragments[i] >= 0) {
                report.warning(
                        volume.where().structure("fragment table", 0),
                        "fragment block %d is used by no file".formatted(i));
            }
        }
    }

    /// {@return how long each fragment block is}
    private long[] fragments(Fragments fragments) throws IOException {
        long[] lengths = new long[16];
        int count = 0;
        for (long i = 0; i < fragments.count(); i++) {
            long length = UNKNOWN;
            try {
                Fragments.Block it = fragments.block(i);
                Where where = volume.where().structure("fragment block", it.start());
                volume.checkData(where, it.start(), it.entry());
                length = volume.data(where, it.start(), it.entry(), false).length;
                extent(it.start(), BlockSizes.stored(it.entry()));
            } catch (ImageException e) {
                report.error(e);
            }
            if (count == lengths.length) {
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            lengths[count++] = length;
        }
        return Arrays.copyOf(lengths, count);
    }

    /// Marks fragment blocks that are used by turning their lengths negative.
    private void files(FoundInodes inodes, TableChecker tables, long[] fragments)
            throws IOException {
        Set<Long> known = new HashSet<>(); // where files begin, as several share blocks
        for (int i = 0; i < inodes.count(); i++) {
            if (InodeType.basic(inodes.type(i)) != InodeType.FILE) {
                continue;
            }
            Inode inode = Inode.read(volume, inodes.reference(i));
            try {
                FileContent.checkPlace(volume, tables.fragments().count(), inode);
                blocks(inode, known);
            } catch (ImageException e) {
                continue; // has been said
            }
            if (inode.fragment() != PackedFiles.NO_FRAGMENT) {
                tail(inode, fragments);
            }
        }
    }

    private static long length(long marked) {
        return marked < UNKNOWN ? -marked - 2 : marked;
    }

    private void tail(Inode inode, long[] fragments) {
        int number = inode.fragment();
        if (number < 0 || number >= fragments.length || fragments[number] == UNKNOWN) {
            return; // has been said
        }
        long length = length(fragments[number]);
        fragments[number] = -length - 2;
        long end = inode.offset() + inode.size() % volume.blockSize();
        if (end > length) {
            report.error(
                    inode.where(),
                    "the file's end lies up to byte %d of a fragment block of %d"
                            .formatted(end, length));
        }
    }

    private void blocks(Inode inode, Set<Long> known) throws IOException {
        int blockSize = volume.blockSize();
        int count = (int) inode.blockCount(blockSize);
        if (count == 0) {
            return;
        }
        BlockList list = BlockList.of(volume, inode, count);
        long start = 0;
        long end = 0;
        boolean first = true;
        for (int i = 0; i < count; i++) {
            int entry = list.entry(i);
            if (entry == 0) {
                continue;
            }
            if (first) {
                start = list.place(i);
                first = false;
                if (!known.add(start << 20 ^ count)) {
                    return; // shared with a file that was looked at
                }
                end = start;
            }
            int size = (int) Math.min(blockSize, inode.size() - (long) i * blockSize);
            add(new Block(volume.where().structure("data block", end), end, entry, size));
            end += BlockSizes.stored(entry);
        }
        if (end > start) {
            extent(start, end - start);
        }
    }

    private void extent(long start, long length) {
        if (extentCount + 2 > extents.length) {
            extents = Arrays.copyOf(extents, 2 * extents.length);
        }
        extents[extentCount++] = start;
        extents[extentCount++] = length;
    }

    private void add(Block block) throws IOException {
        batch.add(block);
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() throws IOException {
        List<Block> all = batch;
        batch = new ArrayList<>();
        running.add(threads.submit(() -> unpack(all)));
        if (running.size() > mostRunning) {
            take();
        }
    }

    private List<Finding> unpack(List<Block> blocks) throws IOException {
        var findings = new ArrayList<Finding>();
        for (Block it : blocks) {
            try {
                int length = volume.data(it.where, it.at, it.entry, false).length;
                if (length != it.size) {
                    findings.add(
                            Finding.error(
                                    it.where,
                                    "the block unpacks to %d bytes, not to %d"
                                            .formatted(length, it.size)));
                }
            } catch (ImageException e) {
                findings.add(Finding.of(e));
            }
        }
        return findings;
    }

    private void take() throws IOException {
        try {
            WorkerPool.await(running.remove()).forEach(report::add);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    private void overlaps() {
        long[][] sorted = new long[extentCount / 2][];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = new long[] {extents[2 * i], extents[2 * i + 1]};
        }
        Arrays.sort(
                sorted,
                (a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
        long end = 0;
        for (int i = 0; i < sorted.length; i++) {
            boolean same = i > 0 && Arrays.equals(sorted[i], sorted[i - 1]);
            if (!same && sorted[i][0] < end) {
                report.warning(
                        volume.where().structure("data block", sorted[i][0]),
                        "the blocks from here on overlap others that end at %d".formatted(end));
            }
            end = Math.max(end, sorted[i][0] + sorted[i][1]);
        }
    }

    /// Returns when no thread is left.
    @Override
    public void close() {
        threads.close();
    }
}
