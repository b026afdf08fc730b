package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.fs.Report;
import dev.diskwright.core.fs.WorkerPool;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;

/// Unpacks every piece of compressed files, on all cores, and checks that each chunk is within the volume. Findings come in
/// the order of the tree.
final class DataChecker implements AutoCloseable {
    private static final long BATCH = 2 << 20; // bytes

    private final Contents contents;
    private final Report report;
    private final WorkerPool threads = new WorkerPool("diskwright-check", CopyPipeline.threads());
    private final ArrayDeque<Future<List<Finding>>> running = new ArrayDeque<>();
    private final int mostRunning = 4 * CopyPipeline.threads();
    private final Set<Piece> shared = new HashSet<>(); // pieces that several files may have
    private List<Piece> batch = new ArrayList<>();
    private long batched;

    DataChecker(Contents contents, Report report) {
        this.contents = contents;
        this.report = report;
    }

    /// Checks the content of a file.
    ///
    /// @throws ImageException if it cannot be where it is said to be
    void add(Inode inode) throws IOException {
        BlockSource content = contents.of(inode);
        switch (content) {
            case ChunkContent chunks -> {
                for (long i = 0; i < chunks.count(); i++) {
                    chunks.place(i);
                }
            }
            case PieceContent _ -> {
                for (Piece it : contents.pieces(inode)) {
                    if (it.isUnpacked() && (!it.partial() || shared.add(it))) {
                        add(it);
                    }
                }
            }
            default -> {
                // is within the volume
            }
        }
    }

    private void add(Piece piece) throws IOException {
        batch.add(piece);
        batched += piece.length();
        if (batched > BATCH) {
            flush();
        }
    }

    private void flush() throws IOException {
        List<Piece> all = batch;
        batch = new ArrayList<>();
        batched = 0;
        running.add(threads.submit(() -> unpack(all)));
        if (running.size() > mostRunning) {
            take();
        }
    }

    /// Waits for everything.
    void finish() throws IOException {
        flush();
        while (!running.isEmpty()) {
            take();
        }
    }

    private List<Finding> unpack(List<Piece> pieces) throws IOException {
        var findings = new ArrayList<Finding>();
        for (Piece it : pieces) {
            try {
                it.unpack(contents.volume());
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

    /// Returns when no thread is left.
    @Override
    public void close() {
        threads.close();
    }
}
