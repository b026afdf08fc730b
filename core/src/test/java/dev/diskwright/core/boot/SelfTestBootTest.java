package dev.diskwright.core.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Qemu;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("boot")
class SelfTestBootTest {
    private static final String NAME = "Käse und 𝄞, " + "long ".repeat(40);

    @TempDir Path directory;

    @ParameterizedTest(name = "on {0}")
    @ValueSource(strings = {"virtio", "ide", "nvme", "usb", "scsi"})
    void biosStartsItFromAnMbr(String device) throws IOException {
        byte[] disk = new byte[1 << 20];
        byte[] code = SelfTest.bios(NAME);
        System.arraycopy(code, 0, disk, 0, code.length);
        partition(disk, 0x80, 0x83);
        expectLine("bios", Qemu.bootBios(file(disk), "raw", device));
    }

    @Test
    void biosStartsItFromAProtectiveMbr() throws IOException {
        byte[] disk = new byte[1 << 20];
        byte[] code = SelfTest.bios(NAME);
        System.arraycopy(code, 0, disk, 0, code.length);
        partition(disk, 0, 0xee);
        expectLine("bios", Qemu.bootBios(file(disk), "raw", "ide"));
    }

    @Test
    void biosStartsItInFrontOfAnExt4FileSystem() throws IOException {
        Peers.require("mke2fs", "e2fsck");
        Path volume = directory.resolve("volume");
        Peers.run("mke2fs", "-q", "-t", "ext4", volume, "8M").ok();
        BlockSource bare = BlockSource.of(Files.readAllBytes(volume));
        Path disk =
                file(
                        BareBootDisk.with(
                                bare, new BootCode(Where.file("disk"), SelfTest.bios(NAME))));
        Peers.run("e2fsck", "-fn", disk).ok();
        expectLine("bios", Qemu.bootBios(disk, "raw", "usb"));
    }

    @ParameterizedTest(name = "on {0}")
    @ValueSource(strings = {"virtio", "ide", "nvme", "usb", "scsi"})
    void uefiStartsItFromAFatFileSystem(String device) throws IOException {
        Peers.require("mkfs.vfat", "mmd", "mcopy");
        Path disk = directory.resolve("disk");
        Peers.run("mkfs.vfat", "-C", disk, "8192").ok();
        Path program = directory.resolve("program");
        write(program, SelfTest.uefi(NAME));
        Peers.run("mmd", "-i", disk, "::EFI", "::EFI/BOOT").ok();
        Peers.run("mcopy", "-i", disk, program, "::EFI/BOOT/BOOTX64.EFI").ok();
        expectLine("uefi", Qemu.bootUefi(disk, "raw", device));
    }

    private static void expectLine(String firmware, String serial) {
        String line = "\n" + SelfTest.line(NAME, firmware) + "\r\n";
        assertTrue(serial.contains(line), serial);
    }

    private static void partition(byte[] disk, int status, int type) {
        byte[] entry = {(byte) status, 0, 2, 0, (byte) type, 0, 2, 0, 1, 0, 0, 0, (byte) 0xff, 7};
        System.arraycopy(entry, 0, disk, 446, entry.length);
        disk[510] = 0x55;
        disk[511] = (byte) 0xaa;
    }

    private Path file(byte[] disk) throws IOException {
        return Files.write(directory.resolve("disk"), disk);
    }

    private Path file(BlockSource disk) throws IOException {
        Path file = directory.resolve("disk");
        write(file, disk);
        return file;
    }

    private static void write(Path file, BlockSource content) throws IOException {
        Files.write(file, content.bytes(0, (int) content.size()).toArray(ValueLayout.JAVA_BYTE));
    }
}
