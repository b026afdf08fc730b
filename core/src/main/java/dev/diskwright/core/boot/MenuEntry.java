package dev.diskwright.core.boot;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One line of a boot menu, whichever loader shows it. Paths are absolute, with `/`, from the root of the file system that
/// holds them.
///
/// @param id names the entry in the loader's configuration, see [#idOf]
/// @param title what the menu shows, one line
/// @param volume UUID of the file system that holds kernel and initial RAM disks, as Linux writes it (`XXXX-XXXX` for FAT);
///     null for the one that holds the loader's configuration
/// @param initrds in the order in which the kernel unpacks them; may be empty
/// @param commandLine of the kernel, one line
/// @param devicetree flattened devicetree for boards; null for the firmware's own
public record MenuEntry(
        String id,
        String title,
        @Nullable String volume,
        String kernel,
        List<String> initrds,
        String commandLine,
        @Nullable String devicetree) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,200}");
    private static final Pattern NOT_IN_ID = Pattern.compile("[^A-Za-z0-9_.-]+");
    private static final Pattern VOLUME = Pattern.compile("[0-9A-Fa-f-]{4,36}");

    /// Refuses an id that some loader would not take, text of more than one line, and a path that is not absolute or has
    /// control characters.
    public MenuEntry {
        initrds = List.copyOf(initrds);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not a boot entry's name: " + id);
        }
        if (title.isBlank() || isSeveralLines(title)) {
            throw new IllegalArgumentException("a title is one line: " + title);
        }
        if (volume != null && !VOLUME.matcher(volume).matches()) {
            throw new IllegalArgumentException("not a file system's UUID: " + volume);
        }
        BootKernel.checkCommandLine(commandLine);
        checkPath(kernel);
        initrds.forEach(MenuEntry::checkPath);
        if (devicetree != null) {
            checkPath(devicetree);
        }
    }

    /// {@return a name for an entry, made from any text: what no loader allows becomes `-`}
    public static String idOf(String text) {
        String name = NOT_IN_ID.matcher(text).replaceAll("-");
        return name.isEmpty() ? "linux" : name.substring(0, Math.min(name.length(), 200));
    }

    private static void checkPath(String path) {
        if (!path.startsWith("/") || isSeveralLines(path)) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
    }

    private static boolean isSeveralLines(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }
}
