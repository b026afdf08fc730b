package dev.diskwright.core.boot;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition.Piece;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.List;

/// The code that a BIOS starts: the first bytes of a disk, in front of the disk signature and the partition table. Also
/// on a disk with 4096-byte sectors it is in the first 512 bytes.
///
/// On a disk without a partition table it goes in front of a file system that leaves the first 512 bytes free, as ext4
/// does, together with the signature without which no BIOS starts it.
public final class BootCode implements BootSectors {
    /// Room for code, in bytes; the disk signature follows at 0x1b8.
    public static final int SIZE = 440;

    private static final int SECTOR_SIZE = 512;
    private static final int SIGNATURE = 510;

    private final Where where;
    private final byte[] code;

    /// @param where names the disk in messages
    /// @param code at most [#SIZE] bytes
    public BootCode(Where where, byte[] code) {
        if (code.length > SIZE) {
            throw new IllegalArgumentException("boot code of %d bytes".formatted(code.length));
        }
        this.where = where;
        this.code = code.clone();
    }

    /// @throws UnsupportedImageException if there is no table, and something in the first 512 bytes
    /// @throws DoesNotFitException if the disk is smaller than that
    @Override
    public List<Piece> on(BootDisk disk) throws IOException {
        var piece = new Piece(0, BlockSource.of(code));
        if (disk.isPartitioned()) {
            return List.of(piece);
        }
        if (disk.bytes().size() < SECTOR_SIZE) {
            throw new DoesNotFitException(where, SECTOR_SIZE, disk.bytes().size());
        }
        if (!ZeroBytes.isZero(disk.bytes().bytes(0, SECTOR_SIZE))) {
            throw new UnsupportedImageException(
                    where.structure("boot sector", 0),
                    "boot code in front of a file system that uses this sector");
        }
        return List.of(piece, new Piece(SIGNATURE, BlockSource.of(new byte[] {0x55, (byte) 0xaa})));
    }
}
