package dev.diskwright.core.build;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.SizeText;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// A report as one page: no other file, no script, readable on light and on dark, well-formed as XML too.
final class ReportHtml {
    private static final String STYLE =
            """
            :root { color-scheme: light dark; --page: #f5f7f9; --card: #ffffff; --text: #17202a; --muted: #5a6673;
              --line: #dbe1e7; --good: #1a7f37; --warn: #8a5a00; --bad: #b3261e; --link: #0b5cad; }
            @media (prefers-color-scheme: dark) { :root { --page: #0e1217; --card: #161b22; --text: #e8edf2;
              --muted: #a3aeba; --line: #2b333d; --good: #57c270; --warn: #e0b143; --bad: #f2727c; --link: #6db0f7; } }
            * { box-sizing: border-box; }
            body { margin: 0; padding: 32px 20px; background: var(--page); color: var(--text);
              font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
            main { max-width: 940px; margin: 0 auto; }
            header, section { background: var(--card); border: 1px solid var(--line); border-radius: 10px;
              padding: 20px 24px; margin-bottom: 16px; overflow-x: auto; }
            header { border-left: 6px solid var(--state); }
            h1 { font-size: 22px; margin: 0 0 4px; overflow-wrap: anywhere; }
            h2 { font-size: 15px; margin: 0 0 8px; }
            .verdict { color: var(--state); font-weight: 700; margin: 0 0 12px; }
            .good { --state: var(--good); } .warn { --state: var(--warn); } .bad { --state: var(--bad); }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 0; }
            dt, th { color: var(--muted); font-weight: 400; text-align: left; }
            dd { margin: 0; overflow-wrap: anywhere; }
            table { border-collapse: collapse; width: 100%; }
            th, td { padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
            tr:last-child td { border-bottom: 0; }
            td { overflow-wrap: anywhere; } .number { text-align: right; white-space: nowrap; }
            .state { color: var(--state); white-space: nowrap; }
            code { font: 13px ui-monospace, monospace; }
            a { color: var(--link); }
            @media print { body { padding: 0; } header, section { break-inside: avoid; } }
            """;

    private final StringBuilder page = new StringBuilder();

    private ReportHtml() {}

    /// {@return the page}
    static String of(BuildReport report, String target) {
        var it = new ReportHtml();
        it.write(report, target);
        return it.page.toString();
    }

    private void write(BuildReport report, String target) {
        page.append("<!DOCTYPE html>\n");
        page.append("<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n");
        page.append("<meta charset=\"utf-8\" />\n");
        page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n");
        element("title", target + ": " + ReportText.verdict(report));
        page.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
        header(report, target);
        stages(report);
        for (Map.Entry<String, List<Check>> it : ReportText.groups(report).entrySet()) {
            group(it.getKey(), it.getValue());
        }
        findings(report.findings());
        problems(report.diagnostics());
        page.append("</main>\n</body>\n</html>\n");
    }

    private void header(BuildReport report, String target) {
        String kind =
                switch (report.verdict()) {
                    case VERIFIED -> "good";
                    case VERIFIED_WITH_WARNINGS, NOT_VERIFIED -> "warn";
                    case FAILED -> "bad";
                };
        page.append("<header class=\"").append(kind).append("\">\n");
        element("h1", target);
        page.append("<p class=\"verdict\">")
                .append(escaped(mark(kind) + " " + ReportText.verdict(report)))
                .append("</p>\n<dl>\n");
        fact("Format", report.format());
        fact("Disk", exact(report.diskSize()));
        fact("File", exact(report.fileSize()));
        fact("Time", ReportText.seconds(report.millis()));
        if (!report.fingerprint().isEmpty()) {
            fact("Fingerprint", report.fingerprint());
        }
        if (!report.diagnostics().isEmpty()) {
            page.append("<dt>Problems</dt><dd>");
            report.diagnostics().stream()
                    .map(Diagnostic::code)
                    .distinct()
                    .forEach(code ->
                            page.append("<a href=\"#%1$s\">%1$s</a> ".formatted(escaped(code))));
            page.append("</dd>\n");
        }
        page.append("</dl>\n</header>\n");
    }

    private void stages(BuildReport report) {
        open("Stages", "Stage", "State", "Time", "Bytes", "Note");
        for (BuildReport.StageReport it : report.stages()) {
            row(
                    kind(it.state()),
                    it.stage().title(),
                    ReportText.word(it.state()),
                    ReportText.seconds(it.millis()),
                    it.bytes() == 0 ? "" : SizeText.display(it.bytes()),
                    it.note());
        }
        close();
    }

    private static String kind(Stage.State state) {
        return switch (state) {
            case PASSED -> "good";
            case WARNED, SKIPPED, CANCELLED -> "warn";
            case FAILED -> "bad";
            case WAITS, RUNNING -> "";
        };
    }

    private void group(String heading, List<Check> checks) {
        open(heading, "Check", "Result", "Expected", "Found", "Offset");
        for (Check it : checks) {
            row(
                    it.passed() ? "good" : "bad",
                    it.name(),
                    !it.isComparison() ? "" : it.passed() ? "✓ agrees" : "✕ differs",
                    it.expected(),
                    it.found(),
                    it.offset() < 0 ? "" : "0x%x".formatted(it.offset()));
        }
        close();
    }

    private void findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        open("Findings in the image", "Place", "Severity", "Finding");
        for (Finding it : findings) {
            String kind =
                    switch (it.severity()) {
                        case ERROR -> "bad";
                        case WARNING -> "warn";
                        case NOTE -> "";
                    };
            row(kind, it.where().toString(), ReportText.word(it.severity()), it.sentence());
        }
        close();
    }

    private void problems(List<Diagnostic> diagnostics) {
        if (diagnostics.isEmpty()) {
            return;
        }
        open("Problems of the design", "Code", "Severity", "Place", "Problem");
        var anchored = new HashSet<String>();
        for (Diagnostic it : diagnostics) {
            page.append(
                    anchored.add(it.code()) ? "<tr id=\"" + escaped(it.code()) + "\">" : "<tr>");
            cell("", it.code());
            cell(
                    switch (it.severity()) {
                        case ERROR -> "state bad";
                        case WARNING -> "state warn";
                        case HINT -> "";
                    },
                    ReportText.word(it.severity()));
            cell("", ReportText.place(it));
            cell("", it.remedy().isEmpty() ? it.problem() : it.problem() + "; " + it.remedy());
            page.append("</tr>\n");
        }
        close();
    }

    private void open(String heading, String... columns) {
        page.append("<section>\n");
        element("h2", heading);
        page.append("<table>\n<thead><tr>");
        for (String it : columns) {
            element("th", it);
        }
        page.append("</tr></thead>\n<tbody>\n");
    }

    private void close() {
        page.append("</tbody>\n</table>\n</section>\n");
    }

    /// The second cell tells the state.
    private void row(String kind, String... cells) {
        page.append("<tr>");
        for (int i = 0; i < cells.length; i++) {
            cell(i == 1 ? "state " + kind : "", cells[i]);
        }
        page.append("</tr>\n");
    }

    private void cell(String style, String text) {
        page.append(style.isBlank() ? "<td>" : "<td class=\"" + style.strip() + "\">")
                .append(escaped(text))
                .append("</td>");
    }

    private void fact(String name, String value) {
        page.append("<dt>").append(escaped(name)).append("</dt><dd>");
        page.append(escaped(value)).append("</dd>\n");
    }

    private void element(String name, String text) {
        page.append('<').append(name).append('>').append(escaped(text));
        page.append("</").append(name).append(">\n");
    }

    private static String mark(String kind) {
        return switch (kind) {
            case "good" -> "✓";
            case "warn" -> "!";
            default -> "✕";
        };
    }

    private static String exact(long bytes) {
        return "%s (%d bytes)".formatted(SizeText.display(bytes), bytes);
    }

    /// {@return the text with everything that means something to HTML or XML taken from it}
    static String escaped(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(it -> {
                    switch (it) {
                        case '&' -> out.append("&amp;");
                        case '<' -> out.append("&lt;");
                        case '>' -> out.append("&gt;");
                        case '"' -> out.append("&quot;");
                        case '\'' -> out.append("&#39;");
                        default -> out.appendCodePoint(isXml(it) ? it : 0xfffd);
                    }
                });
        return out.toString();
    }

    /// {@return whether XML 1.0 allows the character}
    private static boolean isXml(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || point >= 0x20 && point < 0x7f
                || point >= 0xa0 && point < 0xd800
                || point >= 0xe000 && point < 0xfffe
                || point >= 0x10000;
    }
}
