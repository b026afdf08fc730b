package dev.diskwright.core.block;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Reads a source once, in ascending order, on all cores: threads of its own read chunks into a fixed number of buffers
/// and prepare them, the calling thread runs what they prepared, in the order of the source. Zero runs are neither read
/// nor handed on.
///
/// The pieces are the chunks of the source: all of the same size, the last one perhaps shorter. A chunk is handed on
/// whole if any of its bytes is not zero.
public final class CopyPipeline {
    /// The chunk size that suits files and devices: 256 KiB.
    public static final int CHUNK = 1 << 18;

    private static final int MOST_THREADS = 16;

    private CopyPipeline() {}

    /// What uses the chunks.
    @FunctionalInterface
    public interface Sink {
        /// Prepares one chunk that is not all zero. Called by several threads at once, in no order.
        ///
        /// @param offset of the chunk in the source, in bytes, a multiple of the chunk size
        /// @param data the bytes, valid until the step has run
        /// @return what is left to do in the order of the source
        Step prepare(long offset, MemorySegment data) throws IOException;
    }

    /// What is done with a prepared chunk, by the calling thread, one chunk after the other.
    @FunctionalInterface
    public interface Step {
        /// Nothing.
        Step NONE = () -> {};

        /// Does it.
        void run() throws IOException, InterruptedException;
    }

    /// {@return how many threads read and prepare on this machine}
    public static int threads() {
        return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    }

    /// Hands every chunk of `source` that is not all zero to `sink`. Returns, or throws, only when the threads have
    /// ended; of two failures, the one that happened to the earlier chunk is thrown.
    ///
    /// @param chunk size of a chunk in bytes, 1 or more
    /// @param progress told of every byte read; [#amount] says how many there will be
    /// @throws InterruptedException when the calling thread was interrupted
    public static void run(BlockSource source, int chunk, Sink sink, Progress progress)
            throws IOException, InterruptedException {
        run(source, chunk, sink, progress, threads());
    }

    /// The same with a number of threads.
    public static void run(BlockSource source, int chunk, Sink sink, Progress progress, int threads)
            throws IOException, InterruptedException {
        run(source, chunk, sink, new Deferred(), progress, threads);
    }

    /// The same with writes that the threads may do later.
    ///
    /// @param deferred collects what steps write and the threads may write later; all of it is written at the end
    public static void run(
            BlockSource source,
            int chunk,
            Sink sink,
            Deferred deferred,
            Progress progress,
            int threads)
            throws IOException, InterruptedException {
        try (Arena arena = Arena.ofShared();
                var workers = new Workers(source, chunk, sink, threads, arena)) {
            try {
                for (Chunk next = workers.next(); next.buffer != null; next = workers.next()) {
                    Step step = next.step.get();
                    deferred.begin(next.buffer);
                    step.run();
                    workers.give(new Work(next.buffer, deferred.end()));
                    progress.advance(next.length);
                }
                workers.awaitWrites();
            } catch (ExecutionException e) {
                throw failure(e);
            } catch (ClosedByInterruptException | InterruptedIOException e) {
                throw interrupted(e);
            }
        }
    }

    /// {@return the number of bytes that [#run] will read} Walks the extents, reads nothing if the source knows them.
    public static long amount(BlockSource source, int chunk) throws IOException {
        var cursor = new Cursor(source, chunk);
        long amount = 0;
        for (long at = cursor.firstChunk(0);
                at < source.size();
                at = cursor.firstChunk(at + chunk)) {
            amount += Math.min(chunk, source.size() - at);
        }
        return amount;
    }

    /// Finds the chunks that have data. Asks for each extent once, as that may take long.
    private static final class Cursor {
        private final BlockSource source;
        private final int chunk;
        private @Nullable Extent extent; // the last one seen

        Cursor(BlockSource source, int chunk) {
            this.source = source;
            this.chunk = chunk;
        }

        /// {@return the first chunk at or behind `from` that has data, or the size of the source}
        ///
        /// @param from a chunk's start, or beyond the end; negative if that exceeded a long
        long firstChunk(long from) throws IOException {
            long at = from;
            while (at >= 0 && at < source.size()) {
                Extent known = extent;
                if (known == null || at < known.offset() || at >= known.end()) {
                    known = source.extentAt(at);
                    extent = known;
                }
                if (!known.isZero()) {
                    return at / chunk * chunk;
                }
                at = known.end();
            }
            return source.size();
        }
    }

    private static IOException failure(ExecutionException wrapper)
            throws IOException, InterruptedException {
        switch (wrapper.getCause()) {
            case ClosedByInterruptException e -> throw interrupted(e);
            case InterruptedIOException e -> throw interrupted(e);
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(wrapper);
        }
    }

    private static InterruptedException interrupted(IOException cause) {
        Thread.interrupted(); // the exception says it from here on
        var interruption = new InterruptedException("interrupted while copying");
        interruption.initCause(cause);
        return interruption;
    }

    /// A chunk on its way; without a buffer it marks the end.
    private record Chunk(
            @Nullable MemorySegment buffer, long length, CompletableFuture<Step> step) {}

    /// A buffer that is free as soon as these writes have happened; without a buffer there is nothing more to do.
    private record Work(@Nullable MemorySegment buffer, List<Deferred.Write> writes) {}

    /// The threads. They are never interrupted, as that would close files under other readers: they are told to stop.
    private static final class Workers implements AutoCloseable {
        private static final Work STOP = new Work(null, List.of());

        private final BlockingDeque<Work> work = new LinkedBlockingDeque<>();
        private final BlockingQueue<Chunk> order = new LinkedBlockingQueue<>();
        private final List<Thread> threads = new ArrayList<>();
        private final Semaphore written = new Semaphore(0);
        private final BlockSource source;
        private final int chunk;
        private final Cursor cursor; // guarded by this
        private final Sink sink;
        private int given; // works with writes
        private long next; // where to look for the next chunk, -1 for nowhere; guarded by this
        private volatile @Nullable Throwable failedWrite;

        Workers(BlockSource source, int chunk, Sink sink, int threads, Arena arena) {
            this.source = source;
            this.chunk = chunk;
            this.cursor = new Cursor(source, chunk);
            this.sink = sink;
            long size = Math.max(1, Math.min(chunk, source.size()));
            for (int i = 0; i < 2 * threads + 2; i++) {
                work.add(new Work(arena.allocate(size, 64), List.of()));
            }
            for (int i = 0; i < threads; i++) {
                this.threads.add(
                        Thread.ofPlatform()
                                .daemon()
                                .name("diskwright-copy-" + i)
                                .start(this::work));
            }
        }

        /// {@return the next chunk; one without a buffer at the end}
        Chunk next() throws InterruptedException, ExecutionException {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while copying");
            }
            throwFailedWrite();
            return order.take();
        }

        /// Gives a buffer back. Writes go before reading more, so that buffers become free.
        void give(Work done) {
            if (done.writes.isEmpty()) {
                work.addLast(done);
            } else {
                given++;
                work.addFirst(done);
            }
        }

        /// Waits until everything is written.
        void awaitWrites() throws InterruptedException, ExecutionException {
            written.acquire(given);
            throwFailedWrite();
        }

        private void throwFailedWrite() throws ExecutionException {
            Throwable failure = failedWrite;
            if (failure != null) {
                throw new ExecutionException(failure);
            }
        }

        private void work() {
            try {
                while (true) {
                    Work mine = work.take();
                    if (mine.buffer == null) {
                        work.addFirst(mine); // for the next one
                        return;
                    }
                    if (!mine.writes.isEmpty()) {
                        write(mine.writes);
                    }
                    advance(mine.buffer);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // nobody does that
            }
        }

        private void write(List<Deferred.Write> writes) {
            try {
                for (Deferred.Write it : writes) {
                    it.run();
                }
            } catch (Throwable e) { // travels to the thread that waits for it
                failedWrite = e;
                order.add(
                        new Chunk(writes.getFirst().bytes(), 0, CompletableFuture.failedFuture(e)));
            } finally {
                written.release();
            }
        }

        /// Fills a buffer with the next chunk, if there is one.
        private void advance(MemorySegment buffer) {
            long at;
            Chunk mine;
            synchronized (this) {
                if (next < 0) {
                    return;
                }
                try {
                    at = cursor.firstChunk(next);
                } catch (Throwable e) { // travels to the thread that waits for it
                    next = -1;
                    order.add(new Chunk(buffer, 0, CompletableFuture.failedFuture(e)));
                    return;
                }
                if (at >= source.size()) {
                    next = -1;
                    order.add(new Chunk(null, 0, CompletableFuture.completedFuture(Step.NONE)));
                    return;
                }
                next = at + chunk < 0 ? source.size() : at + chunk;
                mine =
                        new Chunk(
                                buffer,
                                Math.min(chunk, source.size() - at),
                                new CompletableFuture<>());
                order.add(mine);
            }
            try {
                MemorySegment data = buffer.asSlice(0, mine.length);
                source.read(at, data);
                mine.step.complete(ZeroBytes.isZero(data) ? Step.NONE : sink.prepare(at, data));
            } catch (Throwable e) { // travels to the thread that waits for it
                stopReading();
                mine.step.completeExceptionally(e);
            }
        }

        private synchronized void stopReading() {
            next = -1;
        }

        /// Waits for the threads, whatever happens.
        @Override
        public void close() {
            stopReading();
            work.addFirst(STOP);
            boolean interrupted = false;
            for (Thread thread : threads) {
                while (thread.isAlive()) {
                    try {
                        thread.join();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
