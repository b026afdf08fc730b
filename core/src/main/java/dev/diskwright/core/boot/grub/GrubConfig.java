package dev.diskwright.core.boot.grub;

import dev.diskwright.core.boot.Menu;
import dev.diskwright.core.boot.MenuEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A menu as `grub.cfg` (GRUB manual, "Writing full configuration files directly").
public final class GrubConfig {
    private GrubConfig() {}

    /// {@return the text of `grub.cfg`}
    ///
    /// @param bios whether GRUB runs on a BIOS, where it drives a serial port itself
    public static String text(Menu menu, boolean bios) {
        var lines = new ArrayList<String>();
        lines.add("set default=" + quoted(menu.defaultId()));
        Integer timeout = menu.timeout();
        lines.add("set timeout=" + (timeout == null ? -1 : timeout));
        if (bios && menu.serial()) {
            lines.add("if serial --unit=0 --speed=115200; then");
            lines.add("  terminal_input serial console");
            lines.add("  terminal_output serial console");
            lines.add("fi");
        }
        menu.entries().forEach(entry -> add(entry, lines));
        return String.join("\n", lines) + "\n";
    }

    private static void add(MenuEntry entry, List<String> lines) {
        lines.add("menuentry %s --id %s {".formatted(quoted(entry.title()), quoted(entry.id())));
        if (entry.volume() != null) {
            lines.add("  search --no-floppy --fs-uuid --set=root " + entry.volume());
        }
        String words = words(entry.commandLine());
        lines.add("  linux " + quoted(entry.kernel()) + (words.isEmpty() ? "" : " " + words));
        if (!entry.initrds().isEmpty()) {
            lines.add(
                    "  initrd "
                            + entry.initrds().stream()
                                    .map(GrubConfig::quoted)
                                    .collect(Collectors.joining(" ")));
        }
        if (entry.devicetree() != null) {
            lines.add("  devicetree " + quoted(entry.devicetree()));
        }
        lines.add("}");
    }

    /// {@return the text of a `grub.cfg` beside a GRUB program that only leads to the real one}
    ///
    /// @param volume UUID of the file system that holds the real one
    /// @param prefix its directory there, such as `/boot/grub`
    public static String redirect(String volume, String prefix) {
        return """
        search --no-floppy --fs-uuid --set=root %s
        set prefix=($root)%s
        configfile $prefix/grub.cfg
        """
                .formatted(volume, quoted(prefix));
    }

    /// {@return the same for a file system without UUID, which is known by having the file}
    public static String redirect(String prefix) {
        return """
        search --no-floppy --file --set=root %s
        set prefix=($root)%s
        configfile $prefix/grub.cfg
        """
                .formatted(quoted(prefix + "/grub.cfg"), quoted(prefix));
    }

    /// {@return the words of a command line, none of which GRUB's shell expands}
    ///
    /// GRUB quotes a word with spaces for the kernel itself and puts a `\` before each quotation mark that it is given, so
    /// marks are taken out of a word that it will quote again.
    private static String words(String commandLine) {
        return split(commandLine).stream()
                .map(it -> quoted(it.replace("\"", "")))
                .collect(Collectors.joining(" "));
    }

    /// {@return the words as the kernel splits them: at spaces outside quotation marks}
    private static List<String> split(String commandLine) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean inQuotes = false;
        for (int i = 0; i < commandLine.length(); i++) {
            char c = commandLine.charAt(i);
            inQuotes ^= c == '"';
            if (c == ' ' && !inQuotes) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.append(c);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    private static String quoted(String text) {
        boolean plain =
                !text.isEmpty()
                        && text.chars()
                                .allMatch(c ->
                                        c >= 'a' && c <= 'z'
                                                || c >= 'A' && c <= 'Z'
                                                || c >= '0' && c <= '9'
                                                || "_.,:/=+@%-".indexOf(c) >= 0);
        return plain ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
