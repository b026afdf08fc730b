package dev.diskwright.core.plan;

import dev.diskwright.core.block.LazyFile;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.BootInitramfs;
import dev.diskwright.core.design.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Opens what the boot settings name.
///
/// @param found takes what is missing
record BootInputs(BootPlan.Context context, List<Diagnostic> found) {
    static final String IN_CONTENTS = "contents:";

    /// Where packages have kernels.
    private static final Pattern KERNEL =
            Pattern.compile(
                    "(/boot/(vmlinuz|bzImage|Image)[^/]*|(/usr)?/lib/modules/[^/]+/vmlinuz)");

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

    /// {@return the same with its name and, in the contents, its place}
    BootMenus.@Nullable Opened openNamed(@Nullable String name, String path) throws IOException {
        BootInput input = open(name, path);
        if (input == null || name == null) {
            return null;
        }
        if (!name.startsWith(IN_CONTENTS)) {
            String file = context.sources().isCompound(name) ? input.where().file() : name;
            return new BootMenus.Opened(input, BootMenus.lastName(file), null);
        }
        ImageContents.Located at = context.contents().locate(name.substring(IN_CONTENTS.length()));
        return at == null ? null : new BootMenus.Opened(input, BootMenus.lastName(at.path()), at);
    }

    /// {@return the named file, or else the first of `known` that the host has; null if there is none}
    @Nullable BootInput openOrFind(@Nullable String name, String path, List<String> known)
            throws IOException {
        String found = name == null ? find(known) : name;
        return found == null ? null : open(found, path);
    }

    /// {@return the first of these files that the host has; null if there is none}
    static @Nullable String find(List<String> known) {
        for (String it : known) {
            if (Files.isReadable(Path.of(it))) {
                return it;
            }
        }
        return null;
    }

    private @Nullable BootInput inContents(String file, String name, String path) {
        RegularFile node = context.contents().file(file);
        if (node == null) {
            missing(path, "the contents hold no file " + file, name);
            return null;
        }
        return new BootInput(Where.file(name), node.content());
    }

    /// {@return the files of the host that the boot settings name}
    static List<String> onHost(Boot boot) {
        var names = new ArrayList<String>(boot.initrd());
        for (String name :
                new @Nullable String[] {
                    boot.kernel(),
                    boot.stub(),
                    boot.systemdBoot(),
                    boot.secureBoot().key(),
                    boot.secureBoot().certificate(),
                    boot.secureBoot().passphraseFile()
                }) {
            if (name != null) {
                names.add(name);
            }
        }
        names.addAll(MenuLoaders.named(boot));
        names.addAll(ofInitramfs(boot));
        names.removeIf(it -> it.startsWith(IN_CONTENTS));
        return names;
    }

    private @Nullable BootInput onHost(String name, String path) throws IOException {
        if (context.sources().isCompound(name)) {
            return ofPackage(name, path);
        }
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

    /// {@return the kernel in a package or a folder}
    private @Nullable BootInput ofPackage(String name, String path) {
        try {
            if (context.sources().get(name) instanceof Directory directory) {
                var kernels = new LinkedHashMap<String, RegularFile>();
                new FileTree(directory)
                        .walk((file, node) -> {
                            if (node instanceof RegularFile it && KERNEL.matcher(file).matches()) {
                                kernels.put(file, it);
                            }
                        });
                if (kernels.size() == 1) {
                    Map.Entry<String, RegularFile> only = kernels.firstEntry();
                    return new BootInput(
                            Where.file(name + only.getKey()), only.getValue().content());
                }
                missing(
                        path,
                        kernels.isEmpty()
                                ? "%s holds no kernel".formatted(name)
                                : "%s holds several kernels, %s and others"
                                        .formatted(name, kernels.firstEntry().getKey()),
                        name);
                return null;
            }
            missing(path, "%s is no package".formatted(name), name);
        } catch (IOException e) {
            missing(path, String.valueOf(e.getMessage()), name);
        }
        return null;
    }

    /// {@return the folders and packages of the host that the boot settings name}
    static List<String> compound(Boot boot, BootSources sources) {
        var names = new ArrayList<String>();
        if (boot.kernel() != null
                && !boot.kernel().startsWith(IN_CONTENTS)
                && sources.isCompound(boot.kernel())) {
            names.add(boot.kernel());
        }
        names.addAll(ofInitramfs(boot));
        return names;
    }

    private static List<String> ofInitramfs(Boot boot) {
        BootInitramfs it = boot.initramfs();
        return it == null
                ? List.of()
                : Stream.of(it.modules(), it.busybox())
                        .filter(Objects::nonNull)
                        .filter(name -> !name.startsWith(IN_CONTENTS))
                        .distinct()
                        .toList();
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
