package dev.diskwright.core.boot.syslinux;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition.Piece;
import dev.diskwright.core.block.Scattered;
import dev.diskwright.core.boot.BootDisk;
import dev.diskwright.core.boot.BootFile.Place;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.boot.BootSectors;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// SYSLINUX or EXTLINUX on a disk: the content of `ldlinux.sys`, which names its own sectors, the boot sector of its volume,
/// and the code in the disk's first sector that starts the volume.
public final class SyslinuxSectors implements BootSectors {
    /// Most bytes that a disk's first sector takes.
    private static final int CODE_SIZE = 440;

    private static final int SECTOR_SIZE = Syslinux.SECTOR_SIZE;
    private static final int EXT_MAGIC_OFFSET = 0x438;
    private static final short EXT_MAGIC = (short) 0xef53;

    private final Where where;
    private final Syslinux loader;
    private final Place place;
    private final String path;
    private final @Nullable BlockSource diskCode;

    private SyslinuxSectors(
            Where where,
            Syslinux loader,
            Place place,
            String path,
            @Nullable BlockSource diskCode) {
        this.where = where;
        this.loader = loader;
        this.place = place;
        this.path = path;
        this.diskCode = diskCode;
    }

    /// {@return what makes a disk start the loader}
    ///
    /// @param where names the disk in messages
    /// @param path of `ldlinux.sys`, a file of [Syslinux#fileSize] bytes that are not zero
    /// @param diskCode `mbr.bin` or `gptmbr.bin`; null leaves the first sector alone
    /// @throws CorruptImageException if the code is none, or too large
    public static SyslinuxSectors of(
            Where where, Syslinux loader, Place place, String path, @Nullable BootInput diskCode)
            throws CorruptImageException {
        if (diskCode != null
                && (diskCode.bytes().size() == 0 || diskCode.bytes().size() > CODE_SIZE)) {
            throw new CorruptImageException(
                    diskCode.where(),
                    diskCode.bytes().size() + " bytes",
                    "boot code of at most " + CODE_SIZE);
        }
        return new SyslinuxSectors(
                where, loader, place, path, diskCode == null ? null : diskCode.bytes());
    }

    /// @throws UnsupportedImageException if the disk's sectors are not of 512 bytes, or the file system does not keep
    ///     files as they are
    /// @throws DoesNotFitException if the file lies in more pieces than the loader can note
    @Override
    public List<Piece> on(BootDisk disk) throws IOException {
        if (disk.sectorSize() != SECTOR_SIZE) {
            throw new UnsupportedImageException(
                    where, "SYSLINUX on sectors of %d bytes".formatted(disk.sectorSize()));
        }
        BootDisk.Area area = disk.partition(place, path);
        BlockSource volume = disk.bytes().slice(area.offset(), area.length());
        List<Scattered.Stretch> stretches = disk.stretches(place, path);
        Syslinux.Installed it = loader.install(onVolume(stretches, area.offset()), "");

        var pieces = new ArrayList<Piece>();
        for (Scattered.Stretch stretch : stretches) {
            long length = Math.min(stretch.length(), it.file().size() - stretch.offset());
            if (length > 0) {
                pieces.add(new Piece(stretch.place(), it.file().slice(stretch.offset(), length)));
            }
        }
        List<Piece> sectors =
                isExt(volume)
                        ? VolumeBootSector.onExt(
                                volume, it.bootSector(), area.offset() / SECTOR_SIZE)
                        : VolumeBootSector.onFat(where, volume, it.bootSector());
        for (Piece sector : sectors) {
            pieces.add(new Piece(area.offset() + sector.offset(), sector.source()));
        }
        if (diskCode != null && disk.isPartitioned()) {
            pieces.add(new Piece(0, diskCode));
        }
        return pieces;
    }

    private List<Syslinux.Stretch> onVolume(List<Scattered.Stretch> stretches, long start)
            throws UnsupportedImageException {
        var found = new ArrayList<Syslinux.Stretch>();
        long next = 0;
        for (Scattered.Stretch it : stretches) {
            if (it.offset() != next || (it.place() - start) % SECTOR_SIZE != 0) {
                throw new UnsupportedImageException(
                        where.structure(path, it.place()), "a loader with holes");
            }
            found.add(new Syslinux.Stretch(it.place() - start, it.length()));
            next += it.length();
        }
        return found;
    }

    private static boolean isExt(BlockSource volume) throws IOException {
        return volume.size() > EXT_MAGIC_OFFSET + 2
                && volume.bytes(EXT_MAGIC_OFFSET, 2)
                                .get(JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN), 0)
                        == EXT_MAGIC;
    }
}
