package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.Scattered;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// The journal of a volume as the blocks of its file, counted from 0, the superblock.
final class Log {
    private final Volume volume;
    private final Scattered file;
    private final JournalSuperblock superblock;

    private Log(Volume volume, Scattered file, JournalSuperblock superblock) {
        this.volume = volume;
        this.file = file;
        this.superblock = superblock;
    }

    /// Collects where the journal lies.
    private static final class Place implements MapReader.Sink {
        private final Scattered.Builder builder = new Scattered.Builder();
        private final long blockSize;
        private long blocks; // without a hole

        Place(long blockSize) {
            this.blockSize = blockSize;
        }

        @Override
        public void node(Where where, long block) {}

        @Override
        public void run(long logical, long length, long physical, boolean unwritten) {
            if (logical == blocks) {
                builder.add(logical * blockSize, length * blockSize, physical * blockSize);
                blocks += length;
            }
        }
    }

    /// {@return the journal}
    ///
    /// @throws UnsupportedImageException if it is on another device or has features that we lack
    /// @throws CorruptImageException if it cannot be one
    static Log open(Volume volume) throws IOException {
        Superblock sb = volume.superblock();
        Where where = volume.where().structure("superblock", Superblock.OFFSET);
        Where field = where.field("journalInum", Superblock.CODEC.offset("journalInum"));
        long number = sb.journalInum();
        if (number == 0 && sb.journalDev() != 0) {
            throw new UnsupportedImageException(field, "replay of a journal on another device");
        }
        if (!sb.hasCompat(Features.Compat.HAS_JOURNAL) || number < 1 || number > sb.inodesCount()) {
            throw new CorruptImageException(
                    field, "a journal to be replayed in inode %d".formatted(number), "one");
        }
        InodeRecord inode = volume.inode(number);
        if (inode.type() != InodeRecord.REGULAR
                || inode.has(InodeRecord.INLINE_DATA | InodeRecord.ENCRYPTED)) {
            throw new CorruptImageException(
                    volume.inodeAt(number).field("mode", 0),
                    "0%o".formatted(inode.mode()),
                    "a regular file, the journal");
        }
        var place = new Place(volume.blockSize());
        MapReader.read(volume, number, inode, place);
        if (place.blocks < 2) {
            throw new CorruptImageException(
                    volume.inodeAt(number), "a journal of %d blocks".formatted(place.blocks), "2");
        }
        Scattered file = place.builder.build(volume.source(), place.blocks * volume.blockSize());
        MemorySegment bytes = file.bytes(0, JournalSuperblock.SIZE);
        Where at =
                volume.where().structure("journal superblock", file.stretches().getFirst().place());
        return new Log(
                volume, file, JournalSuperblock.read(at, bytes, volume.blockSize(), place.blocks));
    }

    JournalSuperblock superblock() {
        return superblock;
    }

    /// {@return all blocks}
    Scattered file() {
        return file;
    }

    int blockSize() {
        return volume.blockSize();
    }

    /// {@return a copy of a block}
    MemorySegment block(long index) throws IOException {
        return file.bytes(index * blockSize(), blockSize());
    }

    /// {@return the block behind `index` in the circle of the log}
    long after(long index) {
        return index + 1 == superblock.end() ? superblock.first() : index + 1;
    }

    /// {@return where a block lies in the volume}
    Where at(String structure, long index) {
        long offset = index * blockSize();
        for (Scattered.Stretch it : file.stretches()) {
            if (offset >= it.offset() && offset < it.offset() + it.length()) {
                return volume.where().structure(structure, it.place() + offset - it.offset());
            }
        }
        throw new IndexOutOfBoundsException(index);
    }
}
