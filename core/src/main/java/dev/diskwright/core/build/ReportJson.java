package dev.diskwright.core.build;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.design.Diagnostic;
import java.util.List;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A report as one JSON document.
final class ReportJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ReportJson() {}

    /// {@return the document, indented}
    static String of(BuildReport report, String target) {
        ObjectNode document =
                JSON.createObjectNode()
                        .put("verdict", ReportText.verdict(report))
                        .put("file", target)
                        .put("format", report.format())
                        .put("diskSize", report.diskSize())
                        .put("fileSize", report.fileSize())
                        .put("fingerprint", report.fingerprint());
        outputs(report, document.putArray("outputs"));
        stages(report, document.putArray("stages"));
        checks(report, document.putArray("checks"));
        diagnostics(report.diagnostics(), document.putArray("diagnostics"));
        findings(report.findings(), document.putArray("findings"));
        return text(document);
    }

    private static void outputs(BuildReport report, ArrayNode array) {
        for (BuildReport.Written it : report.outputs()) {
            array.addObject()
                    .put("file", String.valueOf(it.file().getFileName()))
                    .put("format", it.format())
                    .put("fileSize", it.fileSize());
        }
    }

    private static void stages(BuildReport report, ArrayNode array) {
        for (BuildReport.StageReport it : report.stages()) {
            array.addObject()
                    .put("id", it.stage().id())
                    .put("title", it.stage().title())
                    .put("state", ReportText.word(it.state()))
                    .put("millis", it.millis())
                    .put("bytes", it.bytes())
                    .put("note", it.note());
        }
    }

    private static void checks(BuildReport report, ArrayNode array) {
        for (Check it : report.checks()) {
            ObjectNode check =
                    array.addObject()
                            .put("group", it.group())
                            .put("name", it.name())
                            .put("found", it.found());
            if (it.isComparison()) {
                check.put("expected", it.expected()).put("passed", it.passed());
            }
            if (it.offset() >= 0) {
                check.put("offset", it.offset());
            }
        }
    }

    private static void diagnostics(List<Diagnostic> diagnostics, ArrayNode array) {
        for (Diagnostic it : diagnostics) {
            array.addObject()
                    .put("code", it.code())
                    .put("severity", ReportText.word(it.severity()))
                    .put("path", it.path())
                    .put("problem", it.problem())
                    .put("remedy", it.remedy());
        }
    }

    private static void findings(List<Finding> findings, ArrayNode array) {
        for (Finding it : findings) {
            Where where = it.where();
            array.addObject()
                    .put("severity", ReportText.word(it.severity()))
                    .put("file", where.file())
                    .put("structure", where.structure())
                    .put("field", where.field())
                    .put("offset", where.offset() + where.fieldOffset())
                    .put("sentence", it.sentence());
        }
    }

    private static String text(ObjectNode document) {
        var indenter = new DefaultIndenter("  ", "\n");
        var separators =
                Separators.createDefaultInstance().withObjectNameValueSpacing(Spacing.AFTER);
        var printer =
                new DefaultPrettyPrinter(separators)
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter);
        return JSON.writer().with(printer).writeValueAsString(document) + "\n";
    }
}
