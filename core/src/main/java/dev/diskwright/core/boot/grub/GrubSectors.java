package dev.diskwright.core.boot.grub;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition.Piece;
import dev.diskwright.core.boot.BootDisk;
import dev.diskwright.core.boot.BootSectors;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.List;

/// GRUB for BIOS on a disk: `boot.img` in its first sector, `core.img` where code may be embedded.
///
/// @param where names the disk in messages
public record GrubSectors(Where where, GrubBios grub) implements BootSectors {
    @Override
    public long embedded() {
        return (long) grub.sectors() * GrubBios.SECTOR_SIZE;
    }

    /// @throws UnsupportedImageException if the disk has no table, or sectors of another size than 512 bytes
    /// @throws DoesNotFitException if there is too little room for `core.img`
    @Override
    public List<Piece> on(BootDisk disk) throws IOException {
        if (disk.sectorSize() != GrubBios.SECTOR_SIZE) {
            throw new UnsupportedImageException(
                    where, "GRUB for BIOS on sectors of %d bytes".formatted(disk.sectorSize()));
        }
        if (!disk.isPartitioned()) {
            throw new UnsupportedImageException(where, "GRUB for BIOS without a partition table");
        }
        BootDisk.Area area = disk.embedding();
        GrubBios.Installed it =
                grub.installAt(
                        Math.max(1, area.offset() / GrubBios.SECTOR_SIZE),
                        area.length() / GrubBios.SECTOR_SIZE);
        return List.of(
                new Piece(0, BlockSource.of(it.bootCode())), new Piece(area.offset(), it.core()));
    }
}
