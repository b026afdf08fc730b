package dev.diskwright.core.boot;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Scattered;
import java.io.IOException;
import java.util.List;

/// A disk on which everything has its place but boot code, as those see it who have to know where things came to lie.
public interface BootDisk {
    /// {@return logical sector size in bytes}
    int sectorSize();

    /// {@return whether it has a partition table}
    boolean isPartitioned();

    /// {@return what is on it so far}
    BlockSource bytes();

    /// {@return where code may be embedded: the BIOS boot partition of a GPT, or what an MBR leaves between itself and the
    /// first partition; of length 0 if there is no such place}
    Area embedding();

    /// {@return the partition that a path leads to, or all of a disk without a table}
    ///
    /// @throws IllegalArgumentException if there is none
    Area partition(BootFile.Place place, String path);

    /// {@return where the bytes of a file lie on this disk, in their order; what is missing in between is zeros} Offsets
    /// are of the file, places of the disk, both in bytes.
    ///
    /// @throws dev.diskwright.core.bytes.UnsupportedImageException if its file system does not keep files as they are
    /// @throws IllegalArgumentException if there is no such file
    List<Scattered.Stretch> stretches(BootFile.Place place, String path) throws IOException;

    /// A part of a disk.
    ///
    /// @param offset in bytes
    /// @param length in bytes
    /// @param number of the partition, 0 if it is none
    record Area(long offset, long length, int number) {
        /// No place at all.
        public static final Area NONE = new Area(0, 0, 0);
    }
}
