package dev.diskwright.core.plan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Elf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Initial RAM disks of designs that bring a kernel and busybox, in packages and otherwise.
class InitramfsPlannerTest {
    private static final String RELEASE = "6.1.0-test";

    @TempDir Path base;
    private final Map<String, byte[]> kernel = new LinkedHashMap<>();

    @BeforeEach
    void writeSources() throws IOException {
        byte[] image = new byte[8192];
        ByteBuffer.wrap(image)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0x1f1, (byte) 4)
                .putShort(0x1fe, (short) 0xaa55)
                .put(0x202, "HdrS".getBytes(US_ASCII))
                .putShort(0x206, (short) 0x20f)
                .putShort(0x20e, (short) 0x400)
                .put(0x211, (byte) 1)
                .putInt(0x22c, 0x7fffffff)
                .putInt(0x238, 2047)
                .put(0x600, (RELEASE + " (me) #1").getBytes(US_ASCII));
        kernel.put("boot/vmlinuz-" + RELEASE, image);
        for (String it : List.of("virtio_blk", "virtio_pci", "ext4", "nvme")) {
            kernel.put(
                    "lib/modules/%s/kernel/%s.ko".formatted(RELEASE, it),
                    Elf.module("depends=", "name=" + it));
        }
        deb("kernel.deb", kernel);
        deb("busybox.deb", Map.of("bin/busybox", Elf.program(true)));
        Files.write(base.resolve("busybox"), Elf.program(true));
        for (Map.Entry<String, byte[]> it : kernel.entrySet()) {
            Path file = base.resolve("folder").resolve(it.getKey());
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, it.getValue());
        }
    }

    @Test
    void packagesAreAllItTakes() throws Exception {
        expectInitramfs(
                "", "\"kernel\":\"kernel.deb\",\"initramfs\":{\"busybox\":\"busybox.deb\"}");
    }

    @Test
    void foldersAndFilesDoToo() throws Exception {
        expectInitramfs("", "\"kernel\":\"folder\",\"initramfs\":{\"busybox\":\"busybox\"}");
        String file = "folder/boot/vmlinuz-" + RELEASE;
        for (String modules :
                List.of("folder", "folder/lib/modules", "folder/lib/modules/" + RELEASE)) {
            expectInitramfs(
                    "",
                    "\"kernel\":\"%s\",\"initramfs\":{\"busybox\":\"busybox\",\"modules\":\"%s\"}"
                            .formatted(file, modules));
        }
    }

    @Test
    void kernelOfTheContentsHasItsModulesThere() throws Exception {
        expectInitramfs(
                "\"contents\":[{\"source\":\"folder\",\"target\":\"/\",\"user\":\"0\",\"group\":\"0\"}],",
                "\"kernel\":\"contents:/boot/vmlinuz-*\",\"initramfs\":{\"busybox\":\"busybox.deb\"}");
    }

    @Test
    void kernelThatDoesNotSeeTheDiskIsRefusedByItsDriver() throws Exception {
        String boot = "\"kernel\":\"kernel.deb\",\"initramfs\":{\"busybox\":\"busybox.deb\"}";
        assertEquals(List.of(), problems("\"vm\":{\"diskInterface\":\"nvme\"},", boot));
        assertEquals(
                List.of(
                        "BLD-030 the kernel of kernel.deb does not see a disk on ide: it has no driver ahci, sd_mod"),
                problems("\"vm\":{\"diskInterface\":\"ide\"},", boot));
        assertEquals(
                List.of(
                        "BLD-030 the kernel of kernel.deb does not see a disk on ide: it has no driver ata_piix, sd_mod"),
                problems("\"vm\":{\"diskInterface\":\"ide\",\"machine\":\"pc\"},", boot));
        assertEquals(
                List.of(
                        "BLD-030 the kernel of kernel.deb does not mount the root: it has no driver overlay"),
                problems("", boot.replace("busybox.deb\"", "busybox.deb\",\"root\":\"overlay\"")));
        assertEquals(
                List.of("BLD-030 the kernel of kernel.deb has no driver floppy"),
                problems(
                        "",
                        boot.replace("busybox.deb\"", "busybox.deb\",\"drivers\":[\"floppy\"]")));
    }

    @Test
    void sourcesThatAreMissingOrOthersAreTold() throws Exception {
        assertEquals(
                List.of("BLD-032 an initial RAM disk is made with busybox, and none is given"),
                problems("", "\"kernel\":\"kernel.deb\",\"initramfs\":{}"));
        assertEquals(
                List.of("SRC-020 busybox.deb holds no kernel"),
                problems(
                        "",
                        "\"kernel\":\"busybox.deb\",\"initramfs\":{\"busybox\":\"busybox.deb\"}"));
        assertEquals(
                List.of("BLD-031 busybox.deb holds no modules of kernel 6.1.0-test"),
                problems(
                        "",
                        "\"kernel\":\"kernel.deb\",\"initramfs\":{\"busybox\":\"busybox.deb\",\"modules\":\"busybox.deb\"}"));
        assertEquals(
                1,
                problems("", "\"kernel\":\"kernel.deb\",\"initramfs\":{\"busybox\":\"absent\"}")
                        .size());
        Files.write(base.resolve("busybox.deb"), new byte[] {1, 2, 3});
        assertEquals(
                1,
                problems(
                                "",
                                "\"kernel\":\"kernel.deb\",\"initramfs\":{\"busybox\":\"busybox.deb\"}")
                        .size());
    }

    private List<String> problems(String before, String boot) throws Exception {
        try (var planner = new Planner(base, base)) {
            return errors(planner.plan(Designs.parse(text(before, boot)))).stream()
                    .map(it -> it.code() + " " + it.problem())
                    .toList();
        }
    }

    private static List<Diagnostic> errors(Plan plan) {
        return plan.diagnostics().stream().filter(Diagnostic::isError).toList();
    }

    private static String text(String before, String boot) {
        return "{\"name\":\"x\",%s\"layout\":{\"preset\":\"legacy\"},\"boot\":{%s}}"
                .formatted(before, boot);
    }

    private void expectInitramfs(String before, String boot) throws Exception {
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(Designs.parse(text(before, boot)));
            assertEquals(List.of(), errors(plan));
            FileTree tree = Objects.requireNonNull(plan.partitions().getFirst().volume()).tree();
            assertTrue(tree.find("/boot/diskwright/initramfs") instanceof RegularFile);
            var _ = planner.image(plan, ImageListener.NONE);
        }
    }

    private void deb(String name, Map<String, byte[]> files) throws IOException {
        var data = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(data))) {
            for (Map.Entry<String, byte[]> it : files.entrySet()) {
                var entry = new TarArchiveEntry("./" + it.getKey());
                entry.setSize(it.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(it.getValue());
                tar.closeArchiveEntry();
            }
        }
        try (OutputStream out = Files.newOutputStream(base.resolve(name));
                var ar = new ArArchiveOutputStream(out)) {
            member(ar, "debian-binary", "2.0\n".getBytes(US_ASCII));
            member(ar, "control.tar.gz", new byte[7]);
            member(ar, "data.tar.gz", data.toByteArray());
        }
    }

    private static void member(ArArchiveOutputStream ar, String name, byte[] bytes)
            throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length));
        ar.write(bytes);
        ar.closeArchiveEntry();
    }
}
