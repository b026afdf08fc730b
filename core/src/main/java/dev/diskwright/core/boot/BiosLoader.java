package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Scattered;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/// A loader of our own that a BIOS starts, which starts a Linux kernel for x86 (Documentation/arch/x86/boot.rst).
///
/// ```text
/// LBA 0                      gap behind an MBR, or BIOS boot partition
/// stage 1 (440 bytes) │ …    stage 2 (10 sectors, with the command line) │ sector table
/// ```
///
/// The table names the sectors of kernel and RAM disks wherever they are, so that there is no file system to be
/// understood; whoever writes these files anew on the running system must have the image made anew. All that is read is
/// checked against its CRC-32. What goes wrong is told on the screen and on the first serial port (115200 8N1) in a line
/// that begins with `diskwright: error` and a number. The disk must have sectors of 512 bytes, as a BIOS reads no other.
///
/// @param kernel a bzImage
/// @param ramDisks initial RAM disks, in order; the kernel gets them as one
/// @param commandLine for the kernel
public record BiosLoader(Stored kernel, List<Stored> ramDisks, String commandLine)
        implements BootSectors {
    private static final String EMBEDDING = "place for what a BIOS starts";
    private static final int STAGE2_LBA = BootCode.SIZE - 16;
    private static final int STAGE2_SECTORS = BootCode.SIZE - 8;
    private static final int STAGE2_CRC = BootCode.SIZE - 4;
    private static final int SETUP_LIMIT = 0x8000;
    private static final long HIGH = 1 << 20;
    private static final long ADDRESSES = 1L << 32;
    private static final int PAGE = 4096;
    private static final int PIECE = 1 << 20;
    private static final long SMALLEST_GROUP = 8L << 20; // in which ext4 keeps a file in one piece

    /// Copies the list.
    ///
    /// @throws IllegalArgumentException if the command line has control characters
    public BiosLoader {
        ramDisks = List.copyOf(ramDisks);
        BootKernel.checkCommandLine(commandLine);
    }

    /// A file that is kept in the image.
    ///
    /// @param path absolute, from what `place` says
    /// @param input its bytes
    public record Stored(BootFile.Place place, String path, BootInput input) {
        private Where where() {
            return input.where();
        }

        private BlockSource bytes() {
            return input.bytes();
        }
    }

    /// What goes onto the disk.
    ///
    /// @param bootCode for the first [BootCode#SIZE] bytes of the disk
    /// @param area stage 2 and sector table, in whole sectors
    record Installed(BlockSource bootCode, BlockSource area) {}

    /// {@return bytes that stage 2 and the table take} What the table takes is guessed from the holes of the files; they
    /// can be scattered more than that.
    @Override
    public long embedded() {
        return areaSize(files().stream().mapToLong(it -> likelyRuns(it.bytes())).sum());
    }

    private static long likelyRuns(BlockSource bytes) {
        long runs = 1 + bytes.size() / SMALLEST_GROUP;
        try {
            for (long at = 0; at < bytes.size(); at = bytes.extentAt(at).end()) {
                runs++;
            }
        } catch (IOException e) {
            return runs; // reading it will fail again where that can be told
        }
        return runs;
    }

    /// @throws UnsupportedImageException if the sectors of the disk are not of 512 bytes, or a file system keeps one of the
    ///     files other than as it is
    /// @throws DoesNotFitException if the place for embedded code is too small
    @Override
    public List<Composition.Piece> on(BootDisk disk) throws IOException {
        Where where = kernel.where();
        if (disk.sectorSize() != SectorRun.SECTOR_SIZE) {
            throw new UnsupportedImageException(
                    where,
                    "booting from a BIOS on sectors of %d bytes".formatted(disk.sectorSize()));
        }
        BootDisk.Area area = disk.embedding();
        var places = new ArrayList<List<SectorRun>>();
        for (Stored it : files()) {
            List<Scattered.Stretch> stretches = disk.stretches(it.place(), it.path());
            places.add(SectorRun.of(it.where(), stretches, it.bytes().size()));
        }
        long size = areaSize(places.stream().mapToLong(List::size).sum());
        if (size > area.length()) {
            throw new DoesNotFitException(Where.file(EMBEDDING), size, area.length());
        }
        Installed installed = install(area.offset() / SectorRun.SECTOR_SIZE, places);
        return List.of(
                new Composition.Piece(0, installed.bootCode()),
                new Composition.Piece(area.offset(), installed.area()));
    }

    /// {@return size in bytes of stage 2 and of a table that holds so many runs}
    static long areaSize(long runs) {
        return SectorRun.SECTOR_SIZE * (stage2Sectors() + SectorTable.sectors(runs));
    }

    /// Refuses what it could not start.
    ///
    /// @throws UnsupportedImageException if the kernel is none that a BIOS can start, or there are too many RAM disks
    /// @throws CorruptImageException if the kernel is shorter than it says
    /// @throws DoesNotFitException if the command line is longer, or the RAM disks are larger than the kernel takes
    public void check() throws IOException {
        parameters();
    }

    /// {@return the loader for files that lie where `places` says}
    ///
    /// @param areaLba where stage 2 will be
    /// @param places of the kernel and of each RAM disk: as many sectors as the file takes
    /// @throws IOException what [#check] throws, or what reading the files throws
    Installed install(long areaLba, List<List<SectorRun>> places) throws IOException {
        List<Stored> files = files();
        var runs = new ArrayList<SectorRun>();
        for (int i = 0; i < files.size(); i++) {
            long sectors = places.get(i).stream().mapToLong(SectorRun::sectors).sum();
            if (sectors != sectors(files.get(i).bytes())) {
                throw new IllegalArgumentException(
                        "%d sectors of %s".formatted(sectors, files.get(i).where()));
            }
            runs.addAll(places.get(i));
        }
        byte[] program = BootPrograms.bytes(BootPrograms.LOADER_BIOS);
        byte[] stage2 = Arrays.copyOfRange(program, SectorRun.SECTOR_SIZE, program.length);
        int stage2Sectors = stage2.length / SectorRun.SECTOR_SIZE;
        byte[] table = SectorTable.of(runs);
        LoaderParameters parameters =
                parameters().at(areaLba + stage2Sectors, table.length / SectorRun.SECTOR_SIZE);
        LoaderParameters.CODEC.write(
                parameters, MemorySegment.ofArray(stage2), LoaderParameters.OFFSET);
        var view = ByteBuffer.wrap(stage2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < files.size(); i++) {
            BlockSource bytes = files.get(i).bytes();
            view.putInt(LoaderParameters.FILES + 8 * i, (int) bytes.size());
            view.putInt(LoaderParameters.FILES + 8 * i + 4, crc(bytes));
        }
        view.put(LoaderParameters.COMMAND_LINE, commandLine.getBytes(UTF_8));

        byte[] stage1 = Arrays.copyOf(program, BootCode.SIZE);
        var crc = new CRC32();
        crc.update(stage2);
        ByteBuffer.wrap(stage1)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(STAGE2_LBA, areaLba)
                .putShort(STAGE2_SECTORS, (short) stage2Sectors)
                .putInt(STAGE2_CRC, (int) crc.getValue());
        byte[] area = Arrays.copyOf(stage2, stage2.length + table.length);
        System.arraycopy(table, 0, area, stage2.length, table.length);
        return new Installed(BlockSource.of(stage1), BlockSource.of(area));
    }

    private static long stage2Sectors() {
        long program = BootPrograms.bytes(BootPrograms.LOADER_BIOS).length;
        return program / SectorRun.SECTOR_SIZE - 1;
    }

    private List<Stored> files() {
        var files = new ArrayList<Stored>();
        files.add(kernel);
        files.addAll(ramDisks);
        return files;
    }

    private static long sectors(BlockSource bytes) {
        return Math.ceilDiv(bytes.size(), SectorRun.SECTOR_SIZE);
    }

    /// {@return what does not depend on where everything lies}
    private LoaderParameters parameters() throws IOException {
        if (!SetupHeader.isAt(kernel.bytes())) {
            throw new UnsupportedImageException(
                    kernel.where(), "booting from a BIOS what is no Linux kernel for x86");
        }
        SetupHeader setup = SetupHeader.read(kernel.bytes());
        if (!setup.isLoadedHigh() || setup.setupSize() > SETUP_LIMIT) {
            throw new UnsupportedImageException(
                    kernel.where(), "booting from a BIOS a kernel of such an old boot protocol");
        }
        long kernelEnd = HIGH + kernel.bytes().size() - setup.setupSize();
        if (kernelEnd <= HIGH) {
            throw new CorruptImageException(
                    kernel.where(),
                    kernel.bytes().size() + " bytes",
                    "more than the %d of its setup code".formatted(setup.setupSize()));
        }
        BootKernel.checkLength(kernel.where(), commandLine, maxCommandLine(setup));
        if (files().size() > LoaderParameters.MAX_FILES) {
            throw new UnsupportedImageException(
                    kernel.where(),
                    "booting from a BIOS with %d RAM disks".formatted(ramDisks.size()));
        }
        long lowest = Math.max(kernelEnd, setup.runEnd());
        lowest = Math.ceilDiv(lowest, PAGE) * PAGE;
        long limit = Math.min(setup.initrdAddrMax() + 1, ADDRESSES - PAGE);
        long disks = ramDisks.stream().mapToLong(it -> it.bytes().size() + 3 & ~3L).sum();
        if (disks > limit - lowest) {
            throw new DoesNotFitException(
                    kernel.where(),
                    "RAM disks of %d bytes".formatted(disks),
                    "%d bytes, as far up as this kernel looks".formatted(limit - lowest));
        }
        return new LoaderParameters(
                0,
                setup.setupSize(),
                kernelEnd,
                lowest,
                limit,
                disks,
                files().size(),
                VideoMode.of(commandLine),
                0);
    }

    private static long maxCommandLine(SetupHeader setup) {
        return Math.min(LoaderParameters.MAX_COMMAND_LINE, setup.commandLineLimit());
    }

    private static int crc(BlockSource bytes) throws IOException {
        var crc = new CRC32();
        byte[] piece = new byte[(int) Math.min(PIECE, bytes.size())];
        for (long at = 0; at < bytes.size(); at += PIECE) {
            int length = (int) Math.min(PIECE, bytes.size() - at);
            bytes.read(at, MemorySegment.ofArray(piece).asSlice(0, length));
            crc.update(piece, 0, length);
        }
        return (int) crc.getValue();
    }
}
