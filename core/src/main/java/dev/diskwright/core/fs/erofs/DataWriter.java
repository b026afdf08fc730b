package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Spool;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.fs.Numbering;
import dev.diskwright.core.fs.WorkerPool;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;

/// Writes the contents of files. Several threads read and compress parts ahead; this one takes them in the order of the
/// tree, so that the bytes do not depend on who was faster. What is ahead takes some megabytes, whatever the files are.
final class DataWriter {
    private static final int MOST_PARTS = 256; // ahead
    private static final long LAST_BLOCK = 0xffff_fffeL;

    private final boolean compressing;
    private final Numbering numbering;
    private final Spool spool;
    private final Packer packer;
    private final Progress progress;
    private final IntPredicate inlines;
    private final FileData[] files;
    private final long mostAhead; // bytes
    private final ArrayDeque<Part> ahead = new ArrayDeque<>();
    private long bytesAhead;
    private long position; // in the spool
    private long start; // of the file that is being taken
    private int[] pieces = new int[64]; // of that file
    private int pieceCount;
    private boolean smaller; // whether any of its parts is compressed

    /// A part of a file.
    ///
    /// @param chunk of a chunk-based file the chunk that begins with it, -1 for none
    private record Part(
            int file, int length, int chunk, boolean isLast, Future<Packer.Packed> packed) {}

    /// @param start offset in the spool where data begins
    /// @param inlines whether the end of a file, by its number, fits behind its inode
    DataWriter(
            ErofsParameters parameters,
            Numbering numbering,
            Spool spool,
            long start,
            Packer packer,
            IntPredicate inlines,
            Progress progress) {
        compressing = parameters.compression() != ErofsCompression.NONE;
        this.numbering = numbering;
        this.spool = spool;
        this.packer = packer;
        this.inlines = inlines;
        this.progress = progress;
        position = start;
        files = new FileData[numbering.count() + 1];
        Arrays.fill(files, FileData.EMPTY);
        mostAhead = (2L + 2L * parameters.threads()) * Packer.PART;
    }

    /// Writes everything.
    ///
    /// @return the offset behind it
    long write() throws IOException, InterruptedException {
        for (int number = 1; number <= numbering.count(); number++) {
            if (numbering.node(number) instanceof RegularFile file) {
                add(number, file.content());
            }
        }
        while (!ahead.isEmpty()) {
            take();
        }
        return position;
    }

    /// {@return where the content of each file is, by its number}
    FileData[] files() {
        return files;
    }

    /// Hands a file to the threads, part by part.
    private void add(int number, BlockSource content) throws IOException, InterruptedException {
        long size = content.size();
        if (size == 0) {
            return;
        }
        boolean inline = inlines.test(number);
        if (Chunks.suit(content, compressing)) {
            chunks(number, content);
            return;
        }
        boolean compressed = compressing && size > Format.BLOCK;
        long end = inline && !compressed ? size / Format.BLOCK * Format.BLOCK : size;
        if (end == 0) {
            files[number] = FileData.flat(0, true);
            progress.advance(size);
            return;
        }
        for (long at = 0; at < end; at += Packer.PART) {
            int length = (int) Math.min(Packer.PART, end - at);
            boolean last = at + length == end;
            int told = (int) (last ? size - at : length);
            Future<Packer.Packed> packed =
                    compressed
                            ? packer.compressed(content, at, length, inline && size == length)
                            : packer.stored(content, at, length);
            put(new Part(number, told, -1, last, packed));
        }
    }

    private void chunks(int number, BlockSource content) throws IOException, InterruptedException {
        Chunks chunks = Chunks.of(content);
        int[] places = new int[chunks.count()];
        Arrays.fill(places, Format.HOLE);
        files[number] = new FileData(Format.CHUNKED, 0, places, chunks.bits());
        long stored = 0;
        for (int i = 0; i < places.length; i++) {
            if (!chunks.isStored(content, i)) {
                continue;
            }
            long end = Math.min(content.size(), (i + 1) * chunks.size());
            for (long at = i * chunks.size(); at < end; at += Packer.PART) {
                int length = (int) Math.min(Packer.PART, end - at);
                int chunk = at == i * chunks.size() ? i : -1;
                put(new Part(number, length, chunk, false, packer.stored(content, at, length)));
                stored += length;
            }
        }
        progress.advance(content.size() - stored);
    }

    private void put(Part part) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while packing");
        }
        ahead.add(part);
        bytesAhead += part.length;
        while (bytesAhead > mostAhead || ahead.size() > MOST_PARTS) {
            take();
        }
    }

    /// Takes the next part in the order of the tree.
    private void take() throws IOException, InterruptedException {
        Part part = ahead.remove();
        bytesAhead -= part.length;
        Packer.Packed packed = WorkerPool.await(part.packed);
        long block = position / Format.BLOCK;
        if (block + Format.blocks(packed.bytes().length) > LAST_BLOCK) {
            throw Limits.exceeded("more than 2^32 blocks", "16 TiB");
        }
        boolean chunked = files[part.file].layout() == Format.CHUNKED;
        if (part.chunk >= 0) {
            files[part.file].places()[part.chunk] = (int) block;
        } else if (!chunked && pieceCount == 0) {
            start = block;
        }
        spool.write(position, packed.bytes(), packed.bytes().length);
        position += packed.bytes().length;
        progress.advance(part.length);
        if (!chunked) {
            pieces(packed, part.length);
            if (part.isLast) {
                end(part.file);
            }
        }
    }

    private void pieces(Packer.Packed packed, int length) {
        int count = packed.pieces().length;
        smaller |= count > 0;
        int added = count > 0 ? count : (int) Format.blocks(length);
        if (pieceCount + added > pieces.length) {
            pieces = Arrays.copyOf(pieces, Math.max(2 * pieces.length, pieceCount + added));
        }
        for (int i = 0; i < added; i++) {
            int rest = length - i * Format.BLOCK;
            pieces[pieceCount++] = count > 0 ? packed.pieces()[i] : -Math.min(rest, Format.BLOCK);
        }
    }

    private void end(int number) throws IOException {
        if (smaller) {
            int[] all = Arrays.copyOf(pieces, pieceCount);
            files[number] = new FileData(Format.COMPRESSED_COMPACT, start, all, 0);
        } else {
            boolean inline = inlines.test(number);
            files[number] = FileData.flat(start, inline);
            if (inline) { // what was written of the end is taken back
                RegularFile file = (RegularFile) numbering.node(number);
                position = (start + file.content().size() / Format.BLOCK) * Format.BLOCK;
                files[number] = FileData.flat(start, true);
            }
        }
        pieceCount = 0;
        smaller = false;
    }
}
