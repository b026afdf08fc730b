package dev.diskwright.core.boot.syslinux;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.boot.syslinux.Syslinux.Stretch;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslinuxTest {
    private static final Pattern RANGE = Pattern.compile("<(\\d+)(?:-(\\d+))?>");

    @TempDir Path directory;

    /// The installer's own work, with its own places of the file, is what ours comes to.
    @ParameterizedTest(name = "FAT{0} in {1} KiB, directory {2}")
    @CsvSource({"12,2048,''", "16,16384,boot/syslinux", "32,65536,''"})
    void installedAsTheInstallerDoes(int bits, String size, String where) throws IOException {
        Peers.require("syslinux", "mkfs.vfat", "mshowfat", "mcopy", "mmd");
        Path disk = directory.resolve("disk");
        Peers.run("mkfs.vfat", "-F", bits, "-C", disk, size).ok();
        BlockSource empty = BlockSource.of(Files.readAllBytes(disk));
        if (!where.isEmpty()) {
            Peers.run("mmd", "-i", disk, "::boot", "::boot/syslinux").ok();
            Peers.run("syslinux", "--install", "--directory", where, disk).ok();
        } else {
            Peers.run("syslinux", "--install", disk).ok();
        }
        byte[] installed = Files.readAllBytes(disk);
        String path = "::" + (where.isEmpty() ? "" : where + "/") + "ldlinux.sys";

        Syslinux.Installed ours = syslinux().install(stretches(disk, installed, path), where);

        Path file = directory.resolve("ldlinux.sys");
        Peers.run("mcopy", "-n", "-i", disk, path, file).ok();
        assertArrayEquals(Files.readAllBytes(file), bytes(ours.file()));
        var sector =
                VolumeBootSector.onFat(Where.file("disk"), empty, ours.bootSector()).getFirst();
        assertArrayEquals(Arrays.copyOf(installed, 512), bytes(sector.source()));
    }

    @Test
    void fileInTooManyPiecesIsRefused() throws IOException {
        Peers.require("syslinux");
        var pieces = new ArrayList<Stretch>();
        for (int i = 0; i < 400; i++) {
            pieces.add(new Stretch(4096L * (400 - i), 512));
        }
        Syslinux syslinux = syslinux();
        // 113 sectors in as many pieces still fit into the table of 192
        assertEquals(59392, syslinux.install(pieces, "").file().size());
        var error =
                assertThrows(
                        DoesNotFitException.class, () -> syslinux.install(pieces, "d".repeat(256)));
        assertTrue(String.valueOf(error.getMessage()).contains("a name of 256 bytes"));
    }

    @Test
    void anotherProgramIsRefused() {
        var error =
                assertThrows(
                        UnsupportedImageException.class,
                        () -> Syslinux.read(input(new byte[4096])));
        assertEquals(
                "installer: a file that is not the program syslinux of SYSLINUX 6 is not supported",
                error.getMessage());
    }

    @Test
    void damagedPatchAreaIsNamed() throws IOException {
        byte[] program = program();
        program[512 * 2 + 0x18 + 22] = (byte) 0xff; // extended patch area
        program[512 * 2 + 0x18 + 23] = (byte) 0xff;
        var error = assertThrows(CorruptImageException.class, () -> Syslinux.read(input(program)));
        assertEquals(
                "installer, ldlinux.sys extended patch area at 0x42e:"
                        + " found 0xffff, expected 20 bytes before 0x800",
                error.getMessage());
    }

    /// A program with a loader of four sectors, as small as the format allows.
    private static byte[] program() {
        byte[] program = new byte[512 * 8];
        byte[] boot = {(byte) 0xeb, 0x58, (byte) 0x90, 'S', 'Y', 'S', 'L', 'I', 'N', 'U', 'X'};
        System.arraycopy(boot, 0, program, 512, boot.length);
        program[512 + 510] = 0x55;
        program[512 + 511] = (byte) 0xaa;
        byte[] banner = "\r\nSYSLINUX 6.04 \0\r\n\u001a".getBytes(US_ASCII);
        System.arraycopy(banner, 0, program, 1024, banner.length);
        byte[] magic = {(byte) 0xfe, 0x02, (byte) 0xb2, 0x3e};
        System.arraycopy(magic, 0, program, 1024 + 0x18, 4);
        byte[] elf = {0x7f, 'E', 'L', 'F'};
        System.arraycopy(elf, 0, program, 1024 + 2048, 4);
        return program;
    }

    private static BootInput input(byte[] bytes) {
        return new BootInput(Where.file("installer"), BlockSource.of(bytes));
    }

    private static Syslinux syslinux() throws IOException {
        Path program = Peers.find("syslinux").orElseThrow();
        return Syslinux.read(input(Files.readAllBytes(program)));
    }

    /// Asks mtools for clusters, and the parameter block for where they are.
    private static List<Stretch> stretches(Path disk, byte[] volume, String path) {
        int cluster = volume[13] & 0xff;
        int reserved = u16(volume, 14);
        int fatSectors = u16(volume, 22) != 0 ? u16(volume, 22) : u16(volume, 36);
        int first = reserved + 2 * fatSectors + u16(volume, 17) / 16;
        var found = new ArrayList<Stretch>();
        var matcher = RANGE.matcher(Peers.run("mshowfat", "-i", disk, path).ok());
        while (matcher.find()) {
            long from = Long.parseLong(matcher.group(1));
            long to = matcher.group(2) == null ? from : Long.parseLong(matcher.group(2));
            found.add(
                    new Stretch(
                            512 * (first + (from - 2) * cluster),
                            512L * cluster * (to - from + 1)));
        }
        return found;
    }

    private static int u16(byte[] bytes, int offset) {
        return bytes[offset] & 0xff | (bytes[offset + 1] & 0xff) << 8;
    }

    private static byte[] bytes(BlockSource source) throws IOException {
        return source.bytes(0, (int) source.size()).toArray(ValueLayout.JAVA_BYTE);
    }
}
