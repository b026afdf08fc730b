package dev.diskwright.core.boot.syslinux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/// Boot sector and `ldlinux.sys` of one version of SYSLINUX, taken out of its installer.
///
/// The steps of an installation: a file of [#fileSize] bytes is laid out with the volume, then [#install] is told where it
/// came to lie and says what goes there and into the boot sector.
public final class Syslinux {
    /// The only size of sector that the loader can read, in bytes.
    public static final int SECTOR_SIZE = 512;

    private static final int LARGEST_PROGRAM = 16 << 20;
    private static final int LARGEST_FILE = 256 << 10;
    private static final byte[] BOOT_SECTOR = {(byte) 0xeb, 0x58, (byte) 0x90};
    private static final byte[] OEM = "SYSLINUX".getBytes(US_ASCII);
    private static final byte[] BANNER = "\r\nSYSLINUX ".getBytes(US_ASCII);
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
    private static final int ALIGNMENT = 32;

    private final Where where;
    private final byte[] bootSector;
    private final byte[] loader;
    private final PatchArea patch;

    private Syslinux(Where where, byte[] bootSector, byte[] loader, PatchArea patch) {
        this.where = where;
        this.bootSector = bootSector;
        this.loader = loader;
        this.patch = patch;
    }

    /// A stretch of a volume.
    ///
    /// @param offset in bytes, a multiple of 512
    /// @param length in bytes
    public record Stretch(long offset, long length) {}

    /// What goes onto the volume.
    ///
    /// @param file the content of `ldlinux.sys`
    /// @param bootSector 512 bytes, the BIOS parameter block in it still that of the installer: see [VolumeBootSector]
    public record Installed(BlockSource file, MemorySegment bootSector) {}

    /// Takes the loader out of the installer.
    ///
    /// @param installer the program `syslinux` of SYSLINUX 6
    /// @throws UnsupportedImageException if it holds no loader in a form we know
    /// @throws CorruptImageException if the loader's patch area contradicts itself
    public static Syslinux read(BootInput installer) throws IOException {
        if (installer.bytes().size() > LARGEST_PROGRAM) {
            throw new UnsupportedImageException(
                    installer.where(), "an installer of more than 16 MiB");
        }
        byte[] program =
                installer.bytes().bytes(0, (int) installer.bytes().size()).toArray(JAVA_BYTE);
        int sector = bootSector(program);
        int end = sector < 0 ? -1 : find(program, ELF, sector + SECTOR_SIZE, ALIGNMENT, sector);
        if (end < 0 || (end - sector) % SECTOR_SIZE != 0 || end - sector > LARGEST_FILE) {
            throw new UnsupportedImageException(
                    installer.where(), "a file that is not the program syslinux of SYSLINUX 6");
        }
        byte[] loader = Arrays.copyOfRange(program, sector + SECTOR_SIZE, end);
        Where file = installer.where().structure("ldlinux.sys", sector + SECTOR_SIZE);
        return new Syslinux(
                installer.where().inside("ldlinux.sys"),
                Arrays.copyOfRange(program, sector, sector + SECTOR_SIZE),
                loader,
                PatchArea.find(file, MemorySegment.ofArray(loader)));
    }

    private static int bootSector(byte[] program) {
        int at = -1;
        while ((at = find(program, BOOT_SECTOR, at + 1, 1, 0)) >= 0) {
            if (startsWith(program, OEM, at + BOOT_SECTOR.length)
                    && startsWith(program, new byte[] {0x55, (byte) 0xaa}, at + 510)
                    && startsWith(program, BANNER, at + SECTOR_SIZE)) {
                return at;
            }
        }
        return -1;
    }

    /// {@return where `what` is, at `from` or a multiple of `step` behind `origin`; -1 if nowhere}
    private static int find(byte[] in, byte[] what, int from, int step, int origin) {
        for (int at = origin + (from - origin + step - 1) / step * step;
                at <= in.length - what.length;
                at += step) {
            if (startsWith(in, what, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] in, byte[] what, int at) {
        return at <= in.length - what.length
                && Arrays.equals(in, at, at + what.length, what, 0, what.length);
    }

    /// {@return what to lay out as `ldlinux.sys`: its size, and no zeros that a file system might leave out}
    public BlockSource placeholder() {
        byte[] bytes = new byte[(int) fileSize()];
        Arrays.fill(bytes, (byte) 0xff);
        return BlockSource.of(bytes);
    }

    /// {@return size of `ldlinux.sys` as installed, in bytes}
    public long fileSize() {
        return (long) loader.length + Adv.SIZE;
    }

    /// {@return what goes onto a volume where `ldlinux.sys` lies there}
    ///
    /// @param stretches of the file in its order, at least [#fileSize] bytes together
    /// @param directory that holds `ldlinux.c32` and the configuration, without `/` at either end; empty for the root
    /// @throws DoesNotFitException if the file is in more pieces, or the directory's name longer, than the loader can note
    public Installed install(List<Stretch> stretches, String directory) throws IOException {
        long[] sectors = sectors(stretches);
        MemorySegment file = MemorySegment.ofArray(new byte[(int) fileSize()]);
        MemorySegment.copy(loader, 0, file, JAVA_BYTE, 0, loader.length);
        MemorySegment.copy(Adv.empty(), 0, file, loader.length, Adv.SIZE);
        MemorySegment boot = MemorySegment.ofArray(bootSector.clone());
        patch.apply(where, file, boot, sectors, directory);
        return new Installed(BlockSource.of(file), boot);
    }

    private long[] sectors(List<Stretch> stretches) {
        var sectors = new long[(int) (fileSize() / SECTOR_SIZE)];
        int count = 0;
        for (Stretch it : stretches) {
            if (it.offset() % SECTOR_SIZE != 0) {
                throw new IllegalArgumentException("ldlinux.sys at byte " + it.offset());
            }
            for (long at = 0; at < it.length() && count < sectors.length; at += SECTOR_SIZE) {
                sectors[count++] = (it.offset() + at) / SECTOR_SIZE;
            }
        }
        if (count < sectors.length) {
            throw new IllegalArgumentException("%d sectors of %d".formatted(count, sectors.length));
        }
        return sectors;
    }
}
