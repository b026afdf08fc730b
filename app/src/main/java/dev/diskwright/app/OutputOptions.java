package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.AtomicOutput;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.OutputChecks;
import dev.diskwright.core.build.OutputFile;
import dev.diskwright.core.build.ReportFormat;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.Disk;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a build or a conversion writes.
final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Image to write; more than once writes several from one read.")
    List<Path> outputs = List.of();

    @Option(
            names = {"--to", "--format"},
            paramLabel = "FORMAT",
            completionCandidates = Names.WritableFormats.class,
            description = "Container format: ${COMPLETION-CANDIDATES}.")
    @Nullable String format;

    @Option(
            names = "--compress",
            paramLabel = "METHOD",
            description = "Compression: ${COMPLETION-CANDIDATES}.")
    Disk.@Nullable Compression compress;

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "An option of the format; diskwright formats lists them.")
    Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write the report there too: lines in .txt, a page in .html, JSON in any other.")
    @Nullable Path report;

    @Option(
            names = "--keep-partial",
            description = "If it ends early, leave what was written as .NAME.diskwright-part.")
    boolean keepPartial;

    @Option(names = "--force", description = "Replace the images and the report if they exist.")
    boolean force;

    /// {@return the format that was asked for, or that files of such a name have}
    ///
    /// @throws Failure if there is none
    ContainerFormat formatOf(Path target) throws Failure {
        if (format != null) {
            return writable(format);
        }
        String name = String.valueOf(target.getFileName());
        return Containers.forFile(name)
                .orElseThrow(() ->
                        Failure.refused(
                                target + ": its name does not tell a format",
                                "say --to FORMAT; diskwright formats lists them"));
    }

    /// {@return the format of that name}
    ///
    /// @throws Failure if it does not exist or cannot be written
    static ContainerFormat writable(String name) throws Failure {
        return Containers.named(name)
                .filter(ContainerFormat::writes)
                .orElseThrow(() ->
                        Failure.refused(
                                "the format \"%s\" cannot be written".formatted(name),
                                "use one of " + String.join(", ", new Names.WritableFormats())));
    }

    /// {@return what is to be written}
    ///
    /// @param targets formats by file
    /// @param usual compression of those that can, if none was asked for
    /// @throws Failure if a file exists, or an option means nothing to any of the formats
    BuildOptions of(
            Map<Path, ContainerFormat> targets,
            Disk.Compression usual,
            boolean verify,
            Console console)
            throws Failure {
        Path directory = console.host().directory();
        for (Path target : targets.keySet()) {
            refuseExisting(directory, target);
        }
        if (report != null) {
            refuseExisting(directory, report);
        }
        var files = new ArrayList<OutputFile>();
        Map<String, Map<String, String>> options =
                encoderOptions(List.copyOf(targets.values()), usual);
        targets.forEach((target, container) ->
                files.add(
                        new OutputFile(
                                directory.resolve(target),
                                container.name(),
                                options.getOrDefault(container.name(), Map.of()))));
        return new BuildOptions(files, force, verify, keepPartial);
    }

    /// {@return the options of each format, by name}
    Map<String, Map<String, String>> encoderOptions(
            List<ContainerFormat> formats, Disk.Compression usual) throws Failure {
        for (String name : options.keySet()) {
            if (formats.stream().noneMatch(it -> knows(it, name))) {
                throw Failure.refused(
                        "%s has no option %s".formatted(names(formats), name),
                        "diskwright formats lists what there is");
            }
        }
        Disk.Compression method = compress != null ? compress : usual;
        if (formats.stream().noneMatch(it -> OutputChecks.compresses(it, method))) {
            throw Failure.refused(
                    "%s cannot be written with %s compression"
                            .formatted(names(formats), OutputChecks.name(method)),
                    "use --compress none, or a format that diskwright formats lists with it");
        }
        var all = new HashMap<String, Map<String, String>>();
        for (ContainerFormat it : formats) {
            var mine = new LinkedHashMap<String, String>();
            if (method != Disk.Compression.NONE && OutputChecks.compresses(it, method)) {
                mine.put(OutputChecks.COMPRESSION, OutputChecks.name(method));
            }
            options.forEach((name, value) -> {
                if (knows(it, name)) {
                    mine.put(name, value);
                }
            });
            all.put(it.name(), mine);
        }
        return all;
    }

    private static boolean knows(ContainerFormat format, String option) {
        return format.options().stream().anyMatch(it -> it.name().equals(option));
    }

    private static String names(List<ContainerFormat> formats) {
        return String.join(", ", formats.stream().map(ContainerFormat::name).distinct().toList());
    }

    private void refuseExisting(Path directory, Path target) throws Failure {
        if (!force && Files.exists(directory.resolve(target), LinkOption.NOFOLLOW_LINKS)) {
            throw Failure.refused(
                    target + ": exists already", "give another name, or --force to replace it");
        }
    }

    /// Writes the report, if one was asked for.
    ///
    /// @param name what it calls the first image
    void writeReport(BuildReport result, String name, Console console) throws IOException {
        if (report != null) {
            ReportFormat form = ReportFormat.of(report).orElse(ReportFormat.JSON);
            Path file = console.host().directory().resolve(report);
            try (AtomicOutput out = AtomicOutput.create(file, force)) {
                out.write(0, MemorySegment.ofArray(form.render(result, name).getBytes(UTF_8)));
                out.commit();
            }
        }
    }
}
