package dev.diskwright.app;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.verify.DiskImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a call is to read an image.
final class SourceOptions {
    @Option(
            names = "--from",
            paramLabel = "FORMAT",
            completionCandidates = Names.Formats.class,
            description =
                    "Read the image as that, whatever it looks like: ${COMPLETION-CANDIDATES}.")
    @Nullable String format;

    @Option(
            names = "--disk",
            paramLabel = "NAME",
            description = "Which disk or snapshot of an image with several; inspect lists them.")
    @Nullable String disk;

    @Option(
            names = "--allow",
            paramLabel = "FOLDER",
            description =
                    "A folder in which backing files, extents and parents may lie, beside the image's own.")
    List<Path> allowed = List.of();

    /// {@return what they come to}
    ///
    /// @throws Failure if there is no such format
    DiskImage.Choice choice(Console console) throws Failure {
        return new DiskImage.Choice(
                format == null ? null : named(format),
                disk,
                allowed.stream().map(it -> console.host().directory().resolve(it)).toList(),
                Map.of(),
                0);
    }

    private static ContainerFormat named(String name) throws Failure {
        return Containers.named(name)
                .orElseThrow(() ->
                        Failure.refused(
                                "there is no format \"%s\"".formatted(name),
                                "diskwright formats lists them"));
    }
}
