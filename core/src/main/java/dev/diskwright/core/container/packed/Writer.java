package dev.diskwright.core.container.packed;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes a compressed file forwards, piece by piece.
///
/// @param <P> a packed piece
final class Writer<P> implements Encoder {
    private static final int BATCH = 256 << 10; // bytes of repeated pieces that are written at once

    private final Target target;
    private final long size;
    private final int pieceSize;
    private final Pieces<P> pieces;
    private @Nullable P zero; // a whole piece of zeros
    private long done; // bytes of the disk
    private long written; // bytes of the file

    /// @param pieceSize a power of two up to 2 MiB
    Writer(Target target, long size, int pieceSize, Pieces<P> pieces) {
        this.target = target;
        this.size = size;
        this.pieceSize = pieceSize;
        this.pieces = pieces;
    }

    @Override
    public int unit() {
        return pieceSize;
    }

    @Override
    public boolean isIdentified() {
        return false;
    }

    @Override
    public CopyPipeline.Step prepare(long offset, MemorySegment data) {
        var packed = new ArrayList<Optional<P>>(); // nothing for zeros
        for (long at = 0; at < data.byteSize(); at += pieceSize) {
            MemorySegment piece = data.asSlice(at, Math.min(pieceSize, data.byteSize() - at));
            packed.add(
                    ZeroBytes.isZero(piece) ? Optional.empty() : Optional.of(pieces.pack(piece)));
        }
        return () -> {
            for (int i = 0; i < packed.size(); i++) {
                if (packed.get(i).isPresent()) {
                    fill(offset + (long) i * pieceSize);
                    put(packed.get(i).get(), 1);
                    done = Math.min(size, done + pieceSize);
                }
            }
        };
    }

    private void begin() throws IOException {
        if (written == 0) {
            MemorySegment head = pieces.head();
            target.write(0, head);
            written = head.byteSize();
        }
    }

    private void put(P piece, long times) throws IOException, InterruptedException {
        begin();
        MemorySegment bytes = pieces.bytes(piece);
        long batch = Math.clamp(BATCH / bytes.byteSize(), 1, times);
        MemorySegment repeated = batch == 1 ? bytes : repeated(bytes, batch);
        for (long left = times; left > 0; left -= batch) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while writing");
            }
            MemorySegment some =
                    left < batch ? repeated.asSlice(0, left * bytes.byteSize()) : repeated;
            target.write(written, some);
            written += some.byteSize();
        }
        pieces.added(piece, times);
    }

    private static MemorySegment repeated(MemorySegment bytes, long times) {
        var all = MemorySegment.ofArray(new byte[Math.toIntExact(bytes.byteSize() * times)]);
        for (long i = 0; i < times; i++) {
            all.asSlice(i * bytes.byteSize()).copyFrom(bytes);
        }
        return all;
    }

    /// Writes zeros up to an offset of the disk.
    private void fill(long end) throws IOException, InterruptedException {
        long longest = pieces.longestZeros();
        while (longest > 0 && done < end) {
            long length = Math.min(longest, end - done);
            put(pieces.zeros(length), 1);
            done += length;
        }
        long whole = (end - done) / pieceSize;
        if (whole > 0) {
            P piece = zero;
            if (piece == null) {
                piece = pieces.pack(MemorySegment.ofArray(new byte[pieceSize]));
                zero = piece;
            }
            put(piece, whole);
            done += whole * pieceSize;
        }
        if (done < end) {
            put(pieces.pack(MemorySegment.ofArray(new byte[(int) (end - done)])), 1);
            done = end;
        }
    }

    @Override
    public void finish(Identity identity) throws IOException, InterruptedException {
        begin();
        fill(size);
        MemorySegment end = pieces.end();
        if (end.byteSize() > 0) {
            target.write(written, end);
        }
        target.truncate(written + end.byteSize());
    }
}
