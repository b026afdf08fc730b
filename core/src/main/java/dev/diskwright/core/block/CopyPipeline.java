package dev.diskwright.core.block;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Copies a source in ascending order while reading and using overlap: a thread of its own reads ahead into a fixed
/// number of buffers, the calling thread uses them. Zero runs are neither read nor handed on.
///
/// The pieces are the chunks of the source: all of the same size, the last one perhaps shorter. A chunk is handed on
/// whole if any of its bytes is not zero.
public final class CopyPipeline {
    /// The chunk size that suits files and devices: 1 MiB.
    public static final int CHUNK = 1 << 18;

    private static final int BUFFERS = 8;

    private CopyPipeline() {}

    /// What uses the chunks.
    @FunctionalInterface
    public interface Sink {
        /// Takes one chunk that is not all zero.
        ///
        /// @param offset of the chunk in the source, in bytes, a multiple of the chunk size; each is above the last
        /// @param data the bytes, valid until this method returns
        void accept(long offset, MemorySegment data) throws IOException, InterruptedException;
    }

    /// Hands every chunk of `source` that is not all zero to `sink`. Returns, or throws, only when the reading thread
    /// has ended; of two failures, the one that happened to the earlier chunk is thrown.
    ///
    /// @param chunk size of a chunk in bytes, 1 or more
    /// @param progress told of every byte read; [#amount] says how many there will be
    /// @throws InterruptedException when the calling thread was interrupted
    public static void run(BlockSource source, int chunk, Sink sink, Progress progress)
            throws IOException, InterruptedException {
        try (Arena arena = Arena.ofShared()) {
            var reader = new Reader(source, chunk, arena);
            Thread thread =
                    Thread.ofPlatform().daemon().name("diskwright-reader").start(reader::work);
            try {
                for (Chunk next = reader.next(); next.data != null; next = reader.next()) {
                    if (!ZeroBytes.isZero(next.data)) {
                        sink.accept(next.offset, next.data);
                    }
                    progress.advance(next.data.byteSize());
                    reader.free.add(next);
                }
            } catch (ClosedByInterruptException | InterruptedIOException e) {
                throw interrupted(e);
            } finally {
                reader.stop();
                joinWhateverHappens(thread);
            }
        }
    }

    /// {@return the number of bytes that [#run] will read} Walks the extents, reads nothing if the source knows them.
    public static long amount(BlockSource source, int chunk) throws IOException {
        long amount = 0;
        for (long at = firstChunk(source, chunk, 0);
                at < source.size();
                at = firstChunk(source, chunk, at + chunk)) {
            amount += Math.min(chunk, source.size() - at);
        }
        return amount;
    }

    /// {@return the first chunk at or behind `from` that has data, or the size of the source}
    ///
    /// @param from a chunk's start, or beyond the end; negative if that exceeded a long
    static long firstChunk(BlockSource source, int chunk, long from) throws IOException {
        long at = from;
        while (at >= 0 && at < source.size()) {
            Extent extent = source.extentAt(at);
            if (!extent.isZero()) {
                return at / chunk * chunk;
            }
            at = extent.end();
        }
        return source.size();
    }

    private static InterruptedException interrupted(IOException cause) {
        Thread.interrupted(); // the exception says it from here on
        var interruption = new InterruptedException("interrupted while copying");
        interruption.initCause(cause);
        return interruption;
    }

    private static void joinWhateverHappens(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// A buffer on its way; without data it marks the end.
    private record Chunk(
            MemorySegment buffer,
            long offset,
            @Nullable MemorySegment data,
            @Nullable Throwable failure) {}

    /// The reading side. It is never interrupted, as that would close files under other readers: it is told to stop.
    private static final class Reader {
        final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(BUFFERS + 2);
        private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(BUFFERS + 1);
        private final BlockSource source;
        private final int chunk;
        private volatile boolean stopped;

        Reader(BlockSource source, int chunk, Arena arena) {
            this.source = source;
            this.chunk = chunk;
            long size = Math.max(1, Math.min(chunk, source.size()));
            for (int i = 0; i < BUFFERS; i++) {
                free.add(new Chunk(arena.allocate(size, 64), 0, null, null));
            }
        }

        /// {@return the next chunk; one without data at the end}
        Chunk next() throws IOException, InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while copying");
            }
            Chunk next = full.take();
            switch (next.failure) {
                case null -> {}
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
            return next;
        }

        void stop() {
            stopped = true;
            free.add(new Chunk(MemorySegment.NULL, 0, null, null)); // wakes it
        }

        void work() {
            @Nullable Throwable failure = null;
            try {
                for (long at = firstChunk(source, chunk, 0);
                        at < source.size();
                        at = firstChunk(source, chunk, at + chunk)) {
                    MemorySegment buffer = free.take().buffer;
                    if (stopped) {
                        return;
                    }
                    MemorySegment data = buffer.asSlice(0, Math.min(chunk, source.size() - at));
                    source.read(at, data);
                    full.add(new Chunk(buffer, at, data, null));
                }
            } catch (Throwable e) {
                failure = e; // travels to the thread that waits for it
            }
            full.add(new Chunk(MemorySegment.NULL, 0, null, failure));
        }
    }
}
