package dev.diskwright.core.boot.grub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Peers;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrubEfiTest {
    private static final Path X64 = Path.of("/usr/lib/grub/x86_64-efi");

    @TempDir Path directory;

    @Test
    void configGoesWhereTheProgramLooks() throws Exception {
        assertEquals(
                List.of("/EFI/BOOT/BOOTX64.EFI", "/EFI/debian/grub.cfg", "/EFI/debian/grubx64.efi"),
                paths(new GrubEfi(grub("/EFI/debian"), null, null, null, null, "")));
        assertEquals(
                List.of("/EFI/BOOT/BOOTX64.EFI", "/EFI/grub/grubx64.efi", "/boot/grub/grub.cfg"),
                paths(new GrubEfi(grub("(hd0,gpt1)/boot/grub"), null, null, null, null, "")));
    }

    @Test
    void shimStandsInFrontInBothPlaces() throws Exception {
        BootInput grub = grub("/EFI/debian");
        var files = new GrubEfi(grub, grub, grub, null, null, "").files();
        assertEquals(
                List.of(
                        "/EFI/BOOT/BOOTX64.EFI",
                        "/EFI/BOOT/grubx64.efi",
                        "/EFI/BOOT/mmx64.efi",
                        "/EFI/debian/BOOTX64.CSV",
                        "/EFI/debian/grub.cfg",
                        "/EFI/debian/grubx64.efi",
                        "/EFI/debian/mmx64.efi",
                        "/EFI/debian/shimx64.efi"),
                files.stream().map(BootFile::path).toList());
        BlockSource csv = files.get(3).content();
        assertEquals(
                "\ufeffshimx64.efi,debian,,This is the boot entry for debian\n",
                new String(
                        csv.bytes(0, (int) csv.size()).toArray(ValueLayout.JAVA_BYTE),
                        StandardCharsets.UTF_16LE));
    }

    @Test
    void failureOfTheProgramIsTold() {
        Peers.require("grub-mkimage");
        var maker = new GrubMkimage(Peers.find("grub-mkimage").orElseThrow(), directory);
        var error =
                assertThrows(
                        HostException.class,
                        () -> maker.make(GrubMkimage.Platform.X86_64_EFI, "/", ""));
        assertTrue(String.valueOf(error.getMessage()).contains("grub-mkimage: it fails: "));
    }

    private static List<String> paths(GrubEfi it) throws Exception {
        return it.files().stream().map(BootFile::path).toList();
    }

    private static BootInput grub(String prefix) throws Exception {
        Peers.require("grub-mkimage");
        Peers.requireFile(X64 + "/moddep.lst");
        byte[] program =
                new GrubMkimage(Peers.find("grub-mkimage").orElseThrow(), X64)
                        .make(GrubMkimage.Platform.X86_64_EFI, prefix, "");
        return new BootInput(Where.file("grubx64.efi"), BlockSource.of(program));
    }
}
