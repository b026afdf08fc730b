package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Qemu;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Boots the BIOS loader with a program in the kernel's place that tells what it was handed.
@Tag("boot")
class BiosLoaderBootTest {
    private static final long SIZE = 32 << 20;
    private static final BootDisk.Area GAP = new BootDisk.Area(512, (1 << 20) - 512, 0);
    private static final String KERNEL = "/vmlinuz";
    private static final String DISK = "/initrd";
    private static final String SECOND = "/second";

    @TempDir Path directory;

    @BeforeEach
    void needsTools() {
        Peers.require("sh", "gcc", "as", "ld", "readelf");
    }

    @ParameterizedTest(name = "on {0}")
    @ValueSource(strings = {"virtio", "ide", "nvme", "usb", "scsi"})
    void kernelGetsCommandLineAndRamDisks(String device) throws IOException {
        var disk = new HandMadeDisk(SIZE, GAP);
        var loader =
                new BiosLoader(
                        disk.file(KERNEL, kernel()),
                        List.of(disk.file(DISK, ascii("abcde")), disk.file(SECOND, ascii("xyz"))),
                        "root=LABEL=a quiet vga=ask");
        disk.put(KERNEL, 0, 512, 4000).put(KERNEL, 512, 1536, 3001).put(KERNEL, 2048, 9999, 5000);
        disk.put(DISK, 6000).put(SECOND, 2100);
        expect(
                "command line [root=LABEL=a quiet vga=ask] kernel [protected mode]"
                        + " ram disks 0000000c at 02fff000 [abcde...xyz.] video mode 0000fffd.",
                Qemu.bootBios(file(disk.with(loader)), "raw", device));
    }

    @Test
    void withoutRamDiskNoneIsTold() throws IOException {
        var disk = new HandMadeDisk(SIZE, GAP);
        String longest = "x".repeat(600);
        var loader = new BiosLoader(disk.file(KERNEL, kernel()), List.of(), longest);
        disk.put(KERNEL, 4096);
        expect(
                "command line [%s] kernel [protected mode] ram disks 00000000 at 00000000 [] video mode 0000ffff."
                        .formatted(longest),
                Qemu.bootBios(file(disk.with(loader)), "raw", "virtio"));
    }

    /// Three thousand pieces of a file, each a sector, in descending order, and a hole; the loader itself and part of the
    /// kernel lie behind the first 2 TiB.
    @Test
    void filesMayBeInManyPiecesFarAwayAndHaveHoles() throws IOException {
        long far = 1L << 32;
        var disk =
                new HandMadeDisk(
                        (far + 65536) * 512, new BootDisk.Area((far + 2048) * 512, 1 << 20, 1));
        byte[] bytes = new byte[3000 * 512 + 100];
        for (int i = 0; i < 1000; i++) {
            Arrays.fill(bytes, i * 512, i * 512 + 512, (byte) ('a' + i % 26));
            Arrays.fill(bytes, (i + 2000) * 512, (i + 2000) * 512 + 512, (byte) ('A' + i % 26));
        }
        bytes[bytes.length - 1] = '!';
        var loader =
                new BiosLoader(
                        disk.file(KERNEL, kernel()),
                        List.of(disk.file(DISK, bytes), disk.file(SECOND, ascii("xyz"))),
                        "far");
        disk.put(KERNEL, 0, 2048, far + 40000).put(KERNEL, 2048, 9999, 3000);
        disk.put(SECOND, far + 41000);
        for (int i = 0; i <= 3000; i++) {
            if (i < 1000 || i >= 2000) {
                disk.put(DISK, 512L * i, 512, far + 20000 - 2L * i);
            }
        }
        expect(
                "command line [far] kernel [protected mode] ram disks %08x at 02e88000 [%s] video mode 0000ffff."
                        .formatted(bytes.length + 4, "a".repeat(256)),
                Qemu.bootBios(file(disk.with(loader)), "raw", "virtio"));
    }

    @Test
    void damageIsToldByNumberAndWords() throws IOException, InterruptedException {
        var disk = new HandMadeDisk(SIZE, GAP);
        var loader =
                new BiosLoader(
                        disk.file(KERNEL, kernel()), List.of(disk.file(DISK, ascii("abcde"))), "x");
        disk.put(KERNEL, 4000).put(DISK, 5000);
        Path image = file(disk.with(loader));
        expectError("3: loader damaged", image, 512 + 0xc01);
        expectError("8: sector table damaged", image, 512 * 11 + 13);
        expectError("9: kernel damaged, or moved since the image was made", image, 4002 * 512);
        expectError("10: RAM disk damaged, or moved since the image was made", image, 5000 * 512);
    }

    @Test
    void ramDiskThatDoesNotFitIsTold() throws IOException, InterruptedException {
        var disk = new HandMadeDisk(256 << 20, GAP);
        byte[] kernel = kernel();
        ByteBuffer.wrap(kernel).putInt(0x22c, 0xffffff7f); // little-endian: 2 GiB
        var loader =
                new BiosLoader(
                        disk.file(KERNEL, kernel),
                        List.of(disk.file(DISK, new byte[64 << 20])),
                        "x");
        disk.put(KERNEL, 4000);
        Path image = file(disk.with(loader));
        expectError("7: too little memory for kernel and RAM disk", image, -1);
    }

    @Test
    void diskThatEndsEarlyCannotBeRead() throws IOException, InterruptedException {
        var disk = new HandMadeDisk(SIZE, GAP);
        var loader = new BiosLoader(disk.file(KERNEL, kernel()), List.of(), "x");
        disk.put(KERNEL, 60000);
        Path image = file(disk.with(loader));
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.truncate(16 << 20);
        }
        expectError("2: disk read failed", image, -1);
    }

    private static void expect(String line, String serial) {
        assertTrue(serial.contains("\n" + line + "\r\n"), serial);
    }

    /// @param damaged offset of a byte that is changed meanwhile, -1 for none
    private static void expectError(String error, Path image, long damaged)
            throws IOException, InterruptedException {
        flip(image, damaged);
        String line = "diskwright: error " + error + "\r\n";
        String serial = Qemu.bootBiosUntil(image, "virtio", line);
        flip(image, damaged);
        assertTrue(serial.contains("\n" + line), serial);
    }

    private static void flip(Path image, long at) throws IOException {
        if (at < 0) {
            return;
        }
        try (FileChannel channel =
                FileChannel.open(image, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 1)).flip();
            channel.write(one, at);
        }
    }

    private byte[] kernel() throws IOException {
        Peers.run("sh", "src/main/boot/build.sh", directory, "src/test/boot/listener-bios.S").ok();
        return Files.readAllBytes(directory.resolve("listener-bios.bin"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /// A sparse file, as some of these disks are larger than any.
    private Path file(BlockSource disk) throws IOException {
        Path file = directory.resolve("disk");
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.allocate(1), disk.size() - 1);
            for (long at = 0; at < disk.size(); ) {
                Extent it = disk.extentAt(at);
                if (!it.isZero()) {
                    int length = (int) (it.end() - at);
                    byte[] bytes = disk.bytes(at, length).toArray(ValueLayout.JAVA_BYTE);
                    channel.write(ByteBuffer.wrap(bytes), at);
                }
                at = it.end();
            }
        }
        return file;
    }
}
