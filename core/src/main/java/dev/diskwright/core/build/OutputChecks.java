package dev.diskwright.core.build;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is wrong with the output that a design asks for, which a plan cannot know.
public final class OutputChecks {
    /// The option of encoders that says how to compress.
    public static final String COMPRESSION = "compress";

    private OutputChecks() {}

    /// {@return what is wrong with container format and compression}
    public static List<Diagnostic> check(Design design) {
        var found = new ArrayList<Diagnostic>();
        Disk disk = design.disk();
        Optional<ContainerFormat> format = Containers.named(disk.format());
        if (format.isEmpty()) {
            List<String> names = Containers.ALL.stream().map(ContainerFormat::name).toList();
            found.add(
                    Diagnostic.error(
                            "OUT-001",
                            "/disk/format",
                            "the format \"%s\" cannot be written".formatted(disk.format()),
                            "it is one of " + String.join(", ", names)));
        } else if (!compresses(format.get(), disk.compress())) {
            found.add(
                    Diagnostic.error(
                            "OUT-002",
                            "/disk/compress",
                            "%s cannot be written with %s compression"
                                    .formatted(disk.format(), name(disk.compress())),
                            "write \"none\""));
        }
        return found;
    }

    /// {@return whether the format can be written with that compression}
    public static boolean compresses(ContainerFormat format, Disk.Compression compression) {
        return compression == Disk.Compression.NONE
                || format.options().stream()
                        .anyMatch(it ->
                                it.name().equals(COMPRESSION)
                                        && it.values().contains(name(compression)));
    }

    /// {@return what the option calls it}
    public static String name(Disk.Compression compression) {
        return compression.name().toLowerCase(Locale.ROOT);
    }
}
