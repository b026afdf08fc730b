package dev.diskwright.core.boot.initramfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.TreeBuilder;
import dev.diskwright.core.testing.Elf;
import dev.diskwright.core.testing.Peers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitramfsTest {
    @Test
    void modulesStandInTheirOrderAndTheScriptIsToldWhatToDo() throws IOException {
        FileTree tree = initramfs(DiskBus.VIRTIO, "ext4", RootMode.OVERLAY).tree();
        assertEquals(
                "virtio.ko\nvirtio_pci.ko\nvirtio_blk.ko\next4.ko\noverlay.ko\n",
                text(tree, "/etc/modules"));
        assertEquals("mode=overlay\ninit='/sbin/init'\n", text(tree, "/etc/initramfs.conf"));
        assertTrue(tree.find("/init") instanceof RegularFile it && it.attributes().mode() == 0755);
        assertTrue(tree.find("/lib/modules/virtio_blk.ko") instanceof RegularFile);
    }

    @Test
    void archiveIsTheSameEveryTime() throws IOException {
        byte[] first = bytes(initramfs(DiskBus.VIRTIO, "ext4", RootMode.DISK).build());
        assertArrayEquals(first, bytes(initramfs(DiskBus.VIRTIO, "ext4", RootMode.DISK).build()));
        byte[] archive = new GZIPInputStream(new ByteArrayInputStream(first)).readAllBytes();
        assertEquals("070701", new String(archive, 0, 6, UTF_8));
        assertEquals(0, archive.length % 512);
    }

    @Test
    void missingDriversAreNamed() throws IOException {
        Initramfs.Missing missing = initramfs(DiskBus.AHCI, "squashfs", RootMode.OVERLAY).missing();
        assertEquals(List.of("ahci", "sd_mod"), missing.disk());
        assertEquals(List.of("squashfs"), missing.root());
        assertEquals(List.of(), missing.drivers());
        assertEquals(List.of(), initramfs(DiskBus.VIRTIO, "ext3", RootMode.DISK).missing().root());
        assertEquals(List.of(), initramfs(DiskBus.VIRTIO, "", RootMode.DISK).missing().root());
    }

    @Test
    void busyboxThatIsNotStaticIsRefused() {
        var busybox =
                new Initramfs.Program(Where.file("busybox"), BlockSource.of(Elf.program(false)));
        var initramfs =
                new Initramfs(
                        modules(),
                        busybox,
                        DiskBus.VIRTIO,
                        "ext4",
                        RootMode.DISK,
                        "/sbin/init",
                        List.of(),
                        0);
        assertThrows(UnsupportedImageException.class, initramfs::build);
    }

    @Tag("peer")
    @Test
    void scriptIsOneForBusybox(@TempDir Path directory) throws IOException {
        Peers.require("busybox");
        Path script = directory.resolve("init");
        Files.writeString(
                script, text(initramfs(DiskBus.NVME, "ext4", RootMode.DISK).tree(), "/init"));
        Peers.run("busybox", "sh", "-n", script).ok();
    }

    private static Initramfs initramfs(DiskBus bus, String type, RootMode mode) {
        var busybox =
                new Initramfs.Program(Where.file("busybox"), BlockSource.of(Elf.program(true)));
        return new Initramfs(modules(), busybox, bus, type, mode, "/sbin/init", List.of(), 7);
    }

    private static Initramfs.Modules modules() {
        var tree = new TreeBuilder(0);
        put(tree, "kernel/virtio_blk.ko", Elf.module("depends=virtio"));
        put(tree, "kernel/virtio_pci.ko", Elf.module("depends=virtio"));
        put(tree, "kernel/virtio.ko", Elf.module("depends="));
        put(tree, "kernel/ext4.ko", Elf.module("depends="));
        put(tree, "kernel/overlay.ko", Elf.module("depends="));
        return new Initramfs.Modules("test", tree.build().root());
    }

    private static void put(TreeBuilder tree, String path, byte[] bytes) {
        var file = new RegularFile(Attributes.root(0644, 0), BlockSource.of(bytes));
        tree.put(path, file, "test", _ -> {});
    }

    private static String text(FileTree tree, String path) throws IOException {
        return tree.find(path) instanceof RegularFile it
                ? new String(bytes(it.content()), UTF_8)
                : "nothing at " + path;
    }

    private static byte[] bytes(BlockSource source) throws IOException {
        return source.bytes(0, (int) source.size()).toArray(ValueLayout.JAVA_BYTE);
    }
}
