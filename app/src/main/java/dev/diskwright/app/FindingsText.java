package dev.diskwright.app;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;

/// Findings as lines and as JSON.
final class FindingsText {
    private FindingsText() {}

    /// {@return the line of one}
    static String of(Finding finding) {
        return severity(finding) + " " + finding;
    }

    /// {@return them as JSON}
    static ArrayNode json(List<Finding> findings) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (Finding finding : findings) {
            Where where = finding.where();
            array.addObject()
                    .put("severity", severity(finding))
                    .put("file", where.file())
                    .put("structure", where.structure())
                    .put("field", where.field())
                    .put("offset", where.offset() + where.fieldOffset())
                    .put("sentence", finding.sentence());
        }
        return array;
    }

    /// {@return whether it is more than worth knowing}
    static boolean counts(Finding finding) {
        return finding.severity() != Finding.Severity.NOTE;
    }

    private static String severity(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }
}
