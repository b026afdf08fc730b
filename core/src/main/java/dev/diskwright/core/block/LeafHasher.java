package dev.diskwright.core.block;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Reads and hashes the leaves of a [HashTree] on several threads, and joins them in order.
final class LeafHasher implements AutoCloseable {
    private final BlockSource source;
    private final ExecutorService workers;
    private final BlockingQueue<byte[]> buffers;
    private final int ahead;
    private volatile boolean stopped;

    LeafHasher(BlockSource source, int threads) {
        this.source = source;
        ahead = 2 * threads;
        buffers = new ArrayBlockingQueue<>(threads);
        for (int i = 0; i < threads; i++) {
            buffers.add(new byte[0]); // grows when first used
        }
        workers =
                Executors.newFixedThreadPool(
                        threads,
                        Thread.ofPlatform().daemon().name("diskwright-hash-", 0).factory());
    }

    private record Pending(long leaf, long length, Future<byte[]> hash) {}

    byte[] root(Progress progress) throws IOException, InterruptedException {
        var tree = new HashTree();
        Queue<Pending> pending = new ArrayDeque<>();
        try {
            for (long at = CopyPipeline.firstChunk(source, HashTree.LEAF, 0);
                    at < source.size();
                    at = CopyPipeline.firstChunk(source, HashTree.LEAF, at + HashTree.LEAF)) {
                long offset = at;
                int length = (int) Math.min(HashTree.LEAF, source.size() - at);
                pending.add(
                        new Pending(
                                at / HashTree.LEAF,
                                length,
                                workers.submit(() -> hash(offset, length))));
                if (pending.size() >= ahead) {
                    join(pending.remove(), tree, progress);
                }
            }
            while (!pending.isEmpty()) {
                join(pending.remove(), tree, progress);
            }
        } catch (ClosedByInterruptException | InterruptedIOException e) {
            Thread.interrupted(); // the exception says it from here on
            var interruption = new InterruptedException("interrupted while hashing");
            interruption.initCause(e);
            throw interruption;
        }
        return tree.root(source.size());
    }

    private static void join(Pending next, HashTree tree, Progress progress)
            throws IOException, InterruptedException {
        try {
            byte[] hash = next.hash.get();
            tree.addZerosUpTo(next.leaf);
            tree.add(hash);
            progress.advance(next.length);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private byte[] hash(long offset, int length) throws IOException, InterruptedException {
        if (stopped) {
            return HashTree.zeroLeaf(); // nobody will look
        }
        byte[] buffer = buffers.take();
        try {
            if (buffer.length == 0) {
                buffer = new byte[HashTree.LEAF];
            }
            source.read(offset, MemorySegment.ofArray(buffer).asSlice(0, length));
            Arrays.fill(buffer, length, buffer.length, (byte) 0);
            return ZeroBytes.isZero(MemorySegment.ofArray(buffer))
                    ? HashTree.zeroLeaf()
                    : HashTree.leafHash(Digests.newSha256(), buffer);
        } finally {
            buffers.add(buffer);
        }
    }

    /// Waits for the workers, which are not interrupted, as that would close files under other readers.
    @Override
    public void close() {
        stopped = true;
        workers.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (workers.awaitTermination(1, TimeUnit.DAYS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
