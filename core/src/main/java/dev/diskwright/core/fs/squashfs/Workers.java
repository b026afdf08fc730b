package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.fs.WorkerPool;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The threads that read and compress.
final class Workers implements AutoCloseable {
    /// Bytes of a digest.
    static final int DIGEST = 32;

    private static final byte[] NO_DIGEST = {};

    private final SquashfsParameters parameters;
    private final WorkerPool threads;
    private final ConcurrentLinkedQueue<Room> rooms = new ConcurrentLinkedQueue<>();
    private byte @Nullable [] digestOfZeros;

    /// A block that is ready.
    static final class Packed {
        private final byte[] bytes;
        private final boolean stored;
        private final boolean zero;
        private final byte[] digest;

        private Packed(byte[] bytes, boolean stored, boolean zero, byte[] digest) {
            this.bytes = bytes;
            this.stored = stored;
            this.zero = zero;
            this.digest = digest;
        }

        /// {@return the bytes as they are stored; of a tail, as they are}
        byte[] bytes() {
            return bytes;
        }

        /// {@return whether they are not compressed}
        boolean isStored() {
            return stored;
        }

        /// {@return whether there is nothing but zeros; then nothing is stored}
        boolean isZero() {
            return zero;
        }

        /// {@return digest of the bytes before compression; empty if none was asked for}
        byte[] digest() {
            return digest;
        }
    }

    /// What one thread works with.
    private static final class Room {
        private final byte[] block;
        private final @Nullable BlockPacker packer;

        Room(SquashfsParameters parameters) {
            block = new byte[parameters.blockSize()];
            packer = BlockPacker.of(parameters.compression(), parameters.blockSize());
        }
    }

    Workers(SquashfsParameters parameters) {
        this.parameters = parameters;
        threads = new WorkerPool("diskwright-squashfs", parameters.threads());
    }

    /// {@return a block of a file, in a while}
    Future<Packed> block(BlockSource content, long offset, int length, boolean digested) {
        return threads.submit(() -> {
            Room room = room();
            try {
                MemorySegment block = MemorySegment.ofArray(room.block).asSlice(0, length);
                content.read(offset, block);
                byte[] digest = digested ? digest(room.block, length) : NO_DIGEST;
                return ZeroBytes.isZero(block)
                        ? new Packed(new byte[0], false, true, digest)
                        : packed(room, room.block, length, digest);
            } finally {
                rooms.add(room);
            }
        });
    }

    /// {@return the end of a file as it is, in a while}
    Future<Packed> tail(BlockSource content, long offset, int length, boolean digested) {
        return threads.submit(() -> {
            byte[] bytes = new byte[length];
            content.read(offset, MemorySegment.ofArray(bytes));
            byte[] digest = digested ? digest(bytes, length) : NO_DIGEST;
            return new Packed(bytes, true, false, digest);
        });
    }

    /// {@return a fragment block, in a while}
    Future<Packed> fragment(byte[] bytes, int length) {
        return threads.submit(() -> {
            Room room = room();
            try {
                return packed(room, bytes, length, NO_DIGEST);
            } finally {
                rooms.add(room);
            }
        });
    }

    private static Packed packed(Room room, byte[] bytes, int length, byte[] digest) {
        byte[] smaller = room.packer == null ? null : room.packer.pack(bytes, length);
        return smaller == null
                ? new Packed(Arrays.copyOf(bytes, length), true, false, digest)
                : new Packed(smaller, false, false, digest);
    }

    private Room room() {
        Room known = rooms.poll();
        return known != null ? known : new Room(parameters);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static byte[] digest(byte[] bytes, int length) {
        MessageDigest digest = digest();
        digest.update(bytes, 0, length);
        return digest.digest();
    }

    /// {@return the digest of a block of zeros}
    byte[] digestOfZeros() {
        byte[] known = digestOfZeros;
        if (known == null) {
            known = digest(new byte[parameters.blockSize()], parameters.blockSize());
            digestOfZeros = known;
        }
        return known;
    }

    /// Returns when no thread is left.
    @Override
    public void close() {
        threads.close();
    }
}
