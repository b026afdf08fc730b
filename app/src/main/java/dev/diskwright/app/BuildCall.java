package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.AtomicOutput;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.Builder;
import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.build.OutputChecks;
import dev.diskwright.core.build.OutputFile;
import dev.diskwright.core.build.ReportFormat;
import dev.diskwright.core.build.ReportText;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Disk;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `diskwright build`.
@Command(
        name = "build",
        description = {
            "Build the image of a design, then read it back and check it.",
            "The image appears under its name when it is complete; if the build ends early, nothing remains."
        },
        footer = {
            "  diskwright build web.diskwright.json",
            "  diskwright build web.diskwright.json --format raw -o /srv/images/web.img",
            "  diskwright build web.diskwright.json --force --json --quiet | jq -r .fingerprint"
        })
final class BuildCall extends Call {
    @Parameters(paramLabel = "DESIGN", description = "The design; - is standard input.")
    Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Image to write. Without it: NAME and the format's extension, here.")
    @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Names.Formats.class,
            description = "Container format: ${COMPLETION-CANDIDATES}. Without it: the design's.")
    @Nullable String format;

    @Option(
            names = "--compress",
            paramLabel = "METHOD",
            description = "Compression: ${COMPLETION-CANDIDATES}. Without it: the design's.")
    Disk.@Nullable Compression compress;

    @Option(names = "--no-verify", description = "Do not read back what was written.")
    boolean noVerify;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write the report there too: lines in .txt, a page in .html, JSON in any other.")
    @Nullable Path report;

    @Option(
            names = "--keep-partial",
            description = "If the build ends early, leave what it wrote as .NAME.diskwright-part.")
    boolean keepPartial;

    @Option(names = "--force", description = "Replace the image and the report if they exist.")
    boolean force;

    BuildCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        Document document = Document.read(file, console);
        Design design = document.design();
        if (design == null || Diagnostic.anyError(document.problems())) {
            throw invalid(document.name(), everythingWrong(document));
        }
        ContainerFormat container = container(design);
        Path target =
                output != null
                        ? output
                        : Path.of(design.name() + "." + container.extensions().getFirst());
        refuseExisting(target);
        if (report != null) {
            refuseExisting(report);
        }
        var options =
                new BuildOptions(
                        List.of(
                                new OutputFile(
                                        at(target), container.name(), options(design, container))),
                        force,
                        !noVerify,
                        keepPartial);
        long began = console.host().millis().getAsLong();
        BuildReport result;
        try (ProgressView progress = ProgressView.of(console, quiet)) {
            result =
                    new Builder(console.host().millis())
                            .build(design, document.base(), options, progress);
        } catch (InvalidDesignException e) {
            throw invalid(document.name(), e.diagnostics());
        }
        tell(result, target, console.host().millis().getAsLong() - began);
        return result.verdict() == BuildReport.Verdict.FAILED ? ExitStatus.FOUND : ExitStatus.DONE;
    }

    private static List<Diagnostic> everythingWrong(Document document)
            throws IOException, InterruptedException {
        try (PlannedDesign design = PlannedDesign.of(document)) {
            return design.diagnostics();
        }
    }

    private Failure invalid(String name, List<Diagnostic> diagnostics) throws IOException {
        if (json) {
            var document = object().put("file", name).put("verdict", "invalid design");
            document.set("diagnostics", DiagnosticsText.json(diagnostics));
            console.print(document);
        }
        DiagnosticsText.tell(diagnostics, console);
        return Failure.refused(
                name + ": cannot be built: " + DiagnosticsText.count(diagnostics),
                "mend what is listed above");
    }

    private ContainerFormat container(Design design) throws Failure {
        String name = format != null ? format : design.disk().format();
        return Containers.named(name)
                .orElseThrow(() ->
                        Failure.refused(
                                "the format \"%s\" cannot be written".formatted(name),
                                "use one of " + String.join(", ", new Names.Formats())));
    }

    private Map<String, String> options(Design design, ContainerFormat container) throws Failure {
        var options = new HashMap<String, String>();
        Disk.Compression method = compress != null ? compress : design.disk().compress();
        if (method != Disk.Compression.NONE) {
            String name = OutputChecks.name(method);
            if (!OutputChecks.compresses(container, method)) {
                throw Failure.refused(
                        "%s cannot be written with %s compression"
                                .formatted(container.name(), name),
                        "use --compress none, or a format that diskwright formats lists with it");
            }
            options.put(OutputChecks.COMPRESSION, name);
        }
        return options;
    }

    private void refuseExisting(Path target) throws Failure {
        if (!force && Files.exists(at(target), LinkOption.NOFOLLOW_LINKS)) {
            throw Failure.refused(
                    target + ": exists already",
                    "give another name with -o, or --force to replace it");
        }
    }

    private void tell(BuildReport result, Path target, long millis) throws IOException {
        String name = target.toString();
        if (report != null) {
            ReportFormat form = ReportFormat.of(report).orElse(ReportFormat.JSON);
            try (AtomicOutput out = AtomicOutput.create(at(report), force)) {
                out.write(0, MemorySegment.ofArray(form.render(result, name).getBytes(UTF_8)));
                out.commit();
            }
        }
        if (json) {
            console.printDocument(ReportFormat.JSON.render(result, name));
        } else {
            console.print(ReportText.summary(result, name, millis));
        }
        if (!quiet) {
            DiagnosticsText.tell(result.diagnostics(), console);
        }
    }
}
