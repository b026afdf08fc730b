package dev.diskwright.app;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.verify.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `diskwright verify`.
@Command(
        name = "verify",
        description = {
            "Check container, partition table and file systems of an image.",
            "Ends with 1 if there are errors or warnings."
        },
        footer = {
            "  diskwright verify web.qcow2",
            "  diskwright verify --json web.img | jq '.findings[].sentence'"
        })
final class VerifyCall extends Call {
    @Parameters(paramLabel = "SOURCE", description = "An image or a design.")
    Path file = Path.of("");

    @Mixin SourceOptions reading = new SourceOptions();

    VerifyCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        List<Finding> findings = new ArrayList<>();
        try (Source source = Source.open(file, reading, console)) {
            try (ProgressView progress = ProgressView.of(console, quiet)) {
                Verifier.verify(source.image(), findings::add, progress);
            }
        }
        long wrong = findings.stream().filter(FindingsText::counts).count();
        if (json) {
            ObjectNode document = object().put("source", file.toString()).put("sound", wrong == 0);
            document.set("findings", FindingsText.json(findings));
            console.print(document);
        } else {
            for (Finding finding : findings) {
                console.print(FindingsText.of(finding) + "\n");
            }
            remark(file + ": " + (wrong == 0 ? "sound" : count(wrong)));
        }
        return wrong == 0 ? ExitStatus.DONE : ExitStatus.FOUND;
    }

    private static String count(long findings) {
        return findings + (findings == 1 ? " finding" : " findings");
    }
}
