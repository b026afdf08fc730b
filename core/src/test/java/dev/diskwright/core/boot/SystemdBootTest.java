package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.UnsupportedImageException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemdBootTest {
    private static final BootInput LOADER = BootPrograms.stub();
    private static final BootInput KERNEL = TestKernels.input(TestKernels.bzImage());
    private static final List<BlockSource> INITRDS =
            List.of(BlockSource.zeros(5), BlockSource.zeros(6));

    @Test
    void filesAreThoseOfTheBootLoaderSpecification() throws IOException {
        List<BootFile> files =
                new SystemdBoot(LOADER, "debian-12", "Debian 12", KERNEL, INITRDS, "quiet").files();
        assertEquals(
                List.of(
                        "/EFI/BOOT/BOOTX64.EFI",
                        "/EFI/systemd/systemd-bootx64.efi",
                        "/linux/debian-12/initrd",
                        "/linux/debian-12/initrd-2",
                        "/linux/debian-12/vmlinuz",
                        "/loader/entries.srel",
                        "/loader/entries/debian-12.conf",
                        "/loader/loader.conf"),
                files.stream().map(BootFile::path).toList());
        assertEquals("type1\n", text(files.get(5)));
        assertEquals(
                """
                title Debian 12
                version 6.1.0-56-test
                linux /linux/debian-12/vmlinuz
                initrd /linux/debian-12/initrd
                initrd /linux/debian-12/initrd-2
                options quiet
                """,
                text(files.get(6)));
        assertEquals("default debian-12.conf\ntimeout 3\n", text(files.get(7)));
    }

    @Test
    void entriesShareTheirFiles() throws IOException {
        List<BootFile> files =
                SystemdBoot.files(
                        List.of(
                                new SystemdBoot(LOADER, "a", "A", KERNEL, INITRDS, ""),
                                new SystemdBoot(LOADER, "b", "B", KERNEL, INITRDS, "single")),
                        "b",
                        null);
        assertEquals(
                List.of(
                        "/EFI/BOOT/BOOTX64.EFI",
                        "/EFI/systemd/systemd-bootx64.efi",
                        "/linux/a/initrd",
                        "/linux/a/initrd-2",
                        "/linux/a/vmlinuz",
                        "/loader/entries.srel",
                        "/loader/entries/a.conf",
                        "/loader/entries/b.conf",
                        "/loader/loader.conf"),
                files.stream().map(BootFile::path).toList());
        assertEquals(
                """
                title B
                version 6.1.0-56-test
                linux /linux/a/vmlinuz
                initrd /linux/a/initrd
                initrd /linux/a/initrd-2
                options single
                """,
                text(files.get(7)));
        assertEquals("default b.conf\ntimeout menu-force\n", text(files.get(8)));
    }

    @Test
    void namesAndLinesAreChecked() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new SystemdBoot(LOADER, "a b", "t", KERNEL, List.of(), ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SystemdBoot(LOADER, "a", "t\noptions evil", KERNEL, List.of(), ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SystemdBoot(LOADER, "a", "t", KERNEL, List.of(), "a\nlinux /b"));
    }

    @Test
    void anyTextMakesAnEntryName() {
        assertEquals("My-image-v1.2", SystemdBoot.entryName("My image+v1.2"));
        assertEquals("linux", SystemdBoot.entryName(""));
        assertEquals(200, SystemdBoot.entryName("x".repeat(300)).length());
    }

    @Test
    void kernelWithoutEfiStubIsRefused() {
        byte[] kernel = TestKernels.bzImage();
        kernel[0] = 0;
        var boot = new SystemdBoot(LOADER, "a", "t", TestKernels.input(kernel), List.of(), "quiet");
        assertThrows(UnsupportedImageException.class, boot::files);
    }

    private static String text(BootFile file) throws IOException {
        BlockSource content = file.content();
        return new String(
                content.bytes(0, (int) content.size()).toArray(ValueLayout.JAVA_BYTE), UTF_8);
    }
}
