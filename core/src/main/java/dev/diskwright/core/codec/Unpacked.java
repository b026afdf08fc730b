package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// What a compressed file unpacks to. Short stretches are unpacked whole, several at once by the threads that ask for
/// them. Long ones are unpacked forwards, by one thread after the other; what was unpacked last is kept, so that readers
/// who go forwards together cost one pass. Going back further unpacks the stretch from its start. Keeps some 20 MiB.
final class Unpacked implements BlockSource {
    private static final int SHORT = 2 << 20; // bytes of a stretch that is unpacked whole
    private static final int KEPT = 8; // of such stretches
    private static final int PIECE = 256 << 10; // bytes of what is kept of long ones
    private static final int PIECES = 32;
    private static final int CURSORS = 2;

    private final Where where;
    private final Stretches stretches;
    private final Map<Integer, CompletableFuture<byte[]>> whole =
            new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, byte[]> pieces = new LinkedHashMap<>(16, 0.75f, true); // by offset
    private final List<Cursor> cursors = new ArrayList<>(); // the one used last is the last

    Unpacked(Where where, Stretches stretches) {
        this.where = where;
        this.stretches = stretches;
    }

    /// Where unpacking has come to.
    private static final class Cursor {
        final InputStream stream;
        long at;

        Cursor(InputStream stream, long at) {
            this.stream = stream;
            this.at = at;
        }
    }

    @Override
    public long size() {
        return stretches.size();
    }

    @Override
    public Extent extentAt(long offset) {
        checkRange(offset, 1);
        return stretches.extentAt(offset);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        checkRange(offset, target.byteSize());
        for (long done = 0; done < target.byteSize(); ) {
            long at = offset + done;
            Extent extent = stretches.extentAt(at);
            MemorySegment rest = target.asSlice(done);
            long length = Math.min(extent.end() - at, rest.byteSize());
            if (extent.isZero()) {
                rest.asSlice(0, length).fill((byte) 0);
                done += length;
            } else {
                done += readSome(at, rest.asSlice(0, length));
            }
        }
    }

    private long readSome(long offset, MemorySegment target) throws IOException {
        int stretch = stretches.at(offset);
        long start = stretches.start(stretch);
        long size = stretches.end(stretch) - start;
        boolean isShort = size <= SHORT;
        byte[] bytes = isShort ? whole(stretch, (int) size) : piece(stretch, offset);
        long from = isShort ? start : start + (offset - start) / PIECE * PIECE;
        long length = Math.min(target.byteSize(), from + bytes.length - offset);
        MemorySegment.copy(MemorySegment.ofArray(bytes), offset - from, target, 0, length);
        return length;
    }

    private byte[] whole(int stretch, int size) throws IOException {
        CompletableFuture<byte[]> mine = new CompletableFuture<>();
        CompletableFuture<byte[]> found;
        synchronized (whole) {
            found = whole.putIfAbsent(stretch, mine);
            if (found == null && whole.size() > KEPT) {
                whole.remove(whole.keySet().iterator().next());
            }
        }
        if (found == null) {
            unpack(stretch, size, mine);
            found = mine;
        }
        try {
            return found.get();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.nio.channels.ClosedByInterruptException();
        }
    }

    private void unpack(int stretch, int size, CompletableFuture<byte[]> result) {
        try (InputStream stream = stretches.open(stretch)) {
            result.complete(read(stream, stretches.start(stretch), size));
        } catch (IOException | RuntimeException e) {
            synchronized (whole) {
                whole.remove(stretch, result);
            }
            result.completeExceptionally(e);
        }
    }

    private static IOException failure(ExecutionException wrapper) throws IOException {
        switch (wrapper.getCause()) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case null, default -> throw new IllegalStateException(wrapper);
        }
    }

    private synchronized byte[] piece(int stretch, long offset) throws IOException {
        long start = stretches.start(stretch);
        long wanted = start + (offset - start) / PIECE * PIECE;
        byte[] known = pieces.get(wanted);
        if (known != null) {
            return known;
        }
        Cursor cursor = cursor(stretch, wanted);
        cursors.remove(cursor); // one that fails is not used again
        while (true) {
            byte[] piece = advance(stretch, cursor);
            if (cursor.at > wanted) {
                cursors.add(cursor);
                return piece;
            }
        }
    }

    /// {@return what is nearest before a place of a stretch}
    private Cursor cursor(int stretch, long wanted) throws IOException {
        @Nullable Cursor best = null;
        for (Cursor it : cursors) {
            boolean before = it.at <= wanted && it.at >= stretches.start(stretch);
            if (before && (best == null || it.at > best.at)) {
                best = it;
            }
        }
        if (best != null) {
            return best;
        }
        if (cursors.size() == CURSORS) {
            cursors.removeFirst().stream.close();
        }
        return new Cursor(stretches.open(stretch), stretches.start(stretch));
    }

    private byte[] advance(int stretch, Cursor cursor) throws IOException {
        int length = (int) Math.min(PIECE, stretches.end(stretch) - cursor.at);
        byte[] piece = read(cursor.stream, cursor.at, length);
        pieces.put(cursor.at, piece);
        if (pieces.size() > PIECES) {
            pieces.remove(pieces.keySet().iterator().next());
        }
        cursor.at += length;
        return piece;
    }

    private byte[] read(InputStream stream, long at, int length) throws IOException {
        byte[] bytes = stream.readNBytes(length);
        if (bytes.length < length) {
            throw new CorruptImageException(
                    where,
                    "%d bytes unpacked".formatted(at + bytes.length),
                    Long.toString(stretches.size()));
        }
        return bytes;
    }

    private void checkRange(long offset, long length) {
        if (offset < 0 || length < 0 || offset > size() - length) {
            throw new IndexOutOfBoundsException(
                    "%d bytes at %d of a source of %d".formatted(length, offset, size()));
        }
    }
}
