package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.codec.Lz4FixedOutput;
import dev.diskwright.core.fs.WorkerPool;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Reads parts of files and compresses them, on several threads. Parts do not depend on each other.
final class Packer implements AutoCloseable {
    /// The largest part, in bytes; a multiple of the block size.
    static final int PART = 2 << 20;

    private static final int[] NONE = {};

    private final ErofsCompression compression;
    private final WorkerPool threads;
    private final ConcurrentLinkedQueue<Room> rooms = new ConcurrentLinkedQueue<>();

    /// A part that is ready.
    static final class Packed {
        private final byte[] bytes;
        private final int[] pieces;

        Packed(byte[] bytes, int[] pieces) {
            this.bytes = bytes;
            this.pieces = pieces;
        }

        /// {@return whole blocks}
        byte[] bytes() {
            return bytes;
        }

        /// {@return lengths of its pieces before compression, negative for those that are stored as they are; empty if all
        /// of it is stored as it is}
        int[] pieces() {
            return pieces;
        }
    }

    /// What one thread works with.
    private static final class Room {
        private byte[] in = new byte[64 << 10];
        private byte[] out = new byte[64 << 10];
        private int[] pieces = new int[16];
        private final Lz4FixedOutput lz4;
        private final byte[] block = new byte[Format.BLOCK];

        Room(boolean thorough) {
            lz4 = new Lz4FixedOutput(thorough);
        }
    }

    Packer(ErofsParameters parameters) {
        compression = parameters.compression();
        threads = new WorkerPool("diskwright-erofs", parameters.threads());
    }

    /// {@return a part as it is, up to the end of its last block, in a while}
    Future<Packed> stored(BlockSource content, long offset, int length) {
        return threads.submit(() -> new Packed(read(content, offset, length), NONE));
    }

    private static byte[] read(BlockSource content, long offset, int length) throws IOException {
        byte[] bytes = new byte[(int) Format.blocks(length) * Format.BLOCK];
        content.read(offset, MemorySegment.ofArray(bytes).asSlice(0, length));
        return bytes;
    }

    /// {@return a part, compressed if that saves blocks, in a while}
    ///
    /// @param inlineTail whether the bytes behind the last whole block would take no block if the part is stored as it is
    Future<Packed> compressed(BlockSource content, long offset, int length, boolean inlineTail) {
        return threads.submit(() -> {
            Room known = rooms.poll();
            Room room = known != null ? known : new Room(compression == ErofsCompression.LZ4HC);
            try {
                if (room.in.length < length) {
                    int size = Math.min(PART, Math.max(2 * room.in.length, length));
                    room.in = new byte[size];
                    room.out = new byte[size];
                }
                content.read(offset, MemorySegment.ofArray(room.in).asSlice(0, length));
                Packed smaller = compress(room, length, most(length, inlineTail));
                return smaller != null
                        ? smaller
                        : new Packed(
                                Arrays.copyOf(
                                        Arrays.copyOf(room.in, length),
                                        (int) Format.blocks(length) * Format.BLOCK),
                                NONE);
            } finally {
                rooms.add(room);
            }
        });
    }

    /// {@return the most blocks that save something}
    private static int most(int length, boolean inlineTail) {
        int blocks = (int) Format.blocks(length);
        int index = ClusterIndex.HEADER + 4 * blocks;
        boolean saves = !inlineTail || length % Format.BLOCK > index;
        return inlineTail && !saves ? length / Format.BLOCK - 1 : blocks - 1;
    }

    /// {@return the part in at most `most` blocks; null if it needs more}
    private static @Nullable Packed compress(Room room, int length, int most) {
        room.lz4.input(room.in);
        int count = 0;
        for (int at = 0; at < length; count++) {
            if (count >= most) {
                return null;
            }
            if (count == room.pieces.length) {
                room.pieces = Arrays.copyOf(room.pieces, 2 * count);
            }
            int to = count * Format.BLOCK;
            int left = length - at;
            int taken = 0;
            if (left > Format.BLOCK) {
                taken = room.lz4.compress(at, length, room.block, 0, Format.BLOCK);
            }
            if (taken > Format.BLOCK) {
                int padding = Format.BLOCK - room.lz4.produced();
                Arrays.fill(room.out, to, to + padding, (byte) 0);
                System.arraycopy(room.block, 0, room.out, to + padding, Format.BLOCK - padding);
                room.pieces[count] = taken;
            } else {
                taken = Math.min(left, Format.BLOCK);
                System.arraycopy(room.in, at, room.out, to, taken);
                Arrays.fill(room.out, to + taken, to + Format.BLOCK, (byte) 0);
                room.pieces[count] = -taken;
            }
            at += taken;
        }
        return new Packed(
                Arrays.copyOf(room.out, count * Format.BLOCK), Arrays.copyOf(room.pieces, count));
    }

    /// Returns when no thread is left.
    @Override
    public void close() {
        threads.close();
    }
}
