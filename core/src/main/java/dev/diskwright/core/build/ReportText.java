package dev.diskwright.core.build;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.SizeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A report as lines.
public final class ReportText {
    private ReportText() {}

    /// {@return what a terminal shows: the verdict, the fingerprint, the findings}
    ///
    /// @param target what it calls the first image file
    /// @param millis how long the job took
    public static String summary(BuildReport report, String target, long millis) {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%s: %s, disk of %s, file of %s, %s, %s s\n",
                        target,
                        report.format(),
                        SizeText.display(report.diskSize()),
                        SizeText.display(report.fileSize()),
                        verdict(report),
                        tenths(millis)));
        for (BuildReport.Written it : report.outputs().subList(1, report.outputs().size())) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s: %s, file of %s\n",
                            it.file().getFileName(),
                            it.format(),
                            SizeText.display(it.fileSize())));
        }
        if (!report.fingerprint().isEmpty()) {
            text.append("fingerprint ").append(report.fingerprint()).append('\n');
        }
        for (Finding it : report.findings()) {
            text.append(word(it.severity())).append(' ').append(it).append('\n');
        }
        return text.toString();
    }

    private static String tenths(long millis) {
        long tenths = (millis + 50) / 100;
        return tenths / 10 + "." + tenths % 10;
    }

    /// {@return everything}
    ///
    /// @param target what it calls the image file
    static String full(BuildReport report, String target) {
        var text = new StringBuilder(summary(report, target, report.millis()));
        text.append("\nStages\n");
        int width =
                report.stages().stream()
                        .mapToInt(it -> it.stage().title().length())
                        .max()
                        .orElse(0);
        for (BuildReport.StageReport it : report.stages()) {
            line(
                    text,
                    pad(it.stage().title(), width),
                    pad(word(it.state()), 9),
                    " ".repeat(Math.max(0, 8 - seconds(it.millis()).length()))
                            + seconds(it.millis()),
                    it.note());
        }
        groups(report)
                .forEach((group, checks) -> {
                    text.append('\n').append(group).append('\n');
                    int names = checks.stream().mapToInt(it -> it.name().length()).max().orElse(0);
                    for (Check it : checks) {
                        line(text, mark(it), pad(it.name(), names), values(it));
                    }
                });
        if (!report.diagnostics().isEmpty()) {
            text.append("\nProblems of the design\n");
            for (Diagnostic it : report.diagnostics()) {
                line(text, word(it.severity()) + " " + it.code(), place(it) + ": " + it.problem());
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String... columns) {
        text.append("  ").append(String.join("  ", columns).stripTrailing()).append('\n');
    }

    private static String mark(Check check) {
        return !check.isComparison() ? " " : check.passed() ? "✓" : "✕";
    }

    private static String values(Check check) {
        String at = check.offset() < 0 ? "" : " at 0x%x".formatted(check.offset());
        return !check.isComparison()
                ? check.found()
                : check.passed()
                        ? check.found() + at
                        : "found %s, expected %s%s".formatted(check.found(), check.expected(), at);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /// {@return the checks by their headings, in order}
    static Map<String, List<Check>> groups(BuildReport report) {
        var groups = new LinkedHashMap<String, List<Check>>();
        for (Check it : report.checks()) {
            groups.computeIfAbsent(it.group(), _ -> new ArrayList<>()).add(it);
        }
        return groups;
    }

    /// {@return a span of time}
    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    /// {@return what a problem is about}
    static String place(Diagnostic diagnostic) {
        return diagnostic.path().isEmpty() ? "the document" : diagnostic.path();
    }

    /// {@return the verdict in words}
    public static String verdict(BuildReport report) {
        return word(report.verdict());
    }

    /// {@return an enumerated value in words}
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
