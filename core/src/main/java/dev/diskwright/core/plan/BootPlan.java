package dev.diskwright.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.LazyFile;
import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.boot.KernelImage;
import dev.diskwright.core.boot.SelfTest;
import dev.diskwright.core.boot.SystemdBoot;
import dev.diskwright.core.boot.Uki;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.table.PartitionTypes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the boot settings of a design add to the image: files of the ESP, boot code, a command line.
///
/// @param files to be added to the ESP
/// @param bootCode for the first bytes of the disk; empty for none
/// @param cmdline in effect; empty if no kernel is booted
/// @param key what it was made for, sources apart
/// @param diagnostics what is wrong with it
record BootPlan(
        List<BootFile> files,
        MemorySegment bootCode,
        String cmdline,
        Key key,
        List<Diagnostic> diagnostics) {
    private static final MemorySegment NO_CODE = MemorySegment.ofArray(new byte[0]);
    static final String NO_FIRMWARE = "BLD-010";
    static final String NO_ESP = "BLD-011";
    private static final String IN_CONTENTS = "contents:";
    private static final int MAX_OS_RELEASE = 1 << 16;

    /// Copies the lists.
    BootPlan {
        files = List.copyOf(files);
        diagnostics = List.copyOf(diagnostics);
    }

    /// What boots, and what there is to boot from.
    ///
    /// @param name of the design
    /// @param hasEsp whether firmware finds an EFI system partition with a file system
    /// @param bios whether a BIOS finds a place for boot code
    /// @param rootDevice what `root=` names; null without a root partition
    record Key(
            @Nullable Boot boot,
            String name,
            boolean hasEsp,
            boolean bios,
            @Nullable String rootDevice) {}

    /// Nothing boots.
    static final BootPlan NONE =
            new BootPlan(List.of(), NO_CODE, "", new Key(null, "", false, false, null), List.of());

    /// Where sources of boot files are.
    ///
    /// @param base folder that paths of the design are relative to
    /// @param contents of all partitions
    record Context(Path base, ImageContents contents, Key key) {}

    /// {@return what to add}
    static BootPlan of(Design design, Context context) throws IOException {
        if (!startsKernel(design)) {
            return withoutKernel(design, context.key());
        }
        var found = new ArrayList<Diagnostic>();
        BootPlan plan = kernel(design, context, found);
        return new BootPlan(plan.files(), plan.bootCode(), plan.cmdline(), context.key(), found);
    }

    /// {@return whether it takes sources to say what to add}
    static boolean startsKernel(Design design) {
        return switch (design.boot().effectiveLoader()) {
            case NONE, AUTO, SELF_TEST -> false;
            case UKI, SYSTEMD_BOOT -> true;
        };
    }

    /// {@return the same after an edit, as far as that can be said without a look at sources: a kernel and its files
    /// stay what they were}
    BootPlan adapted(Design design, Key newKey) {
        if (newKey.equals(key)) {
            return this;
        }
        if (!startsKernel(design)) {
            return withoutKernel(design, newKey);
        }
        var found = new ArrayList<>(diagnostics);
        found.removeIf(it -> it.code().equals(NO_ESP) || it.code().equals(NO_FIRMWARE));
        checkEsp(newKey, found);
        return new BootPlan(
                files, bootCode, cmdline(design.boot(), newKey.rootDevice()), newKey, found);
    }

    private static BootPlan withoutKernel(Design design, Key key) {
        var found = new ArrayList<Diagnostic>();
        BootPlan plan =
                design.boot().effectiveLoader() == Boot.Loader.NONE
                        ? NONE
                        : selfTest(design, key, found);
        return new BootPlan(plan.files(), plan.bootCode(), plan.cmdline(), key, found);
    }

    private static BootPlan plan(List<BootFile> files, MemorySegment bootCode, String cmdline) {
        return new BootPlan(files, bootCode, cmdline, NONE.key(), List.of());
    }

    private static void checkEsp(Key key, List<Diagnostic> found) {
        if (!key.hasEsp()) {
            found.add(
                    Diagnostic.error(
                            NO_ESP,
                            "/layout",
                            "a kernel is started by UEFI, and there is no ESP with a vfat file system",
                            "use preset efi or hybrid, or add a partition of type esp"));
        }
    }

    private static BootPlan selfTest(Design design, Key context, List<Diagnostic> found) {
        if (!context.hasEsp() && !context.bios() && !hasFilledEsp(design)) {
            found.add(
                    Diagnostic.warning(
                            NO_FIRMWARE,
                            "/layout",
                            "no firmware can start this disk",
                            "add an ESP for UEFI, or a BIOS boot partition"));
        }
        return plan(
                context.hasEsp() ? SelfTest.files(design.name()) : List.of(),
                context.bios() ? MemorySegment.ofArray(SelfTest.bios(design.name())) : NO_CODE,
                "");
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

    private static BootPlan kernel(Design design, Context context, List<Diagnostic> found)
            throws IOException {
        Boot boot = design.boot();
        checkEsp(context.key(), found);
        String cmdline = cmdline(boot, context.key().rootDevice());
        var inputs = new Inputs(context, found);
        BootInput kernel = inputs.open(boot.kernel(), "/boot/kernel");
        var initrds = new ArrayList<BlockSource>();
        for (int i = 0; i < boot.initrd().size(); i++) {
            BootInput initrd = inputs.open(boot.initrd().get(i), "/boot/initrd/" + i);
            if (initrd != null) {
                initrds.add(initrd.bytes());
            }
        }
        BootInput stub = boot.stub() == null ? null : inputs.open(boot.stub(), "/boot/stub");
        BootInput loader =
                boot.systemdBoot() == null
                        ? null
                        : inputs.open(boot.systemdBoot(), "/boot/systemdBoot");
        if (kernel == null || Diagnostic.anyError(found)) {
            return plan(List.of(), NO_CODE, cmdline);
        }
        try {
            warnOfOldKernel(kernel, initrds, boot, found);
            List<BootFile> files =
                    boot.effectiveLoader() == Boot.Loader.SYSTEMD_BOOT && loader != null
                            ? new SystemdBoot(
                                            loader,
                                            SystemdBoot.entryName(design.name()),
                                            design.name(),
                                            kernel,
                                            initrds,
                                            cmdline)
                                    .files()
                            : new Uki(kernel, initrds, cmdline, osRelease(design, context))
                                    .files(stub);
            return plan(files, NO_CODE, cmdline);
        } catch (ImageException e) {
            found.add(Diagnostic.error("BLD-012", "/boot", String.valueOf(e.getMessage()), ""));
            return plan(List.of(), NO_CODE, cmdline);
        }
    }

    private static void warnOfOldKernel(
            BootInput kernel, List<BlockSource> initrds, Boot boot, List<Diagnostic> found)
            throws IOException {
        KernelImage image = KernelImage.read(kernel.where(), kernel.bytes()).orElse(null);
        if (image != null
                && image.efiStub() != null
                && !image.initrdByLoadFile2()
                && !initrds.isEmpty()
                && boot.effectiveLoader() == Boot.Loader.UKI) {
            found.add(
                    Diagnostic.warning(
                            "BLD-013",
                            "/boot/kernel",
                            "this kernel may not find its initial RAM disk",
                            "use Linux 5.8 or newer"));
        }
    }

    /// {@return the words of the design, with a `root=` where they have none}
    private static String cmdline(Boot boot, @Nullable String rootDevice) {
        var words = new ArrayList<String>();
        if (rootDevice != null && boot.cmdline().stream().noneMatch(it -> it.startsWith("root="))) {
            words.add("root=" + rootDevice);
        }
        words.addAll(boot.cmdline());
        return String.join(" ", words);
    }

    /// {@return the image's own os-release, or one that names the design}
    private static String osRelease(Design design, Context context) throws IOException {
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

    /// {@return the files of the host that the boot settings name}
    static List<String> onHost(Boot boot) {
        var names = new ArrayList<String>(boot.initrd());
        for (String name :
                new @Nullable String[] {boot.kernel(), boot.stub(), boot.systemdBoot()}) {
            if (name != null) {
                names.add(name);
            }
        }
        names.removeIf(it -> it.startsWith(IN_CONTENTS));
        return names;
    }

    /// Opens what the boot settings name.
    private record Inputs(Context context, List<Diagnostic> found) {
        @Nullable BootInput open(@Nullable String name, String path) throws IOException {
            if (name == null) {
                return null;
            }
            try {
                return name.startsWith(IN_CONTENTS)
                        ? inContents(name.substring(IN_CONTENTS.length()), name, path)
                        : onHost(name, path);
            } catch (HostException e) {
                missing(path, e.problem(), name);
                return null;
            }
        }

        private @Nullable BootInput inContents(String file, String name, String path) {
            RegularFile node = context.contents().file(file);
            if (node == null) {
                missing(path, "the contents hold no file " + file, name);
                return null;
            }
            return new BootInput(Where.file(name), node.content());
        }

        private @Nullable BootInput onHost(String name, String path) throws IOException {
            try {
                Path file = context.base().resolve(name);
                if (Files.isRegularFile(file)) {
                    return new BootInput(Where.file(name), LazyFile.of(file));
                }
            } catch (InvalidPathException e) {
                missing(path, "\"%s\" is not a path".formatted(name), name);
                return null;
            }
            missing(path, "there is no file %s".formatted(name), name);
            return null;
        }

        private void missing(String path, String problem, String name) {
            found.add(
                    Diagnostic.error(
                            "SRC-020",
                            path,
                            problem,
                            name.startsWith(IN_CONTENTS)
                                    ? "name a file of the image as contents:/PATH"
                                    : "paths are relative to the design; contents:/PATH names a file of the image"));
        }
    }
}
