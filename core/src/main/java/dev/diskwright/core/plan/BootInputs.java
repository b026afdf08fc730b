package dev.diskwright.core.plan;

import dev.diskwright.core.block.LazyFile;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Opens what the boot settings name.
///
/// @param found takes what is missing
record BootInputs(BootPlan.Context context, List<Diagnostic> found) {
    static final String IN_CONTENTS = "contents:";

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
            return new BootMenus.Opened(input, BootMenus.lastName(name), null);
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
        names.removeIf(it -> it.startsWith(IN_CONTENTS));
        return names;
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
