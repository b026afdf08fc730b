package dev.diskwright.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.BiosLoader;
import dev.diskwright.core.boot.BootCode;
import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.boot.BootSectors;
import dev.diskwright.core.boot.KernelImage;
import dev.diskwright.core.boot.SelfTest;
import dev.diskwright.core.boot.SystemdBoot;
import dev.diskwright.core.boot.Uki;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.table.PartitionTypes;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// From boot settings to a [BootPlan]: first what UEFI starts, then what a BIOS starts.
final class BootPlanner {
    private static final int MAX_OS_RELEASE = 1 << 16;

    private final Design design;
    private final Boot boot;
    private final BootPlan.Key key;
    private final List<BootFile> files = new ArrayList<>();
    private final List<BootSectors> sectors = new ArrayList<>();
    private final List<Diagnostic> found = new ArrayList<>();
    private @Nullable BootSigner signer;

    private BootPlanner(Design design, BootPlan.Key key) {
        this.design = design;
        this.boot = design.boot();
        this.key = key;
    }

    /// What a kernel is started with.
    private record Linux(BootInput kernel, List<BootInput> initrds, String cmdline) {
        List<BlockSource> initrdBytes() {
            return initrds.stream().map(BootInput::bytes).toList();
        }
    }

    /// {@return what to add}
    static BootPlan plan(Design design, BootPlan.Context context) throws IOException {
        if (!startsKernel(design.boot())) {
            return withoutKernel(design, context.key());
        }
        var planner = new BootPlanner(design, context.key());
        planner.linux(context);
        planner.sign();
        return planner.result(cmdline(design.boot(), context.key()));
    }

    /// {@return what to add for a design that starts no kernel, which takes no look at sources}
    static BootPlan withoutKernel(Design design, BootPlan.Key key) {
        var planner = new BootPlanner(design, key);
        planner.selfTest();
        return planner.result("");
    }

    /// {@return whether it takes sources to say what to add}
    static boolean startsKernel(Boot boot) {
        return boot.startsKernel();
    }

    /// Opens the key that programs are signed with, but not those behind shim, which brings its own trust.
    private void openSigner(BootInputs inputs) throws IOException {
        boolean behindShim =
                boot.effectiveLoader() == Boot.Loader.GRUB && boot.grub().shim() != null;
        if (!behindShim) {
            try {
                signer = BootSigner.open(design, inputs);
            } catch (ImageException e) {
                unsigned(e);
            }
        }
    }

    private void sign() throws IOException {
        if (signer != null && !Diagnostic.anyError(found)) {
            try {
                List<BootFile> signed = signer.sign(files);
                files.clear();
                files.addAll(signed);
            } catch (ImageException e) {
                unsigned(e);
            }
        }
    }

    private void unsigned(ImageException e) {
        found.add(
                Diagnostic.error(
                        "BLD-021", "/boot/secureBoot", String.valueOf(e.getMessage()), ""));
    }

    private BootPlan result(String cmdline) {
        boolean sound = !Diagnostic.anyError(found);
        return new BootPlan(
                sound ? files : List.of(), sound ? sectors : List.of(), cmdline, key, found);
    }

    /// Looks whether there is a place for what boots.
    static void checkPlaces(Design design, BootPlan.Key key, List<Diagnostic> found) {
        if (uefiStartsKernel(design.boot(), key) && !key.hasEsp()) {
            found.add(
                    Diagnostic.error(
                            BootPlan.NO_ESP,
                            "/layout",
                            "a kernel is started by UEFI, and there is no ESP with a vfat file system",
                            "use preset efi or hybrid, or add a partition of type esp"));
        }
        if (design.boot().biosStartsKernel()) {
            checkBios(design, key, found);
        }
        boolean selfTest =
                design.boot().effectiveLoader() == Boot.Loader.SELF_TEST
                        || design.boot().effectiveBios() == Boot.Bios.SELF_TEST;
        if (selfTest && !key.hasEsp() && !key.bios() && !hasFilledEsp(design)) {
            found.add(
                    Diagnostic.warning(
                            BootPlan.NO_FIRMWARE,
                            "/layout",
                            "no firmware can start this disk",
                            "add an ESP for UEFI, or a BIOS boot partition"));
        }
    }

    /// A kernel that only a BIOS starts needs no ESP, as long as nobody asked for a loader.
    private static boolean uefiStartsKernel(Boot boot, BootPlan.Key key) {
        return boot.uefiStartsKernel()
                && (key.hasEsp()
                        || boot.loader() != Boot.Loader.AUTO
                        || !biosStartsKernel(boot, key));
    }

    private static boolean biosStartsKernel(Boot boot, BootPlan.Key key) {
        return boot.biosStartsKernel()
                && (boot.effectiveBios() != Boot.Bios.BUILT_IN || key.embedding());
    }

    private static void checkBios(Design design, BootPlan.Key key, List<Diagnostic> found) {
        Boot boot = design.boot();
        if (boot.bios() == Boot.Bios.BUILT_IN && !key.embedding()) {
            boolean large = design.disk().sectorSize() != 512;
            found.add(
                    Diagnostic.error(
                            BootPlan.NO_BIOS,
                            large ? "/disk/sectorSize" : "/layout",
                            large
                                    ? "a BIOS starts no kernel from sectors of %d bytes"
                                            .formatted(design.disk().sectorSize())
                                    : "there is no place for the loader that a BIOS starts",
                            large
                                    ? "use sectors of 512 bytes, or boot by UEFI"
                                    : "use preset legacy or hybrid, or add a BIOS boot partition"));
        }
        if (boot.effectiveBios() == Boot.Bios.GRUB
                && (key.table() == TableKind.NONE || !key.bios())) {
            found.add(
                    Diagnostic.error(
                            BootPlan.NO_BIOS,
                            "/layout",
                            key.table() == TableKind.NONE
                                    ? "GRUB for a BIOS needs a partition table"
                                    : "GRUB for a BIOS needs a BIOS boot partition on a GPT",
                            key.table() == TableKind.NONE
                                    ? "choose table mbr or gpt"
                                    : "add a partition of type bios-boot, 1 MiB large"));
        }
        if (boot.effectiveBios() == Boot.Bios.GRUB && MenuLoaders.grubHome(key) < 0) {
            found.add(
                    Diagnostic.error(
                            BootPlan.NO_BIOS,
                            "/layout",
                            "GRUB needs a partition with a file system that holds /boot, or an ESP",
                            "give a partition with a file system the mount point / or /boot"));
        }
        if (boot.effectiveBios() == Boot.Bios.SYSLINUX && MenuLoaders.syslinuxHome(key) < 0) {
            found.add(
                    Diagnostic.error(
                            BootPlan.NO_BIOS,
                            "/layout",
                            "SYSLINUX needs a partition with vfat or ext4 that holds /boot, or an ESP",
                            "give a partition with such a file system the mount point / or /boot"));
        }
    }

    /// {@return whether there is an ESP that comes from an image, and may hold what boots}
    private static boolean hasFilledEsp(Design design) {
        return design.layout().partitions().stream()
                .anyMatch(it ->
                        it.filesystem() instanceof Filesystem.Image
                                && PartitionTypes.parse(it.type())
                                        .filter(type -> type.name().equals("esp"))
                                        .isPresent());
    }

    private void selfTest() {
        checkPlaces(design, key, found);
        if (boot.effectiveLoader() == Boot.Loader.SELF_TEST && key.hasEsp()) {
            files.addAll(SelfTest.files(design.name()));
        }
        selfTestOfBios();
    }

    private void selfTestOfBios() {
        if (boot.effectiveBios() == Boot.Bios.SELF_TEST && key.bios()) {
            sectors.add(new BootCode(Where.file(design.name()), SelfTest.bios(design.name())));
        }
    }

    private void linux(BootPlan.Context context) throws IOException {
        checkPlaces(design, key, found);
        var inputs = new BootInputs(context, found);
        openSigner(inputs);
        BootInput kernel = inputs.open(boot.kernel(), "/boot/kernel");
        var initrds = new ArrayList<BootInput>();
        for (int i = 0; i < boot.initrd().size(); i++) {
            BootInput initrd = inputs.open(boot.initrd().get(i), "/boot/initrd/" + i);
            if (initrd != null) {
                initrds.add(initrd);
            }
        }
        BootInput stub = inputs.open(boot.stub(), "/boot/stub");
        BootInput systemd = inputs.open(boot.systemdBoot(), "/boot/systemdBoot");
        if (kernel == null || Diagnostic.anyError(found)) {
            return;
        }
        BootInput initramfs = new InitramfsPlanner(design, context, found).plan(kernel);
        if (initramfs != null) {
            initrds.add(initramfs);
        }
        var linux = new Linux(kernel, initrds, cmdline(boot, key));
        BootMenus menus = BootMenus.open(design, context, linux.cmdline(), initramfs, found);
        if (menus == null || Diagnostic.anyError(found)) {
            return;
        }
        var loaders = new MenuLoaders(design, menus, inputs, files, sectors);
        try {
            if (uefiStartsKernel(boot, key)) {
                switch (boot.effectiveLoader()) {
                    case AUTO, NONE, SELF_TEST -> {}
                    case UKI -> uki(linux, stub, context);
                    case SYSTEMD_BOOT -> systemdBoot(linux, menus, systemd, context);
                    case GRUB -> loaders.grubEfi();
                }
            }
            switch (boot.effectiveBios()) {
                case AUTO, NONE, SELF_TEST -> {}
                case GRUB -> loaders.grubBios();
                case SYSLINUX -> loaders.syslinux();
                case BUILT_IN -> {
                    if (key.embedding()) {
                        biosLoader(linux, context);
                    }
                }
            }
        } catch (ImageException e) {
            found.add(Diagnostic.error("BLD-012", "/boot", String.valueOf(e.getMessage()), ""));
        }
        selfTestOfBios();
    }

    /// Adds the loader of our own. Where it is chosen for a kernel that UEFI can start too, that it cannot be had is no more
    /// than a warning.
    private void biosLoader(Linux linux, BootPlan.Context context) throws IOException {
        try {
            var storage = new KernelStorage(context);
            var ramDisks = new ArrayList<BiosLoader.Stored>();
            for (int i = 0; i < linux.initrds().size(); i++) {
                boolean made = i == boot.initrd().size();
                ramDisks.add(
                        storage.keep(
                                made ? "" : boot.initrd().get(i),
                                linux.initrds().get(i),
                                made ? "initramfs" : "initrd-" + i));
            }
            var loader =
                    new BiosLoader(
                            storage.keep(
                                    Objects.requireNonNull(boot.kernel()),
                                    linux.kernel(),
                                    "vmlinuz"),
                            ramDisks,
                            linux.cmdline());
            loader.check();
            files.addAll(storage.files());
            sectors.add(loader);
        } catch (ImageException e) {
            String problem = String.valueOf(e.getMessage());
            boolean needed = boot.bios() != Boot.Bios.AUTO || !key.hasEsp();
            found.add(
                    needed
                            ? Diagnostic.error("BLD-012", "/boot", problem, "")
                            : Diagnostic.warning(
                                    "BLD-017",
                                    "/boot/bios",
                                    "a BIOS will not start this disk: " + problem,
                                    "choose none for the BIOS if that is meant"));
        }
    }

    private void uki(Linux linux, @Nullable BootInput stub, BootPlan.Context context)
            throws IOException {
        warnOfOldKernel(linux);
        // Our stub has firmware start the kernel, which asks for a signature of its own.
        BootInput kernel = signer == null ? linux.kernel() : signer.sign(linux.kernel());
        files.addAll(
                new Uki(kernel, linux.initrdBytes(), linux.cmdline(), osRelease(context))
                        .files(stub));
    }

    private void systemdBoot(
            Linux linux, BootMenus menus, @Nullable BootInput systemd, BootPlan.Context context)
            throws IOException {
        if (systemd == null) {
            uki(linux, null, context); // a diagnostic asks for the loader
            return;
        }
        var entries = new ArrayList<SystemdBoot>();
        for (BootMenus.Item it : menus.items()) {
            entries.add(
                    new SystemdBoot(
                            systemd,
                            it.id(),
                            it.title(),
                            it.kernel().input(),
                            it.initrds().stream().map(file -> file.input().bytes()).toList(),
                            it.cmdline()));
        }
        files.addAll(SystemdBoot.files(entries, menus.defaultId(), boot.menu().timeout()));
    }

    private void warnOfOldKernel(Linux linux) throws IOException {
        KernelImage image =
                KernelImage.read(linux.kernel().where(), linux.kernel().bytes()).orElse(null);
        if (image != null
                && image.efiStub() != null
                && !image.initrdByLoadFile2()
                && !linux.initrds().isEmpty()) {
            found.add(
                    Diagnostic.warning(
                            "BLD-013",
                            "/boot/kernel",
                            "this kernel may not find its initial RAM disk",
                            "use Linux 5.8 or newer"));
        }
    }

    /// {@return the words of the design, with a `root=` and root hashes where they have none}
    static String cmdline(Boot boot, BootPlan.Key key) {
        var words = new ArrayList<String>();
        if (key.rootDevice() != null && !isGiven(boot, "root=")) {
            words.add("root=" + key.rootDevice());
        }
        for (String it : key.rootHashes()) {
            if (!isGiven(boot, it.substring(0, it.indexOf('=') + 1))) {
                words.add(it);
            }
        }
        words.addAll(boot.cmdline());
        return String.join(" ", words);
    }

    private static boolean isGiven(Boot boot, String start) {
        return boot.cmdline().stream().anyMatch(it -> it.startsWith(start));
    }

    /// {@return the image's own os-release, or one that names the design}
    private String osRelease(BootPlan.Context context) throws IOException {
        for (String path : List.of("/etc/os-release", "/usr/lib/os-release")) {
            RegularFile file = context.contents().file(path);
            if (file != null && file.content().size() <= MAX_OS_RELEASE) {
                String text =
                        new String(
                                file.content()
                                        .bytes(0, (int) file.content().size())
                                        .toArray(ValueLayout.JAVA_BYTE),
                                UTF_8);
                if (text.indexOf('\0') < 0) {
                    return text;
                }
            }
        }
        return "ID=linux\nNAME=\"%s\"\n".formatted(design.name().replaceAll("[\"\\\\$`]", "_"));
    }
}
