package dev.diskwright.core.boot.syslinux;

import dev.diskwright.core.boot.Menu;
import dev.diskwright.core.boot.MenuEntry;
import java.util.ArrayList;
import java.util.List;

/// A menu as `syslinux.cfg` or `extlinux.conf` (SYSLINUX documentation, "SYSLINUX configuration file"), as also boards'
/// U-Boot reads it.
public final class SyslinuxConfig {
    private static final int TENTHS = 10;

    private SyslinuxConfig() {}

    /// {@return the text of the file} All kernels are taken from the file system that holds it.
    ///
    /// @param menuProgram the module that shows the menu, `menu.c32`; empty for the loader's own prompt, and for U-Boot,
    ///     which has no modules
    public static String text(Menu menu, String menuProgram) {
        var lines = new ArrayList<String>();
        if (menu.serial()) {
            lines.add("SERIAL 0 115200"); // has to come first
        }
        Integer timeout = menu.timeout();
        if (!menuProgram.isEmpty() && (timeout == null || timeout > 0)) {
            lines.add("UI " + menuProgram);
        }
        lines.add("DEFAULT " + menu.defaultId());
        // Without a prompt the default starts at once; a timeout of 0 waits for ever.
        lines.add("PROMPT " + (timeout == null || timeout > 0 ? 1 : 0));
        if (timeout == null || timeout > 0) {
            lines.add("TIMEOUT " + (timeout == null ? 0 : timeout * TENTHS));
        }
        menu.entries().forEach(it -> add(it, lines));
        return String.join("\n", lines) + "\n";
    }

    private static void add(MenuEntry entry, List<String> lines) {
        lines.add("");
        lines.add("LABEL " + entry.id());
        lines.add("  MENU LABEL " + entry.title().replace("^", "^^"));
        lines.add("  LINUX " + entry.kernel());
        if (!entry.initrds().isEmpty()) {
            lines.add("  INITRD " + String.join(",", entry.initrds()));
        }
        if (entry.devicetree() != null) {
            lines.add("  FDT " + entry.devicetree());
        }
        if (!entry.commandLine().isEmpty()) {
            lines.add("  APPEND " + entry.commandLine());
        }
    }
}
