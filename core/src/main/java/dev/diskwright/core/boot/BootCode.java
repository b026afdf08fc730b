package dev.diskwright.core.boot;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// The code that a BIOS starts: the first bytes of a disk, in front of the disk signature and the partition table. Also
/// on a disk with 4096-byte sectors it is in the first 512 bytes.
public final class BootCode {
    /// Room for code, in bytes; the disk signature follows at 0x1b8.
    public static final int SIZE = 440;

    private static final int SECTOR_SIZE = 512;
    private static final int SIGNATURE = 510;

    private BootCode() {}

    /// Puts boot code on a disk without a partition table, whose file system leaves the first 512 bytes free, as ext4
    /// does, and the signature without which no BIOS starts it.
    ///
    /// @param code at most [#SIZE] bytes
    /// @return the disk with its first 512 bytes replaced
    /// @throws UnsupportedImageException if there is something in the first 512 bytes
    /// @throws DoesNotFitException if the disk is smaller than that
    public static BlockSource onBareDisk(Where where, BlockSource disk, byte[] code)
            throws IOException {
        if (code.length > SIZE) {
            throw new IllegalArgumentException("boot code of %d bytes".formatted(code.length));
        }
        if (disk.size() < SECTOR_SIZE) {
            throw new DoesNotFitException(where, SECTOR_SIZE, disk.size());
        }
        MemorySegment sector = disk.bytes(0, SECTOR_SIZE);
        if (MemorySegment.ofArray(new byte[SECTOR_SIZE]).mismatch(sector) >= 0) {
            throw new UnsupportedImageException(
                    where.structure("boot sector", 0),
                    "boot code in front of a file system that uses this sector");
        }
        sector.asSlice(0, code.length).copyFrom(MemorySegment.ofArray(code));
        sector.set(JAVA_BYTE, SIGNATURE, (byte) 0x55);
        sector.set(JAVA_BYTE, SIGNATURE + 1, (byte) 0xaa);
        return Composition.ofSize(disk.size())
                .place(0, BlockSource.of(sector))
                .place(SECTOR_SIZE, disk.slice(SECTOR_SIZE, disk.size() - SECTOR_SIZE))
                .build();
    }
}
