package dev.diskwright.core.boot.grub;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// GRUB's `boot.img` and `core.img`, checked and ready to be put on a disk with sectors of 512 bytes.
///
/// No Reed-Solomon data is added: what is on the disk is `core.img` with its block list set, as `grub-bios-setup
/// --no-rs-codes` leaves it.
public final class GrubBios {
    /// The only size of sector that the boot code can read, in bytes.
    public static final int SECTOR_SIZE = 512;

    /// Most sectors that `core.img` may take, by the memory it is read into.
    public static final int MAX_SECTORS = 888;

    private static final ValueLayout.OfShort U16 = JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private static final int CODE_SIZE = 440;
    private static final int PARAMETERS = 3; // BIOS parameter block of a bare file system
    private static final int PARAMETERS_END = 0x5a;
    private static final int KERNEL_SECTOR = 0x5c;
    private static final int BOOT_DRIVE = 0x64;
    private static final int DRIVE_CHECK = 0x66;
    private static final int SIGNATURE = 0x1fe;
    private static final int LIST_START = 0x1f4;
    private static final int LIST_LENGTH = 0x1fc;
    private static final int LIST_SEGMENT = 0x1fe;
    private static final int LIST_ENTRY = 12;
    private static final int LOAD_SEGMENT = 0x820;
    private static final int COMPRESSED_SIZE = 0x208;
    private static final int REDUNDANCY = 0x210;
    private static final int SMALLEST_CORE = 0x400;

    private final MemorySegment boot;
    private final MemorySegment core;
    private final Where coreWhere;

    private GrubBios(MemorySegment boot, MemorySegment core, Where coreWhere) {
        this.boot = boot;
        this.core = core;
        this.coreWhere = coreWhere;
    }

    /// What goes onto the disk.
    ///
    /// @param bootCode for the first 440 bytes of the disk
    /// @param core for the sectors from the chosen one on, whole sectors
    public record Installed(MemorySegment bootCode, BlockSource core) {}

    /// Reads and checks both files.
    ///
    /// @throws CorruptImageException if one of them is not what its name says
    /// @throws UnsupportedImageException if `core.img` has Reed-Solomon data already
    /// @throws DoesNotFitException if `core.img` is larger than can be loaded
    public static GrubBios read(BootInput bootImage, BootInput coreImage) throws IOException {
        return new GrubBios(readBoot(bootImage), readCore(coreImage), coreImage.where());
    }

    private static MemorySegment readBoot(BootInput file) throws IOException {
        if (file.bytes().size() != SECTOR_SIZE) {
            throw new CorruptImageException(
                    file.where(), file.bytes().size() + " bytes", "a boot.img of 512 bytes");
        }
        MemorySegment boot = file.bytes().bytes(0, SECTOR_SIZE);
        Where where = file.where().structure("boot.img", 0);
        expect(where.field("signature", SIGNATURE), 0xaa55, u16(boot, SIGNATURE));
        expect(where.field("boot drive", BOOT_DRIVE), 0xff, boot.get(JAVA_BYTE, BOOT_DRIVE) & 0xff);
        int check = u16(boot, DRIVE_CHECK);
        if (check != 0x05eb && check != 0x9090) { // as shipped, and as installed
            throw new CorruptImageException(
                    where.field("drive check", DRIVE_CHECK),
                    "0x%04x".formatted(check),
                    "a jump, as GRUB 2's boot.img has");
        }
        return boot;
    }

    private static MemorySegment readCore(BootInput file) throws IOException {
        long size = file.bytes().size();
        if (size < SMALLEST_CORE) {
            throw new CorruptImageException(
                    file.where(), size + " bytes", "a core.img of 1024 bytes and more");
        }
        if (size > (long) MAX_SECTORS * SECTOR_SIZE) {
            throw new DoesNotFitException(file.where(), size, (long) MAX_SECTORS * SECTOR_SIZE);
        }
        MemorySegment core = file.bytes().bytes(0, (int) size);
        Where where = file.where().structure("diskboot.img", 0);
        expect(where.field("segment", LIST_SEGMENT), LOAD_SEGMENT, u16(core, LIST_SEGMENT));
        int before = LIST_LENGTH - LIST_ENTRY;
        expect(where.field("length of second block list entry", before), 0, u16(core, before));
        int length = u16(core, LIST_LENGTH);
        expect(where.field("length", LIST_LENGTH), sectors(size) - 1, length);
        Where header = file.where().structure("core.img header", SECTOR_SIZE);
        long compressed = core.get(U32, COMPRESSED_SIZE) & 0xffff_ffffL;
        if (compressed > size - SECTOR_SIZE) {
            throw new CorruptImageException(
                    header.field("compressed size", COMPRESSED_SIZE - SECTOR_SIZE),
                    compressed + " bytes",
                    "at most " + (size - SECTOR_SIZE));
        }
        if (core.get(U32, REDUNDANCY) != 0) {
            throw new UnsupportedImageException(
                    header.field("redundancy", REDUNDANCY - SECTOR_SIZE),
                    "a core.img with Reed-Solomon data");
        }
        return core;
    }

    private static void expect(Where where, int expected, int found) throws CorruptImageException {
        if (found != expected) {
            throw new CorruptImageException(
                    where, "0x%x".formatted(found), "0x%x".formatted(expected));
        }
    }

    private static int u16(MemorySegment bytes, long offset) {
        return bytes.get(U16, offset) & 0xffff;
    }

    private static int sectors(long size) {
        return (int) ((size + SECTOR_SIZE - 1) / SECTOR_SIZE);
    }

    /// {@return how many sectors of 512 bytes `core.img` takes}
    public int sectors() {
        return sectors(core.byteSize());
    }

    /// {@return boot code and core for this place}
    ///
    /// @param lba first sector for `core.img`: 1 in the gap behind a master boot record, else the first of the BIOS boot
    ///     partition
    /// @param available sectors there
    /// @throws DoesNotFitException if that is not enough
    public Installed installAt(long lba, long available) throws DoesNotFitException {
        if (lba < 1) {
            throw new IllegalArgumentException("core.img at sector " + lba);
        }
        if (sectors() > available) {
            throw new DoesNotFitException(
                    coreWhere, (long) sectors() * SECTOR_SIZE, available * SECTOR_SIZE);
        }
        MemorySegment code = MemorySegment.ofArray(new byte[CODE_SIZE]);
        code.copyFrom(boot.asSlice(0, CODE_SIZE));
        code.asSlice(PARAMETERS, PARAMETERS_END - PARAMETERS).fill((byte) 0);
        code.set(U64, KERNEL_SECTOR, lba);
        // Hard disks: believe no BIOS that passes a floppy's number.
        code.set(U16, DRIVE_CHECK, (short) 0x9090);

        MemorySegment placed = MemorySegment.ofArray(new byte[sectors() * SECTOR_SIZE]);
        MemorySegment.copy(core, 0, placed, 0, core.byteSize());
        placed.set(U64, LIST_START, lba + 1);
        return new Installed(code, BlockSource.of(placed));
    }
}
