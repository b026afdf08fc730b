package dev.diskwright.app;

import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.Builder;
import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.build.ReportFormat;
import dev.diskwright.core.build.ReportText;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin OutputOptions output = new OutputOptions();

    @Option(names = "--no-verify", description = "Do not read back what was written.")
    boolean noVerify;

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
        Map<Path, ContainerFormat> targets = targets(design);
        Path target = targets.keySet().iterator().next();
        BuildOptions options = output.of(targets, design.disk().compress(), !noVerify, console);
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

    private Map<Path, ContainerFormat> targets(Design design) throws Failure {
        var targets = new LinkedHashMap<Path, ContainerFormat>();
        if (output.outputs.size() > 1) {
            for (Path it : output.outputs) {
                targets.put(it, output.formatOf(it));
            }
            return targets;
        }
        ContainerFormat container =
                OutputOptions.writable(
                        output.format != null ? output.format : design.disk().format());
        Path target =
                output.outputs.isEmpty()
                        ? Path.of(design.name() + "." + container.extensions().getFirst())
                        : output.outputs.getFirst();
        return Map.of(target, container);
    }

    private void tell(BuildReport result, Path target, long millis) throws IOException {
        String name = target.toString();
        output.writeReport(result, name, console);
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
