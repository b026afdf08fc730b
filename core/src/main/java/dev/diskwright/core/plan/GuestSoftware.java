package dev.diskwright.core.plan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.diskwright.core.content.RegularFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which software the contents hold, as far as files depend on it that are derived for it.
record GuestSoftware(ImageContents contents) {
    private static final int MAX_SETTINGS = 1 << 16;
    private static final Pattern READS_FOLDER =
            Pattern.compile(
                    "^[ \\t]*source(-directory)?[ \\t]+(/etc/network/)?interfaces\\.d(/\\S*)?[ \\t]*$",
                    Pattern.MULTILINE);
    private static final Pattern STANZA =
            Pattern.compile("^[ \\t]*iface[ \\t]+(\\S+)", Pattern.MULTILINE);
    private static final List<String> NETWORKD =
            List.of("/usr/lib/systemd/systemd-networkd", "/lib/systemd/systemd-networkd");
    private static final String NETWORKD_WANTED =
            "/etc/systemd/system/multi-user.target.wants/systemd-networkd.service";
    private static final List<String> SYSTEMD =
            List.of("/usr/lib/systemd/systemd", "/lib/systemd/systemd");
    private static final List<String> REPART =
            List.of("/usr/bin/systemd-repart", "/bin/systemd-repart");
    private static final List<String> IFUPDOWN =
            List.of("/usr/sbin/ifup", "/sbin/ifup", "/usr/bin/ifup", "/bin/ifup");
    private static final List<String> SYSTEMD_UDEV =
            List.of("/usr/lib/systemd/systemd-udevd", "/lib/systemd/systemd-udevd");
    private static final List<String> OTHER_UDEV =
            List.of("/usr/sbin/udevd", "/sbin/udevd", "/usr/lib/udev/udevd", "/lib/udev/udevd");

    private boolean any(List<String> paths) {
        return paths.stream().anyMatch(it -> contents.file(it) != null);
    }

    /// {@return whether there is anything at all}
    boolean isAny() {
        return contents.trees().stream().anyMatch(it -> it.root().count() > 0);
    }

    boolean hasSystemd() {
        return any(SYSTEMD);
    }

    boolean hasRepart() {
        return any(REPART);
    }

    boolean hasNetworkd() {
        return any(NETWORKD);
    }

    boolean startsNetworkd() {
        return hasNetworkd() && contents.file(NETWORKD_WANTED) != null;
    }

    boolean hasIfupdown() {
        return any(IFUPDOWN);
    }

    /// {@return whether interfaces are named by rules, systemd's way of doing so being absent}
    boolean namesByRules() {
        return any(OTHER_UDEV) && !any(SYSTEMD_UDEV);
    }

    /// What the contents' own settings of ifupdown say.
    ///
    /// @param present whether there are any
    /// @param readsFolder whether they lead to the folder with files of single interfaces
    /// @param interfaces that they set up themselves
    record Ifupdown(boolean present, boolean readsFolder, Set<String> interfaces) {}

    /// {@return what `/etc/network/interfaces` says} What lies behind its first 64 KiB does not count.
    Ifupdown ifupdown() throws IOException {
        RegularFile file = contents.file(NetworkFiles.INTERFACES);
        if (file == null) {
            return new Ifupdown(false, false, Set.of());
        }
        int length = (int) Math.min(MAX_SETTINGS, file.content().size());
        MemorySegment bytes = file.content().bytes(0, length);
        String text = new String(bytes.toArray(ValueLayout.JAVA_BYTE), ISO_8859_1);
        var interfaces = new TreeSet<String>();
        for (Matcher it = STANZA.matcher(text); it.find(); ) {
            interfaces.add(it.group(1));
        }
        return new Ifupdown(true, READS_FOLDER.matcher(text).find(), interfaces);
    }
}
