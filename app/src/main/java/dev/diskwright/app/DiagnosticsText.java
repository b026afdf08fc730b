package dev.diskwright.app;

import dev.diskwright.core.design.Diagnostic;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;

/// Diagnostics as lines and as JSON.
final class DiagnosticsText {
    private DiagnosticsText() {}

    /// {@return the lines of one: severity, code, path, what is wrong; below it what would be right}
    static String of(Diagnostic diagnostic) {
        String path = diagnostic.path().isEmpty() ? "the document" : diagnostic.path();
        String line =
                "%s %s  %s: %s\n"
                        .formatted(
                                severity(diagnostic),
                                diagnostic.code(),
                                path,
                                diagnostic.problem());
        var text = new StringBuilder(line);
        if (diagnostic.ignored() != null) {
            return text.append("    ignored: ")
                    .append(diagnostic.ignored())
                    .append('\n')
                    .toString();
        }
        if (!diagnostic.remedy().isEmpty()) {
            text.append("    ").append(diagnostic.remedy()).append('\n');
        }
        diagnostic.fixes().forEach(it -> text.append("    - ").append(it.label()).append('\n'));
        return text.toString();
    }

    /// Prints them for the person at the terminal.
    static void tell(List<Diagnostic> diagnostics, Console console) {
        diagnostics.forEach(it -> console.message(of(it).stripTrailing()));
    }

    /// {@return how many there are of each severity, in words}
    static String count(List<Diagnostic> diagnostics) {
        var counts = new TreeMap<Diagnostic.Severity, Integer>();
        diagnostics.forEach(it -> counts.merge(it.severity(), 1, Integer::sum));
        return counts.isEmpty()
                ? "no problems"
                : String.join(
                        ", ",
                        counts.entrySet().stream()
                                .map(it -> words(it.getValue(), it.getKey()))
                                .toList());
    }

    private static String words(int count, Diagnostic.Severity severity) {
        return count + " " + text(severity) + (count == 1 ? "" : "s");
    }

    /// {@return them as JSON}
    static ArrayNode json(List<Diagnostic> diagnostics) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (Diagnostic it : diagnostics) {
            var document =
                    array.addObject()
                            .put("code", it.code())
                            .put("severity", severity(it))
                            .put("path", it.path())
                            .put("problem", it.problem())
                            .put("remedy", it.remedy())
                            .put("fixable", !it.fixes().isEmpty())
                            .put("fix", it.fixes().isEmpty() ? null : it.fixes().getFirst().label())
                            .put("ignored", it.ignored());
            ArrayNode fixes = document.putArray("fixes");
            it.fixes().forEach(fix -> fixes.add(fix.label()));
        }
        return array;
    }

    private static String severity(Diagnostic diagnostic) {
        return text(diagnostic.severity());
    }

    private static String text(Diagnostic.Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
