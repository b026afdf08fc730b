package dev.diskwright.app;

import dev.diskwright.core.design.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `diskwright validate`.
@Command(
        name = "validate",
        description = {
            "Print what is wrong with a design: where, what, and what would be right.",
            "Ends with 2 if there are errors, with 0 if there are only warnings and hints."
        },
        footer = {
            "  diskwright validate web.diskwright.json",
            "  diskwright validate --json web.diskwright.json | jq '.diagnostics[].path'"
        })
final class ValidateCall extends Call {
    @Parameters(paramLabel = "DESIGN", description = "The design; - is standard input.")
    Path file = Path.of("");

    ValidateCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        try (PlannedDesign design = PlannedDesign.of(file, console)) {
            boolean valid = design.image() != null;
            if (json) {
                ObjectNode report = object().put("file", design.name()).put("valid", valid);
                report.set("diagnostics", DiagnosticsText.json(design.diagnostics()));
                console.print(report);
            } else {
                for (Diagnostic diagnostic : design.diagnostics()) {
                    console.print(DiagnosticsText.of(diagnostic));
                }
                remark(design.name() + ": " + DiagnosticsText.count(design.diagnostics()));
            }
            return valid ? ExitStatus.DONE : ExitStatus.REFUSED;
        }
    }
}
