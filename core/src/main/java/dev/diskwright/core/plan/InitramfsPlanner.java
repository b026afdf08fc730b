package dev.diskwright.core.plan;

import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.boot.KernelImage;
import dev.diskwright.core.boot.initramfs.Initramfs;
import dev.diskwright.core.boot.initramfs.RootMode;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.design.BootInitramfs;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.VmDiskInterface;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes the initial RAM disk of a design that has none, or says what its kernel lacks.
///
/// @param found takes what is wrong
record InitramfsPlanner(Design design, BootPlan.Context context, List<Diagnostic> found) {
    private static final String PATH = "/boot/initramfs";
    private static final List<String> MODULES = List.of("/lib/modules/", "/usr/lib/modules/", "/");
    private static final List<String> BUSYBOX =
            List.of(
                    "/bin/busybox",
                    "/usr/bin/busybox",
                    "/sbin/busybox",
                    "/usr/sbin/busybox",
                    "/bin/busybox.static",
                    "/usr/bin/busybox.static");

    /// {@return it; null if the design has none or it cannot be made}
    @Nullable BootInput plan(BootInput kernel) throws IOException {
        BootInitramfs it = design.boot().initramfs();
        if (it == null || it.busybox() == null) {
            return null;
        }
        try {
            Initramfs.Modules modules = modules(it, kernel);
            Initramfs.Program busybox = busybox(it.busybox());
            if (modules == null || busybox == null) {
                return null;
            }
            var initramfs =
                    new Initramfs(
                            modules,
                            busybox,
                            context.key().bus(),
                            rootType(),
                            mode(it.root()),
                            it.init(),
                            it.drivers(),
                            design.reproducible().timestamp());
            return lacks(initramfs)
                    ? null
                    : new BootInput(Where.file("initramfs"), initramfs.build());
        } catch (ImageException e) {
            wrong(PATH, String.valueOf(e.getMessage()), "");
            return null;
        }
    }

    private void wrong(String path, String problem, String remedy) {
        found.add(Diagnostic.error("BLD-031", path, problem, remedy));
    }

    private boolean lacks(Initramfs initramfs) throws IOException {
        Initramfs.Missing missing = initramfs.missing();
        String kernel = initramfs.modules().name();
        if (!missing.disk().isEmpty()) {
            VmDiskInterface bus = design.vm().diskInterface();
            missing(
                    "the kernel of %s does not see a disk on %s: it has no driver %s"
                            .formatted(
                                    kernel,
                                    bus.name().toLowerCase(Locale.ROOT),
                                    String.join(", ", missing.disk())),
                    "take another kernel, or attach the disk otherwise (vm.diskInterface)");
        }
        if (!missing.root().isEmpty()) {
            missing(
                    "the kernel of %s does not mount the root: it has no driver %s"
                            .formatted(kernel, String.join(", ", missing.root())),
                    "take another kernel, or another file system for the root");
        }
        if (!missing.drivers().isEmpty()) {
            missing(
                    "the kernel of %s has no driver %s"
                            .formatted(kernel, String.join(", ", missing.drivers())),
                    "leave it out of boot.initramfs.drivers");
        }
        return !missing.disk().isEmpty()
                || !missing.root().isEmpty()
                || !missing.drivers().isEmpty();
    }

    private void missing(String problem, String remedy) {
        found.add(Diagnostic.error("BLD-030", PATH, problem, remedy));
    }

    private static RootMode mode(BootInitramfs.Root root) {
        return switch (root) {
            case DISK -> RootMode.DISK;
            case OVERLAY -> RootMode.OVERLAY;
            case MEMORY -> RootMode.MEMORY;
        };
    }

    /// {@return the file system that is mounted on `/`; empty if it is not known}
    private String rootType() {
        return context.key().volumes().stream()
                .filter(it -> "/".equals(it.mount()))
                .map(BootPlan.Volume::filesystem)
                .filter(it -> !it.equals("image"))
                .findFirst()
                .orElse("");
    }

    private Initramfs.@Nullable Modules modules(BootInitramfs it, BootInput kernel)
            throws IOException {
        String named = it.modules() == null ? design.boot().kernel() : it.modules();
        if (named == null) {
            return null;
        }
        boolean ofKernel = it.modules() == null;
        String release =
                KernelImage.read(kernel.where(), kernel.bytes())
                        .flatMap(KernelImage::release)
                        .orElse("");
        for (String place : MODULES) {
            FileNode node = null;
            if (!named.startsWith(BootInputs.IN_CONTENTS)) {
                if (!ofKernel || context.sources().isCompound(named)) {
                    node =
                            context.sources().get(named) instanceof Directory folder
                                    ? new FileTree(folder).find(place + release)
                                    : null;
                }
            } else if (ofKernel) {
                node = place.equals("/") ? null : context.contents().directory(place + release);
            } else {
                String path = named.substring(BootInputs.IN_CONTENTS.length());
                node = context.contents().directory(path + place + release);
            }
            if (node instanceof Directory folder) {
                return new Initramfs.Modules(named, folder);
            }
        }
        Directory itself = ofKernel ? null : folder(named);
        if (itself != null
                && (itself.get("modules.builtin") != null
                        || itself.get("kernel") instanceof Directory)) {
            return new Initramfs.Modules(named, itself);
        }
        wrong(
                PATH + "/modules",
                "%s holds no modules of kernel %s"
                        .formatted(named, release.isEmpty() ? "of unknown release" : release),
                "name the package or the folder with the modules of this kernel");
        return null;
    }

    private @Nullable Directory folder(String name) throws ImageException {
        return name.startsWith(BootInputs.IN_CONTENTS)
                ? context.contents().directory(name.substring(BootInputs.IN_CONTENTS.length()))
                : context.sources().get(name) instanceof Directory it ? it : null;
    }

    private Initramfs.@Nullable Program busybox(String name) throws ImageException {
        RegularFile file = null;
        if (name.startsWith(BootInputs.IN_CONTENTS)) {
            file = context.contents().file(name.substring(BootInputs.IN_CONTENTS.length()));
        } else {
            switch (context.sources().get(name)) {
                case RegularFile it -> file = it;
                case Directory it -> file = inside(it);
                default -> {}
            }
        }
        if (file == null) {
            wrong(PATH + "/busybox", "%s holds no busybox".formatted(name), "");
            return null;
        }
        if (file.content().size() > Integer.MAX_VALUE) {
            throw new HostException(Where.file(name), "is too large for a busybox");
        }
        return new Initramfs.Program(Where.file(name), file.content());
    }

    private static @Nullable RegularFile inside(Directory folder) {
        var tree = new FileTree(folder);
        for (String it : BUSYBOX) {
            if (tree.find(it) instanceof RegularFile file) {
                return file;
            }
        }
        return null;
    }
}
