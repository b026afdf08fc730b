package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Qemu;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Others' loaders start a distribution's kernel, which mounts the root file system and starts its init.
@Tag("boot")
class LoadersBootTest {
    private static final String BIOS_BOOT = "{ \"size\": \"1MiB\", \"type\": \"bios-boot\" },";
    private static final String ESP =
            "{ \"name\": \"esp\", \"size\": \"128MiB\", \"type\": \"esp\", \"filesystem\": { \"type\": \"vfat\" } },";

    @TempDir Path base;
    @TempDir Path temporary;
    private Planner planner;

    @AfterEach
    void closePlanner() throws IOException {
        planner.close();
    }

    @BeforeEach
    void makeRoot() throws IOException {
        planner = new Planner(base, temporary);
        Path kernel = Peers.requireFile("/vmlinuz", "/boot/vmlinuz");
        Path initrd = Peers.requireFile("/initrd.img", "/boot/initrd.img");
        Path busybox = Peers.requireFile("/bin/busybox");
        Path root = base.resolve("root");
        for (String it : new String[] {"boot", "bin", "sbin", "dev", "proc", "sys", "run", "tmp"}) {
            Files.createDirectories(root.resolve(it));
        }
        Files.copy(kernel, root.resolve("boot/vmlinuz-1"));
        Files.copy(initrd, root.resolve("boot/initrd.img-1"));
        Files.copy(busybox, root.resolve("bin/busybox"));
        Path init = root.resolve("sbin/init");
        Files.writeString(
                init,
                """
                #!/bin/busybox sh
                echo "init runs with $(/bin/busybox cat /proc/cmdline)"
                /bin/busybox poweroff -f
                """);
        Files.setPosixFilePermissions(init, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest(name = "{0} on {1} with {2}")
    @CsvSource({
        "grub, mbr, ext4",
        "grub, gpt, ext4",
        "grub, mbr, vfat-boot",
        "syslinux, mbr, ext4",
        "syslinux, gpt, ext4",
        "syslinux, mbr, vfat-boot",
        "syslinux, gpt, vfat-boot"
    })
    void biosStartsIt(String loader, String table, String filesystem) throws Exception {
        needsTools(loader);
        String boot =
                filesystem.equals("ext4")
                        ? ""
                        : "{ \"name\": \"boot\", \"size\": \"128MiB\", \"mount\": \"/boot\","
                                + " \"filesystem\": { \"type\": \"vfat\" } },";
        Path disk =
                disk(
                        design(
                                table,
                                (table.equals("gpt") ? BIOS_BOOT : "") + boot,
                                "\"loader\": \"none\", \"bios\": \"%s\", \"grub\": { \"makeImages\": true }"
                                        .formatted(loader)));
        expect(Qemu.bootBios(disk, "raw", "virtio"));
    }

    @Test
    void uefiStartsGrub() throws Exception {
        needsTools("grub");
        Peers.requireFile("/usr/lib/grub/x86_64-efi/moddep.lst");
        Path disk =
                disk(
                        design(
                                "gpt",
                                ESP,
                                "\"loader\": \"grub\", \"grub\": { \"makeImages\": true }"));
        expect(Qemu.bootUefi(disk, "raw", "virtio"));
    }

    private static void needsTools(String loader) {
        if (loader.equals("grub")) {
            Peers.require("grub-mkimage");
            Peers.requireFile("/usr/lib/grub/i386-pc/boot.img");
        } else {
            Peers.require("syslinux");
            Peers.requireFile("/usr/lib/syslinux/modules/bios/menu.c32");
        }
    }

    private static Design design(String table, String partitions, String boot) {
        return Designs.parse(
                """
                { "name": "loaders",
                  "layout": { "preset": null, "table": "%s", "partitions": [
                    %s
                    { "name": "root", "size": "256MiB", "mount": "/", "filesystem": { "type": "ext4" } } ] },
                  "contents": [ { "source": "root", "target": "/" } ],
                  "boot": { %s, "kernel": "contents:/boot/vmlinuz-*",
                    "initrd": ["contents:/boot/initrd.img-*"],
                    "cmdline": ["console=ttyS0", "panic=-1", "quoted=$a;b"],
                    "menu": { "timeout": 1, "defaultEntry": "Second 'entry'",
                      "entries": [ { "title": "Second 'entry'", "cmdline": ["second"] } ] } } }
                """
                        .formatted(table, partitions, boot));
    }

    private Path disk(Design design) throws Exception {
        Plan plan = planner.plan(design);
        assertTrue(plan.isBuildable(), () -> plan.diagnostics().toString());
        BlockSource disk = planner.image(plan, ImageListener.NONE);
        Path file = temporary.resolve("disk.raw");
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            int step = 1 << 20;
            for (long at = 0; at < disk.size(); at += step) {
                MemorySegment bytes = disk.bytes(at, (int) Math.min(step, disk.size() - at));
                ByteBuffer buffer = bytes.asByteBuffer();
                while (buffer.hasRemaining()) {
                    channel.write(buffer, at + buffer.position());
                }
            }
        }
        return file;
    }

    private static void expect(String serial) {
        assertTrue(serial.contains("init runs with "), serial);
        assertTrue(serial.contains("panic=-1 quoted=$a;b second"), serial);
    }
}
