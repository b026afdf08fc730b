package dev.diskwright.core.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What is wrong in a design by itself, before a source is read or a size resolved. All of it in one pass.
public final class DesignChecks {
    private static final Pattern INIT = Pattern.compile("/[^\\s\\p{Cntrl}]+");
    private static final Pattern MODE = Pattern.compile("0?[0-7]{3,4}");
    private static final Pattern PLATFORM =
            Pattern.compile("[a-z0-9_.-]+/[a-z0-9_.-]+(/[a-z0-9_.-]+)?");

    private final Findings all;
    private final Design design;

    private DesignChecks(Findings all) {
        this.all = all;
        this.design = all.design();
    }

    /// {@return everything wrong with `design`}
    public static List<Diagnostic> check(Design design) {
        var all = new Findings(design);
        var checks = new DesignChecks(all);
        checks.name();
        checks.disk();
        checks.reproducible();
        LayoutChecks.check(all);
        checks.contents();
        checks.derived();
        checks.boot();
        VmChecks.check(all);
        return all.all();
    }

    private void name() {
        String name = design.name();
        if (name.isBlank()) {
            all.error(
                    "PRJ-010",
                    "/name",
                    "the design has no name",
                    "name it; output files are named after it",
                    "Name it \"disk\"",
                    new Edit.Rename("disk"));
        } else if (name.chars()
                .anyMatch(c -> c < ' ' || c == 0x7f || "/\\:*?\"<>|".indexOf(c) >= 0)) {
            all.error(
                    "PRJ-011",
                    "/name",
                    "\"%s\" cannot be part of a file name everywhere".formatted(name),
                    "leave out / \\ : * ? \" < > | and control characters",
                    "Name it \"%s\"".formatted(plain(name)),
                    new Edit.Rename(plain(name)));
        }
    }

    /// {@return the name without what file names cannot hold}
    private static String plain(String name) {
        return name.replaceAll("[\\x00-\\x1f\\x7f/\\\\:*?\"<>|]", "-");
    }

    private void disk() {
        Disk disk = design.disk();
        if (disk.sectorSize() != 512 && disk.sectorSize() != 4096) {
            all.error(
                    "LAY-001",
                    "/disk/sectorSize",
                    "the sector size is " + disk.sectorSize(),
                    "it is 512 or 4096",
                    "Use sectors of 512 bytes",
                    new Edit.SetDisk(disk.withSectorSize(512)));
            return;
        }
        ByteSize size = disk.size();
        if (size != null) {
            long bytes = all.bytes(size);
            if (bytes <= 0) {
                all.error(
                        "LAY-002",
                        "/disk/size",
                        "the disk's size is " + size,
                        "it is more than 0",
                        "Make the disk as large as needed",
                        new Edit.SetDisk(disk.withSize(null)));
            } else if (bytes % disk.sectorSize() != 0) {
                all.error(
                        "LAY-003",
                        "/disk/size",
                        "%s is not a whole number of sectors".formatted(size),
                        "make it a multiple of %d bytes".formatted(disk.sectorSize()),
                        "Make the disk %s"
                                .formatted(
                                        SizeText.exact(Findings.roundUp(bytes, disk.sectorSize()))),
                        new Edit.SetDisk(
                                disk.withSize(
                                        ByteSize.of(Findings.roundUp(bytes, disk.sectorSize())))));
            }
        }
        if (all.bytes(disk.additionalSpace()) < 0) {
            all.error(
                    "LAY-004",
                    "/disk/additionalSpace",
                    "the additional space is negative",
                    "it is 0 or more");
        }
    }

    private void reproducible() {
        long timestamp = design.reproducible().timestamp();
        if (timestamp < 0 || timestamp >>> 32 != 0) {
            all.error(
                    "PRJ-012",
                    "/reproducible/timestamp",
                    "the timestamp is " + timestamp,
                    "it is 0 to 4294967295 seconds since 1970");
        }
    }

    private void contents() {
        for (int i = 0; i < design.contents().size(); i++) {
            Content it = design.contents().get(i);
            String path = "/contents/" + i;
            if (it.source().isBlank() && it.text() == null) {
                all.error(
                        "SRC-001",
                        path + "/source",
                        "there is no source",
                        "name a directory, an archive or a file, or write a text");
            }
            if (!it.source().isBlank() && it.text() != null) {
                all.error(
                        "SRC-008",
                        path + "/text",
                        "there are both a source and a text",
                        "keep one of them",
                        "Keep the source",
                        set(i, it.withText(null)));
            }
            if (!it.target().startsWith("/")
                    || List.of(it.target().split("/", -1)).contains("..")) {
                all.error(
                        "SRC-002",
                        path + "/target",
                        "\"%s\" is not a path in the image".formatted(it.target()),
                        "it is absolute and without ..");
            }
            if (it.mode() != null && !MODE.matcher(it.mode()).matches()) {
                all.error(
                        "SRC-003",
                        path + "/mode",
                        "\"%s\" is not a mode".formatted(it.mode()),
                        "write octal digits, such as 0644");
            }
            if (it.partition() != null && it.partition() < 0) {
                all.error(
                        "SRC-006",
                        path + "/partition",
                        "there is no partition " + it.partition(),
                        "give its number, or 0 for the whole disk",
                        "Leave the number out",
                        set(i, it.withPartition(null)));
            }
            if (it.path() != null
                    && (!it.path().startsWith("/")
                            || List.of(it.path().split("/", -1)).contains(".."))) {
                all.error(
                        "SRC-009",
                        path + "/path",
                        "\"%s\" is not a path in the source".formatted(it.path()),
                        "it is absolute and without ..");
            }
            if (it.platform() != null && !PLATFORM.matcher(it.platform()).matches()) {
                all.error(
                        "SRC-007",
                        path + "/platform",
                        "\"%s\" is not a platform".formatted(it.platform()),
                        "write for instance linux/amd64 or linux/arm/v7");
            }
            if ((it.user() == null) != (it.group() == null)) {
                all.error(
                        "SRC-004",
                        path + (it.user() == null ? "/user" : "/group"),
                        it.user() == null
                                ? "there is a group without a user"
                                : "there is a user without a group",
                        "give both or neither");
            }
        }
    }

    private Edit set(int entry, Content content) {
        var contents = new ArrayList<>(design.contents());
        contents.set(entry, content);
        return new Edit.SetContents(contents);
    }

    private void derived() {
        Derived derived = design.derived();
        for (int i = 0; i < derived.without().size(); i++) {
            String path = derived.without().get(i);
            if (!path.startsWith("/")) {
                all.error(
                        "SRC-040",
                        "/derived/without/" + i,
                        "\"%s\" is not a path in the image".formatted(path),
                        "it is absolute, as derived files are listed",
                        "Remove the entry",
                        new Edit.SetDerived(derived.withFile(path, true)));
            }
        }
    }

    private void boot() {
        Boot boot = design.boot();
        Boot.Loader loader = boot.effectiveLoader();
        boolean startsKernel = boot.startsKernel();
        if (startsKernel && boot.kernel() == null) {
            all.error(
                    "BLD-001",
                    "/boot/kernel",
                    "there is no kernel to start",
                    "name one, or choose loader self-test",
                    "Start the self-test instead",
                    new Edit.SetBoot(
                            boot.withLoader(Boot.Loader.SELF_TEST).withBios(Boot.Bios.AUTO)));
        }
        menu(boot.menu());
        secureBoot(boot.secureBoot());
        if (loader == Boot.Loader.SYSTEMD_BOOT && boot.systemdBoot() == null) {
            all.error(
                    "BLD-002",
                    "/boot/systemdBoot",
                    "systemd-boot itself is not given",
                    "name its systemd-bootx64.efi");
        }
        BootInitramfs initramfs = boot.initramfs();
        if (initramfs != null && initramfs.busybox() == null) {
            all.error(
                    "BLD-032",
                    "/boot/initramfs/busybox",
                    "an initial RAM disk is made with busybox, and none is given",
                    "name a static busybox, or a package with one, such as Debian's busybox-static");
        }
        if (initramfs != null && !INIT.matcher(initramfs.init()).matches()) {
            all.error(
                    "BLD-033",
                    "/boot/initramfs/init",
                    "\"%s\" is not the path of a program".formatted(initramfs.init()),
                    "it is absolute, without spaces");
        }
        if (!startsKernel
                && (initramfs != null || !boot.initrd().isEmpty() || !boot.cmdline().isEmpty())) {
            all.add(
                    Diagnostic.warning(
                            "BLD-003",
                            "/boot",
                            "there are settings for a kernel that is not started",
                            "name a kernel"));
        }
        for (int i = 0; i < boot.cmdline().size(); i++) {
            if (boot.cmdline().get(i).chars().anyMatch(c -> c < ' ')) {
                all.error(
                        "BLD-004",
                        "/boot/cmdline/" + i,
                        "a control character in the command line",
                        "write one word an entry");
            }
        }
    }

    private void secureBoot(BootSecureBoot it) {
        String key = it.key();
        boolean hasOwn =
                key != null
                        && (key.toLowerCase(Locale.ROOT).endsWith(".p12")
                                || key.toLowerCase(Locale.ROOT).endsWith(".pfx"));
        if (key != null && !hasOwn && it.certificate() == null) {
            all.error(
                    "BLD-008",
                    "/boot/secureBoot/certificate",
                    "the certificate of the key is not given",
                    "name it, or give a PKCS#12 file (.p12) that holds both");
        }
        if (key == null && (it.certificate() != null || it.enrol())) {
            all.error(
                    "BLD-009",
                    "/boot/secureBoot/key",
                    "there is no key to sign with",
                    "name a private key, or leave the other settings out");
        }
    }

    private void menu(BootMenu menu) {
        Integer timeout = menu.timeout();
        if (timeout != null && (timeout < 0 || timeout > BootMenu.MAX_TIMEOUT)) {
            all.error(
                    "BLD-005",
                    "/boot/menu/timeout",
                    "a menu cannot wait for %d s".formatted(timeout),
                    "0 to %d s, or null to wait for ever".formatted(BootMenu.MAX_TIMEOUT));
        }
        if (menu.title() != null) {
            title("/boot/menu/title", menu.title());
        }
        for (int i = 0; i < menu.entries().size(); i++) {
            title("/boot/menu/entries/" + i + "/title", menu.entries().get(i).title());
            for (String word : menu.entries().get(i).cmdline()) {
                if (word.chars().anyMatch(c -> c < ' ')) {
                    all.error(
                            "BLD-004",
                            "/boot/menu/entries/" + i + "/cmdline",
                            "a control character in the command line",
                            "write one word an entry");
                }
            }
        }
        String wanted = menu.defaultEntry();
        String first = menu.title() == null ? design.name() : menu.title();
        if (wanted != null
                && !wanted.equals(first)
                && menu.entries().stream().noneMatch(it -> it.title().equals(wanted))) {
            all.error(
                    "BLD-007",
                    "/boot/menu/defaultEntry",
                    "no entry has the title \"%s\"".formatted(wanted),
                    "name the title of an entry, or leave it out for the first");
        }
    }

    private void title(String path, String title) {
        if (title.isBlank() || title.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            all.error(
                    "BLD-006",
                    path,
                    "a title is one line of text",
                    "write what the menu is to show");
        }
    }
}
