package dev.diskwright.core.fs.iso9660;

import static dev.diskwright.core.fs.iso9660.Bytes.u8;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;

/// Reads directories record by record. Each block of a directory is read once, however the volume links them, so that
/// reading ends.
final class DirectoryReader {
    private final Volume volume;
    private final Set<Long> read = new HashSet<>(); // by offset

    DirectoryReader(Volume volume) {
        this.volume = volume;
    }

    /// Told of each record, those of the directory itself and the one above included.
    interface Sink {
        /// @param index of the record in its directory
        void record(int index, DirectoryRecord record) throws IOException;
    }

    /// Tells `sink` of every record of a directory.
    ///
    /// @param from what leads to it
    /// @param size in bytes
    /// @throws CorruptImageException if it is not all in the volume, was read before, or has a damaged record
    void read(Where from, long block, long size, Sink sink) throws IOException {
        volume.requireInside(from, block, size);
        long start = block * volume.primary().blockSize();
        int index = 0;
        for (long done = 0; done < size; done += VolumeDescriptor.SECTOR) {
            long offset = start + done;
            if (!read.add(offset)) {
                throw new CorruptImageException(
                        from, "a directory that was met before", "each in one place");
            }
            int length = (int) Math.min(VolumeDescriptor.SECTOR, size - done);
            MemorySegment sector = volume.source().bytes(offset, length).asReadOnly();
            Where where = volume.where().structure("directory at block " + block, offset);
            for (long at = 0; at < length && u8(sector, at) != 0; ) {
                DirectoryRecord record = DirectoryRecord.at(sector, at, where);
                sink.record(index++, record);
                at += record.bytes().byteSize();
            }
        }
    }

    /// {@return the first record of a directory, its own}
    DirectoryRecord self(Where from, long block) throws IOException {
        volume.requireInside(from, block, VolumeDescriptor.SECTOR);
        MemorySegment sector = volume.bytes(from, block, 0, VolumeDescriptor.SECTOR);
        DirectoryRecord self =
                DirectoryRecord.at(sector, 0, volume.at("directory at block " + block, block));
        if (!self.isSelf() || !self.isDirectory()) {
            throw new CorruptImageException(
                    self.where(), "another record", "the directory's own first");
        }
        return self;
    }
}
