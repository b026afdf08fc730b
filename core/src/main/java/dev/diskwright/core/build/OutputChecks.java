package dev.diskwright.core.build;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.container.OptionException;
import dev.diskwright.core.container.Options;
import dev.diskwright.core.container.Output;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Disk;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is wrong with the output that a design asks for, which a plan cannot know.
public final class OutputChecks {
    /// The option of encoders that says how to compress.
    public static final String COMPRESSION = "compress";

    private static final long SMALL_DISK = 1 << 20;

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

    /// {@return what is wrong with options of a format, in one clause; empty for nothing} Nothing is written: the format
    /// itself judges, by what it makes of a small empty disk.
    public static Optional<String> optionProblem(
            ContainerFormat format, Map<String, String> options) {
        BlockSource disk = Composition.ofSize(SMALL_DISK).build();
        try {
            format.encoder(
                    new Output(
                            List.of(new Output.Disk("", 0, SMALL_DISK)),
                            disk,
                            new Options(format.options(), options),
                            new Nowhere(format.name()),
                            Optional.of(new Identity("", Instant.EPOCH)),
                            Companions.NONE,
                            List.of()));
            return Optional.empty();
        } catch (OptionException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Optional.empty(); // of the disk or of other files, which a run will tell
        }
    }

    /// Takes what is written, and keeps nothing.
    private record Nowhere(String name) implements Target {
        @Override
        public void write(long offset, MemorySegment bytes) {}

        @Override
        public void truncate(long size) {}

        @Override
        public Target companion(String other) {
            return new Nowhere(other);
        }
    }

    /// {@return what the option calls it}
    public static String name(Disk.Compression compression) {
        return compression.name().toLowerCase(Locale.ROOT);
    }
}
