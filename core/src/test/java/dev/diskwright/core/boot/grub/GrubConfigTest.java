package dev.diskwright.core.boot.grub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.boot.Menu;
import dev.diskwright.core.boot.MenuEntry;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrubConfigTest {
    private static final Menu MENU =
            new Menu(
                    List.of(
                            new MenuEntry(
                                    "debian-6.1",
                                    "Debian's \"own\"",
                                    "c0ffee00-0000-4000-8000-000000000001",
                                    "/boot/vmlinuz-6.1",
                                    List.of("/boot/ucode.img", "/boot/initrd of 6.1"),
                                    "root=PARTUUID=1-2 quiet $x a;b opt=\"one two\"  c",
                                    null),
                            new MenuEntry(
                                    "rescue", "Rescue", null, "/vmlinuz", List.of(), "", null)),
                    "rescue",
                    null,
                    true);

    @TempDir Path directory;

    @Test
    void textIsQuotedForTheShell() {
        assertEquals(
                """
                set default=rescue
                set timeout=-1
                if serial --unit=0 --speed=115200; then
                  terminal_input serial console
                  terminal_output serial console
                fi
                menuentry 'Debian'\\''s "own"' --id debian-6.1 {
                  search --no-floppy --fs-uuid --set=root c0ffee00-0000-4000-8000-000000000001
                  linux /boot/vmlinuz-6.1 root=PARTUUID=1-2 quiet '$x' 'a;b' 'opt=one two' c
                  initrd /boot/ucode.img '/boot/initrd of 6.1'
                }
                menuentry Rescue --id rescue {
                  linux /vmlinuz
                }
                """,
                GrubConfig.text(MENU, true));
    }

    @Test
    void grubFindsNoFaultInIt() throws IOException {
        Peers.require("grub-script-check");
        Path file = directory.resolve("grub.cfg");
        for (boolean bios : new boolean[] {true, false}) {
            Files.writeString(file, GrubConfig.text(MENU, bios));
            Peers.run("grub-script-check", file).ok();
        }
    }
}
