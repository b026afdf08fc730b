package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Spool;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.fs.Numbering;
import dev.diskwright.core.fs.WorkerPool;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Packs the contents of files. Several threads read and compress blocks ahead; this one takes them in the order of the
/// tree, so that the bytes do not depend on who was faster:
///
/// - a file's blocks lie together; the fragment block that its end fills comes behind them;
/// - of a file whose bytes were packed before, what was written is taken back, and the earlier blocks are shared. Only
///   files of a size that another has are digested.
///
/// What is ahead takes a few blocks for each thread, whatever the files are.
final class DataWriter {
    private static final int MOST_PIECES = 256; // ahead
    private static final int LEAST_AHEAD = 4 << 20; // bytes

    private final SquashfsParameters parameters;
    private final Numbering numbering;
    private final Spool spool;
    private final Progress progress;
    private final PackedFiles files;
    private final Workers workers;
    private final long mostAhead; // bytes
    private final SameSizes sameSizes;
    private final Map<String, Integer> known = new HashMap<>(); // files by digest
    private final ArrayDeque<Piece> ahead = new ArrayDeque<>();
    private final ArrayDeque<Late> late = new ArrayDeque<>(); // packed, not yet written
    private long bytesAhead;
    private long bytesLate;
    private long position; // in the spool
    private byte[] fragment; // the one that is being filled
    private int fragmentFilled;
    private int fragmentNumber = -1; // of the block that is being filled
    private @Nullable MessageDigest digest; // of the file that is being taken

    /// A piece of a file: a block, what is left behind the last, or blocks of zeros.
    ///
    /// @param block its number in the file
    /// @param zeros blocks of zeros; then nothing is read
    /// @param isTail whether it goes to a fragment
    private record Piece(
            int file,
            int block,
            int zeros,
            int length,
            boolean isTail,
            boolean isLast,
            @Nullable Future<Workers.Packed> packed) {}

    /// A block that is written as soon as it is its turn.
    ///
    /// @param file whose first block it is, 0 for none
    /// @param block to note the size of, in `file`; of a fragment -1
    private record Late(
            int file, int block, int fragment, int length, Future<Workers.Packed> packed) {}

    /// @param start offset in the spool where data begins
    DataWriter(
            SquashfsParameters parameters,
            Numbering numbering,
            Spool spool,
            long start,
            Workers workers,
            Progress progress) {
        this.parameters = parameters;
        this.numbering = numbering;
        this.spool = spool;
        this.progress = progress;
        this.workers = workers;
        files = new PackedFiles(numbering.count());
        position = start;
        fragment = new byte[parameters.blockSize()];
        mostAhead = Math.max(LEAST_AHEAD, 3L * parameters.threads() * parameters.blockSize());
        sameSizes = SameSizes.of(numbering);
    }

    /// Packs everything.
    ///
    /// @return the offset behind it
    long write() throws IOException, InterruptedException {
        for (int number = 1; number <= numbering.count(); number++) {
            if (numbering.node(number) instanceof RegularFile file) {
                add(number, file.origin());
            }
        }
        while (!ahead.isEmpty()) {
            take();
        }
        endFragment();
        writeLate(0);
        return position;
    }

    PackedFiles files() {
        return files;
    }

    /// Hands a file to the threads, piece by piece.
    private void add(int number, BlockSource content) throws IOException, InterruptedException {
        long size = content.size();
        int blockSize = parameters.blockSize();
        int tail = parameters.fragments() ? (int) (size % blockSize) : 0;
        long blocks = tail > 0 ? size / blockSize : Math.ceilDiv(size, blockSize);
        if (blocks > Integer.MAX_VALUE / 4) {
            throw Limits.exceeded(
                    "a file of %d blocks".formatted(blocks), Integer.toString(1 << 29));
        }
        files.blocks(number, (int) blocks);
        boolean digested = sameSizes.isShared(size);
        for (long block = 0; block < blocks; ) {
            int zeros = zeros(content, block * blockSize);
            int length = (int) Math.min(blockSize, size - block * blockSize);
            boolean last = block + Math.max(1, zeros) == blocks && tail == 0;
            if (zeros > 0) {
                put(new Piece(number, (int) block, zeros, 0, false, last, null));
            } else {
                long offset = block * blockSize;
                put(
                        new Piece(
                                number,
                                (int) block,
                                0,
                                length,
                                false,
                                last,
                                workers.block(content, offset, length, digested)));
            }
            block += Math.max(1, zeros);
        }
        if (tail > 0) {
            var packed = workers.tail(content, size - tail, tail, digested);
            put(new Piece(number, (int) blocks, 0, tail, true, true, packed));
        }
    }

    /// {@return how many whole blocks from `offset` on are a hole}
    private int zeros(BlockSource content, long offset) throws IOException {
        int blockSize = parameters.blockSize();
        if (content.size() - offset < 2L * blockSize) {
            return 0; // reading it is cheaper than asking
        }
        Extent extent = content.extentAt(offset);
        return extent.isZero() ? (int) ((extent.end() - offset) / blockSize) : 0;
    }

    private void put(Piece piece) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while packing");
        }
        ahead.add(piece);
        bytesAhead += piece.length;
        while (bytesAhead > mostAhead || ahead.size() > MOST_PIECES) {
            take();
        }
    }

    /// Takes the next piece in the order of the tree.
    private void take() throws IOException, InterruptedException {
        Piece piece = ahead.remove();
        bytesAhead -= piece.length;
        boolean digested = sameSizes.isShared(size(piece.file));
        if (digested && digest == null) {
            digest = Workers.digest();
        }
        Workers.Packed packed = piece.packed == null ? null : WorkerPool.await(piece.packed);
        if (digest != null && packed != null) {
            digest.update(packed.digest());
        }
        for (int i = 0; digest != null && i < piece.zeros; i++) {
            digest.update(workers.digestOfZeros()); // whether they are a hole or not
        }
        if (packed == null) {
            files.addSparse(piece.file, (long) piece.zeros * parameters.blockSize());
        } else if (packed.isZero() && !piece.isTail) {
            files.addSparse(piece.file, piece.length);
        } else if (!piece.isTail && piece.packed != null) {
            write(new Late(piece.file, piece.block, -1, piece.length, piece.packed));
        }
        progress.advance(
                packed == null ? (long) piece.zeros * parameters.blockSize() : piece.length);
        if (piece.isLast) {
            end(piece.file, piece.isTail && packed != null ? packed.bytes() : new byte[0]);
        }
    }

    private long size(int number) {
        return numbering.node(number) instanceof RegularFile file ? file.content().size() : 0;
    }

    private void end(int number, byte[] tail) throws IOException, InterruptedException {
        if (digest != null) {
            String key = size(number) + HexFormat.of().formatHex(digest.digest());
            digest = null;
            Integer same = known.putIfAbsent(key, number);
            if (same != null) {
                takeBack(number);
                files.share(number, same);
                return;
            }
        }
        if (tail.length > 0) {
            if (fragmentFilled + tail.length > fragment.length) {
                endFragment();
            }
            if (fragmentNumber < 0) {
                fragmentNumber = files.addFragment();
            }
            files.fragment(number, fragmentNumber, fragmentFilled);
            System.arraycopy(tail, 0, fragment, fragmentFilled, tail.length);
            fragmentFilled += tail.length;
        }
    }

    /// Takes back the blocks of a file.
    private void takeBack(int number) throws IOException, InterruptedException {
        if (files.sparse(number) >= (long) files.blocks(number).length * parameters.blockSize()) {
            return; // none was written
        }
        writeLate(0);
        if (files.start(number) > 0) {
            position = files.start(number);
        }
    }

    private void endFragment() throws IOException, InterruptedException {
        if (fragmentNumber >= 0) {
            byte[] full = fragment;
            int length = fragmentFilled;
            write(new Late(0, -1, fragmentNumber, length, workers.fragment(full, length)));
            fragment = new byte[parameters.blockSize()];
            fragmentFilled = 0;
            fragmentNumber = -1;
        }
    }

    private void write(Late block) throws IOException, InterruptedException {
        late.add(block);
        bytesLate += block.length;
        writeLate(mostAhead);
    }

    /// Writes what is packed, and waits for more as long as `most` bytes are exceeded.
    private void writeLate(long most) throws IOException, InterruptedException {
        while (!late.isEmpty()
                && (bytesLate > most || most == 0 || late.element().packed.isDone())) {
            Late it = late.remove();
            bytesLate -= it.length;
            Workers.Packed packed = WorkerPool.await(it.packed);
            byte[] bytes = packed.bytes();
            int entry = bytes.length | (packed.isStored() ? BlockSizes.STORED : 0);
            if (it.fragment >= 0) {
                files.fragmentAt(it.fragment, position, entry);
            } else {
                if (files.start(it.file) == 0) {
                    files.start(it.file, position);
                }
                files.blocks(it.file)[it.block] = entry;
            }
            spool.write(position, bytes, bytes.length);
            position += bytes.length;
        }
    }

    /// Sizes that more than one file has: only these files can have the same bytes.
    private static final class SameSizes {
        private final long[] shared; // ascending

        private SameSizes(long[] shared) {
            this.shared = shared;
        }

        static SameSizes of(Numbering numbering) {
            long[] sizes = new long[numbering.count()];
            int count = 0;
            for (int number = 1; number <= numbering.count(); number++) {
                if (numbering.node(number) instanceof RegularFile file
                        && file.content().size() > 0) {
                    sizes[count++] = file.content().size();
                }
            }
            Arrays.sort(sizes, 0, count);
            int kept = 0;
            for (int i = 1; i < count; i++) {
                if (sizes[i] == sizes[i - 1] && (kept == 0 || sizes[kept - 1] != sizes[i])) {
                    sizes[kept++] = sizes[i];
                }
            }
            return new SameSizes(Arrays.copyOf(sizes, kept));
        }

        boolean isShared(long size) {
            return Arrays.binarySearch(shared, size) >= 0;
        }
    }
}
