package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.PeAppender.Addition;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Qemu;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Boots our stub with a program in the kernel's place that tells what it was handed.
@Tag("boot")
class UkiBootTest {
    @TempDir Path directory;

    @BeforeEach
    void needsTools() {
        Peers.require("sh", "gcc", "as", "ld", "readelf", "mkfs.vfat", "mmd", "mcopy");
    }

    @Test
    void kernelGetsCommandLineAndRamDisks() throws IOException {
        var uki =
                new Uki(
                        listener(),
                        List.of(bytes("abcde"), bytes("xyz")),
                        "root=LABEL=ä€𝄞 quiet",
                        null);
        Path disk = disk();
        copy(disk, "::EFI/BOOT/BOOTX64.EFI", uki.assemble());
        expect("command line [root=LABEL=ä€𝄞 quiet] initrd [abcde\0\0\0xyz\0]", disk);
    }

    @Test
    void withoutRamDiskNoneIsOffered() throws IOException {
        Path disk = disk();
        copy(disk, "::EFI/BOOT/BOOTX64.EFI", new Uki(listener(), List.of(), "", null).assemble());
        expect("command line [] initrd [none]", disk);
    }

    @Test
    void imageWithoutCommandLineTakesTheArgumentsOfAShell() throws IOException {
        BootInput stub = BootPrograms.stub();
        var kernel = new Addition(".linux", listener().bytes(), Addition.CODE);
        Path disk = disk();
        copy(
                disk,
                "::EFI/own.efi",
                PeAppender.append(PeImage.read(stub.where(), stub.bytes()), List.of(kernel)));
        copy(disk, "::startup.nsh", bytes("fs0:\r\n\\EFI\\own.efi one \"two three\"\r\n"));
        expect("command line [one \"two three\"] initrd [none]", disk);
    }

    private static void expect(String line, Path disk) throws IOException {
        String serial = Qemu.bootUefi(disk, "raw", "virtio");
        assertTrue(serial.contains("\n" + line + "\r\n"), serial);
    }

    private BootInput listener() throws IOException {
        Peers.run("sh", "src/main/boot/build.sh", directory, "src/test/boot/listener.c").ok();
        byte[] program = Files.readAllBytes(directory.resolve("listener.bin"));
        return new BootInput(Where.file("listener"), BlockSource.of(program));
    }

    private Path disk() {
        Path disk = directory.resolve("disk");
        Peers.run("mkfs.vfat", "-C", disk, "8192").ok();
        Peers.run("mmd", "-i", disk, "::EFI", "::EFI/BOOT").ok();
        return disk;
    }

    private void copy(Path disk, String target, BlockSource content) throws IOException {
        Path file = directory.resolve("content");
        Files.write(file, content.bytes(0, (int) content.size()).toArray(ValueLayout.JAVA_BYTE));
        Peers.run("mcopy", "-i", disk, file, target).ok();
    }

    private static BlockSource bytes(String text) {
        return BlockSource.of(text.getBytes(UTF_8));
    }
}
