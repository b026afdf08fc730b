package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileNames;
import java.io.IOException;

/// Reads listings of directories.
final class DirectoryReader {
    private static final int HEADER = 12; // bytes
    private static final int ENTRY = 8;

    private final Volume volume;

    DirectoryReader(Volume volume) {
        this.volume = volume;
    }

    /// What is told of a directory.
    interface Sink {
        /// A header.
        ///
        /// @param at offset in the listing
        /// @param block where it lies: offset of the metadata block in the directory table
        default void header(long at, long block) throws IOException {}

        /// A name.
        ///
        /// @param type the basic kind that the directory says it is
        /// @param number of its inode
        /// @param reference of its inode
        void entry(Where where, String name, int type, long number, long reference)
                throws IOException;
    }

    /// Reads all names of a directory, whose size may be anything.
    void read(Inode directory, Sink sink) throws IOException {
        long left = directory.size() - DirectoryWriter.DOTS;
        if (left < 0) {
            throw new CorruptImageException(
                    directory.where(), "a directory of size " + directory.size(), "3 or more");
        }
        if (left == 0) {
            return;
        }
        Superblock it = volume.superblock();
        Cursor cursor =
                Cursor.at(
                        volume,
                        "directory table",
                        it.directoryTable(),
                        volume.directoryEnd(),
                        directory.start() << 16 | directory.offset());
        byte[] fixed = new byte[HEADER];
        long size = left;
        while (left > 0) {
            if (left < HEADER + ENTRY + 1) {
                throw tooShort(cursor, left);
            }
            cursor.advance();
            sink.header(size - left, cursor.blockAt() - it.directoryTable());
            cursor.take(fixed, HEADER);
            long count = LittleEndian.u32(fixed, 0) + 1;
            long block = LittleEndian.u32(fixed, 4);
            long base = LittleEndian.u32(fixed, 8);
            if (count > DirectoryWriter.MOST_NAMES) {
                throw new CorruptImageException(
                        cursor.where("count", HEADER), "%d names".formatted(count), "1 to 256");
            }
            left -= HEADER;
            for (long i = 0; i < count; i++) {
                if (left < ENTRY + 1) {
                    throw tooShort(cursor, left);
                }
                cursor.take(fixed, ENTRY);
                int length = LittleEndian.u16(fixed, 6) + 1;
                left -= ENTRY + length;
                if (length > Limits.NAME || left < 0) {
                    throw new CorruptImageException(
                            cursor.where("size", 2),
                            "a name of %d bytes".formatted(length),
                            "1 to 256, within the directory");
                }
                long number = base + LittleEndian.s16(fixed, 2);
                long reference = block << 16 | LittleEndian.u16(fixed, 0);
                Where where = cursor.where("entry", ENTRY);
                String name = FileNames.decode(cursor.take(length));
                sink.entry(where, name, LittleEndian.u16(fixed, 4), number, reference);
            }
        }
    }

    private static CorruptImageException tooShort(Cursor cursor, long left) {
        return new CorruptImageException(
                cursor.where(), "%d bytes left of a directory".formatted(left), "a whole entry");
    }
}
