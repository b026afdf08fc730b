package dev.diskwright.core.boot.initramfs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.Compression;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The modules of one kernel: the files below `/lib/modules/RELEASE`, and what `modules.builtin` says is part of the kernel
/// itself. Modules are read when something asks for them. Not for several threads.
final class KernelModules {
    private static final int LARGEST = 64 << 20; // bytes of a module or a list
    private static final int MOST =
            2000; // modules that one takes, which are gone down by recursion
    private static final Pattern FILE = Pattern.compile("([^/]+)\\.ko(\\.(gz|xz|zst))?");
    private static final String ALIASED = "crypto-"; // what soft dependencies ask for by alias

    private final String name;
    private final Map<String, Entry> files = new LinkedHashMap<>();
    private final Set<String> builtIn = new HashSet<>();
    private final Map<String, Module> read = new HashMap<>();

    private record Entry(String path, RegularFile file) {}

    /// A module that is to be loaded.
    ///
    /// @param name as the kernel has it
    /// @param bytes not compressed
    record Module(String name, BlockSource bytes, ModuleInfo info) {}

    /// @param name what messages call these modules
    /// @param folder `/lib/modules/RELEASE`
    KernelModules(String name, Directory folder) throws IOException {
        this.name = name;
        new FileTree(folder)
                .walk((path, node) -> {
                    if (node instanceof RegularFile file) {
                        add(path, file);
                    }
                });
    }

    private void add(String path, RegularFile file) throws IOException {
        switch (path) {
            case "/modules.builtin" -> {
                for (String line : text(path, file).split("\n")) {
                    moduleName(line.strip()).ifPresent(builtIn::add);
                }
            }
            case "/modules.builtin.modinfo" -> {
                for (String text : ModuleInfo.texts(bytes(path, file))) {
                    int dot = text.indexOf('.');
                    if (dot > 0) {
                        builtIn.add(ModuleInfo.name(text.substring(0, dot)));
                        if (text.startsWith("alias=", dot + 1)) {
                            builtIn.add(text.substring(dot + 7));
                        }
                    }
                }
            }
            default ->
                    moduleName(path).ifPresent(it -> files.putIfAbsent(it, new Entry(path, file)));
        }
    }

    /// {@return the name of the module in a file; empty if it is none}
    private static Optional<String> moduleName(String path) {
        Matcher file = FILE.matcher(path.substring(path.lastIndexOf('/') + 1));
        return file.matches() ? Optional.of(ModuleInfo.name(file.group(1))) : Optional.empty();
    }

    /// {@return whether there are any}
    boolean isEmpty() {
        return files.isEmpty() && builtIn.isEmpty();
    }

    /// {@return whether the kernel has it, as a module or in itself}
    boolean has(String module) {
        String wanted = ModuleInfo.name(module);
        return builtIn.contains(wanted) || files.containsKey(wanted);
    }

    /// {@return all modules that these take, each behind what it depends on; those that are part of the kernel are left out}
    ///
    /// @param wanted names, of which those that the kernel does not have are left out
    /// @throws UnsupportedImageException if one depends on what is not there
    List<Module> closure(List<String> wanted) throws IOException {
        var done = new LinkedHashMap<String, Module>();
        for (String it : wanted) {
            if (has(it)) {
                add(ModuleInfo.name(it), null, done, new HashSet<>());
            }
        }
        return List.copyOf(done.values());
    }

    private void add(
            String module,
            @Nullable String dependent,
            Map<String, Module> done,
            Set<String> underway)
            throws IOException {
        if (done.containsKey(module) || !underway.add(module)) {
            return;
        }
        if (!files.containsKey(module)) {
            if (!builtIn.contains(module)) {
                throw new UnsupportedImageException(
                        Where.file(name),
                        "%s without %s, which it depends on".formatted(dependent, module));
            }
            return;
        }
        if (underway.size() > MOST) {
            throw new UnsupportedImageException(
                    Where.file(name), "a module that takes more than %d others".formatted(MOST));
        }
        Module it = module(module);
        for (String before : it.info().before()) {
            for (String found : named(before)) {
                add(found, module, done, underway);
            }
        }
        for (String needed : it.info().depends()) {
            add(needed, module, done, underway);
        }
        done.put(module, it);
    }

    /// {@return the modules that a soft dependency means: that of this name, or those with this alias, as far as there are
    /// some}
    private List<String> named(String wanted) throws IOException {
        if (builtIn.contains(wanted) || builtIn.contains(ModuleInfo.name(wanted))) {
            return List.of();
        }
        if (files.containsKey(ModuleInfo.name(wanted))) {
            return List.of(ModuleInfo.name(wanted));
        }
        var found = new ArrayList<String>();
        String algorithm = wanted.startsWith(ALIASED) ? wanted : ALIASED + wanted;
        for (Map.Entry<String, Entry> it : files.entrySet()) {
            if (it.getValue().path().contains("/crypto/")) {
                List<String> aliases = module(it.getKey()).info().aliases();
                if (aliases.contains(wanted) || aliases.contains(algorithm)) {
                    found.add(it.getKey());
                }
            }
        }
        return found;
    }

    private Module module(String module) throws IOException {
        Module known = read.get(module);
        if (known != null) {
            return known;
        }
        Entry entry = Objects.requireNonNull(files.get(module));
        MemorySegment bytes = bytes(entry.path(), entry.file());
        var it =
                new Module(
                        module, BlockSource.of(bytes), ModuleInfo.of(where(entry.path()), bytes));
        read.put(module, it);
        return it;
    }

    private Where where(String path) {
        return Where.file(name + path);
    }

    private String text(String path, RegularFile file) throws IOException {
        return new String(bytes(path, file).toArray(JAVA_BYTE), ISO_8859_1);
    }

    /// {@return the file's bytes, unpacked if they are compressed}
    private MemorySegment bytes(String path, RegularFile file) throws IOException {
        BlockSource stored = file.content();
        Optional<Compression> compression = Compression.of(stored);
        if (compression.isEmpty()) {
            check(path, stored.size());
            return stored.bytes(0, (int) stored.size());
        }
        try (InputStream in = compression.get().decode(where(path), stored)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            check(path, bytes.length);
            return MemorySegment.ofArray(bytes);
        }
    }

    private void check(String path, long size) throws ImageException {
        if (size > LARGEST) {
            throw new UnsupportedImageException(
                    where(path), "a module of more than %d bytes".formatted(LARGEST));
        }
    }
}
