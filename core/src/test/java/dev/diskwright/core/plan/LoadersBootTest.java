package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.boot.secureboot.SecureBootVariable;
import dev.diskwright.core.boot.secureboot.SignatureList;
import dev.diskwright.core.boot.secureboot.SigningKey;
import dev.diskwright.core.boot.secureboot.VariableStore;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Fixtures;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Qemu;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Others' loaders start a distribution's kernel with its initial RAM disk and command line.
@Tag("boot")
class LoadersBootTest {
    private static final String BIOS_BOOT = "{ \"size\": \"1MiB\", \"type\": \"bios-boot\" },";
    private static final String ESP =
            "{ \"name\": \"esp\", \"size\": \"64MiB\", \"type\": \"esp\", \"filesystem\": { \"type\": \"vfat\" } },";

    @TempDir Path base;
    @TempDir Path temporary;
    private Planner planner;

    @AfterEach
    void closePlanner() throws IOException {
        planner.close();
    }

    @BeforeEach
    void makeRoot() throws IOException {
        Peers.require("cpio", "sh");
        planner = new Planner(base, temporary);
        Path kernel = Peers.requireFile("/vmlinuz", "/boot/vmlinuz");
        Path busybox = Peers.requireFile("/bin/busybox");
        Path root = Files.createDirectories(base.resolve("root/boot"));
        Files.copy(kernel, root.resolve("vmlinuz-1"));
        Path files = Files.createDirectories(temporary.resolve("initrd"));
        Files.createDirectories(files.resolve("proc"));
        Files.copy(busybox, files.resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
        Path init = files.resolve("init");
        Files.writeString(
                init,
                """
                #!/busybox sh
                /busybox mount -t proc proc /proc
                echo "init runs with $(/busybox cat /proc/cmdline)"
                /busybox poweroff -f
                """);
        Files.setPosixFilePermissions(init, PosixFilePermissions.fromString("rwxr-xr-x"));
        Peers.run(
                        "sh",
                        "-c",
                        "cd '%s' && find . | cpio -o -H newc > '%s'"
                                .formatted(files, root.resolve("initrd.img-1")))
                .ok();
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
                        : "{ \"name\": \"boot\", \"size\": \"64MiB\", \"mount\": \"/boot\","
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
    void bothFirmwaresStartOneDisk() throws Exception {
        needsTools("grub");
        Peers.requireFile("/usr/lib/grub/x86_64-efi/moddep.lst");
        Path disk =
                disk(design("gpt", BIOS_BOOT + ESP, "\"loader\": \"uki\", \"bios\": \"syslinux\""));
        expect(Qemu.bootBios(disk, "raw", "ide"));
        String serial = Qemu.bootUefi(disk, "raw", "virtio");
        assertTrue(serial.contains("init runs with "), serial);
    }

    @Test
    void ownKeysStartWhatTheySigned() throws Exception {
        Path firmware = Peers.requireFile("/usr/share/OVMF/OVMF_CODE_4M.secboot.fd");
        Path template = Peers.requireFile("/usr/share/OVMF/OVMF_VARS_4M.fd");
        Path key = Files.write(base.resolve("key.pem"), Fixtures.bytes("boot/key.pem"));
        Path certificate =
                Files.write(base.resolve("c.pem"), Fixtures.bytes("boot/certificate.pem"));
        SigningKey signing = SigningKey.ofPem(input(key), input(certificate));
        VariableStore store = VariableStore.read(input(template));
        byte[] lists = SignatureList.ofCertificates(new UUID(1, 2), List.of(signing.certificate()));
        store.enrol(
                Map.of(
                        SecureBootVariable.PK,
                        lists,
                        SecureBootVariable.KEK,
                        lists,
                        SecureBootVariable.DB,
                        lists),
                1_700_000_000L);
        Path variables = Files.write(temporary.resolve("vars.fd"), store.toBytes());
        String keys = "\"secureBoot\": { \"key\": \"key.pem\", \"certificate\": \"c.pem\" }";
        Path disk = disk(design("gpt", ESP, "\"loader\": \"uki\", " + keys));
        String serial = Qemu.bootSecure(disk, "raw", "virtio", firmware, variables);
        assertTrue(serial.contains("init runs with "), serial);
        assertTrue(serial.contains("Secure boot enabled"), serial);
    }

    private static BootInput input(Path file) throws IOException {
        return new BootInput(Where.file(file.toString()), BlockSource.of(Files.readAllBytes(file)));
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
                    { "name": "root", "size": "96MiB", "mount": "/", "filesystem": { "type": "ext4" } } ] },
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
