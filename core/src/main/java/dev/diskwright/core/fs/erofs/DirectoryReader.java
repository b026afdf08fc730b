package dev.diskwright.core.fs.erofs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileNames;
import java.io.IOException;
import java.util.Arrays;

/// Reads listings of directories.
final class DirectoryReader {
    private DirectoryReader() {}

    /// What is told of a directory.
    interface Sink {
        /// A name, `.` and `..` among them.
        ///
        /// @param nid of its inode
        /// @param type what the directory says it is
        void entry(Where where, String name, long nid, int type) throws IOException;
    }

    /// Reads all names of a directory.
    static void read(Contents contents, Inode directory, Sink sink) throws IOException {
        BlockSource listing = contents.of(directory);
        int blockSize = contents.volume().blockSize();
        for (long at = 0; at < listing.size(); at += blockSize) {
            int length = (int) Math.min(blockSize, listing.size() - at);
            byte[] block = listing.bytes(at, length).toArray(JAVA_BYTE);
            block(directory, at / blockSize, block, sink);
        }
    }

    private static void block(Inode directory, long number, byte[] block, Sink sink)
            throws IOException {
        Where where = directory.where().field("directory block " + number, 0);
        if (block.length < Format.ENTRY) {
            throw new CorruptImageException(
                    where, block.length + " bytes", "an entry of 12 bytes or more");
        }
        int names = LittleEndian.u16(block, 8);
        if (names < Format.ENTRY || names % Format.ENTRY != 0 || names >= block.length) {
            throw new CorruptImageException(
                    where, "names from %d on".formatted(names), "a multiple of 12 in the block");
        }
        int before = names;
        int count = names / Format.ENTRY;
        for (int i = 0; i < count; i++) {
            int at = i * Format.ENTRY;
            int start = LittleEndian.u16(block, at + 8);
            int end =
                    i + 1 < count
                            ? LittleEndian.u16(block, at + Format.ENTRY + 8)
                            : end(block, start);
            if (start != before
                    || end <= start
                    || end > block.length
                    || end - start > Limits.NAME) {
                throw new CorruptImageException(
                        where,
                        "the name of entry %d from %d to %d".formatted(i, start, end),
                        "1 to 255 bytes from %d on".formatted(before));
            }
            before = end;
            String name = FileNames.decode(Arrays.copyOfRange(block, start, end));
            sink.entry(where, name, LittleEndian.s64(block, at), block[at + 10] & 0xff);
        }
    }

    /// {@return where the last name of a block ends: at a NUL or at the block's end}
    private static int end(byte[] block, int start) {
        int end = Math.min(start, block.length);
        while (end < block.length && block[end] != 0) {
            end++;
        }
        return end;
    }
}
