package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;

/// Reads a table of metadata blocks from some place on. Not for several threads.
final class Cursor {
    private final Volume volume;
    private final String table;
    private final long end; // of the table
    private Volume.MetadataBlock block;
    private int next; // in the block

    private Cursor(Volume volume, String table, long end, Volume.MetadataBlock block, int next) {
        this.volume = volume;
        this.table = table;
        this.end = end;
        this.block = block;
        this.next = next;
    }

    /// {@return a cursor at a place in a table}
    ///
    /// @param start where the table begins
    /// @param end where it must have ended
    /// @param reference where its block begins in the table, and an offset in the block
    static Cursor at(Volume volume, String table, long start, long end, long reference)
            throws IOException {
        long block = reference >>> 16;
        int offset = (int) (reference & 0xffff);
        if (block > end - start) {
            throw new CorruptImageException(
                    volume.where().structure(table, start),
                    "a reference to 0x%x".formatted(block),
                    "one within the %d bytes of the table".formatted(end - start));
        }
        var found = volume.metadata(table, start + block, end);
        if (offset >= found.bytes().length) {
            throw new CorruptImageException(
                    volume.where().structure(table, start + block),
                    "a reference to byte %d of it".formatted(offset),
                    "one of its %d".formatted(found.bytes().length));
        }
        return new Cursor(volume, table, end, found, offset);
    }

    /// {@return a cursor at the same place}
    Cursor copy() {
        return new Cursor(volume, table, end, block, next);
    }

    /// {@return the place: offset of the block, in which fields are found when it is unpacked}
    Where where() {
        return volume.where().structure(table, block.at());
    }

    /// {@return the place of a field that was just passed}
    ///
    /// @param back bytes from its start to here
    Where where(String field, int back) {
        return where().field(field, Math.max(0, next - back));
    }

    /// {@return offset of the metadata block in the volume}
    long blockAt() {
        return block.at();
    }

    /// {@return offset in what the block unpacks to}
    int offset() {
        return next;
    }

    /// {@return whether the table goes on}
    boolean hasMore() {
        return next < block.bytes().length || block.next() < end;
    }

    /// {@return the next `length` bytes}
    byte[] take(int length) throws IOException {
        byte[] bytes = new byte[length];
        take(bytes, length);
        return bytes;
    }

    /// Fills the first `length` bytes of `target`.
    void take(byte[] target, int length) throws IOException {
        for (int done = 0; done < length; ) {
            advance();
            int count = Math.min(length - done, block.bytes().length - next);
            System.arraycopy(block.bytes(), next, target, done, count);
            next += count;
            done += count;
        }
    }

    /// Passes over `length` bytes.
    void skip(long length) throws IOException {
        for (long done = 0; done < length; ) {
            advance();
            int count = (int) Math.min(length - done, block.bytes().length - next);
            next += count;
            done += count;
        }
    }

    /// Goes on to the next block at the end of one, as reading does.
    void advance() throws IOException {
        if (next == block.bytes().length) {
            block = volume.metadata(table, block.next(), end);
            next = 0;
        }
    }
}
