package dev.diskwright.app;

import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.design.SizeText;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The report of a build as lines and as JSON.
final class BuildReportText {
    private BuildReportText() {}

    /// {@return the lines}
    ///
    /// @param target as the person named it
    /// @param millis how long the build took
    static String of(BuildReport report, Path target, long millis) {
        var text = new StringBuilder();
        text.append(
                "%s: %s, disk of %s, file of %s, %s, %.1f s\n"
                        .formatted(
                                target,
                                report.format(),
                                SizeText.display(report.diskSize()),
                                SizeText.display(report.fileSize()),
                                verdict(report),
                                millis / 1000.0));
        if (!report.fingerprint().isEmpty()) {
            text.append("fingerprint ").append(report.fingerprint()).append('\n');
        }
        for (Finding finding : report.findings()) {
            text.append(FindingsText.of(finding)).append('\n');
        }
        return text.toString();
    }

    /// {@return the document}
    static ObjectNode json(BuildReport report, Path target) {
        ObjectNode document =
                Call.object()
                        .put("verdict", verdict(report))
                        .put("file", target.toString())
                        .put("format", report.format())
                        .put("diskSize", report.diskSize())
                        .put("fileSize", report.fileSize())
                        .put("fingerprint", report.fingerprint());
        ArrayNode stages = document.putArray("stages");
        for (BuildReport.StageReport stage : report.stages()) {
            stages.addObject()
                    .put("id", stage.stage().id())
                    .put("title", stage.stage().title())
                    .put("state", stage.state().name().toLowerCase(Locale.ROOT))
                    .put("millis", stage.millis())
                    .put("bytes", stage.bytes())
                    .put("note", stage.note());
        }
        document.set("diagnostics", DiagnosticsText.json(report.diagnostics()));
        document.set("findings", FindingsText.json(report.findings()));
        return document;
    }

    private static String verdict(BuildReport report) {
        return report.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
