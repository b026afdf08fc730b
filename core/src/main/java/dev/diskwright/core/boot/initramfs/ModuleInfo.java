package dev.diskwright.core.boot.initramfs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a kernel module says of itself in its section `.modinfo`: texts `key=value`, each ended by a NUL.
///
/// @param depends names of the modules whose symbols it uses
/// @param before what should be loaded before it, names or aliases, as far as it is there
/// @param aliases what else it is asked for by, patterns among them
record ModuleInfo(List<String> depends, List<String> before, List<String> aliases) {
    /// Copies the lists.
    ModuleInfo {
        depends = List.copyOf(depends);
        before = List.copyOf(before);
        aliases = List.copyOf(aliases);
    }

    /// @param bytes of the module, not compressed
    /// @throws CorruptImageException if it is no module
    static ModuleInfo of(Where where, MemorySegment bytes) throws CorruptImageException {
        MemorySegment section =
                ElfFile.of(where, bytes)
                        .section(".modinfo")
                        .orElseThrow(() ->
                                new CorruptImageException(
                                        where, "no section .modinfo", "a kernel module"));
        var depends = new ArrayList<String>();
        var before = new ArrayList<String>();
        var aliases = new ArrayList<String>();
        for (String text : texts(section)) {
            String value = text.substring(text.indexOf('=') + 1);
            switch (text.substring(0, Math.max(0, text.indexOf('=')))) {
                case "depends" ->
                        Arrays.stream(value.split(","))
                                .filter(it -> !it.isBlank())
                                .map(ModuleInfo::name)
                                .forEach(depends::add);
                case "softdep" -> before.addAll(before(value));
                case "alias" -> aliases.add(value);
                default -> {}
            }
        }
        return new ModuleInfo(depends, before, aliases);
    }

    /// {@return the texts of a section, or of the file `modules.builtin.modinfo`}
    static List<String> texts(MemorySegment section) {
        String all = new String(section.toArray(JAVA_BYTE), ISO_8859_1);
        return Arrays.stream(all.split("\0")).filter(it -> !it.isEmpty()).toList();
    }

    /// {@return the part of a soft dependency that comes before: `pre: a b post: c`}
    private static List<String> before(String softdep) {
        var names = new ArrayList<String>();
        boolean before = false;
        for (String word : softdep.strip().split("\\s+")) {
            if (word.endsWith(":")) {
                before = word.equals("pre:");
            } else if (before) {
                names.add(word);
            }
        }
        return names;
    }

    /// {@return a module's name as the kernel has it, in which `-` and `_` are the same}
    static String name(String text) {
        return text.strip().replace('-', '_');
    }
}
