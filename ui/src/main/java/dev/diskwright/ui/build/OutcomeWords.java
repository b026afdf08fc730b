package dev.diskwright.ui.build;

import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.Check;
import dev.diskwright.core.build.DryRun;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Puts the end of a run, and a dry run, into words.
///
/// @param words shared with the run under way
/// @param activity that came to its end
record OutcomeWords(BuildWords words, Activity activity) {
    private Texts texts() {
        return words.texts();
    }

    /// {@return how a build ended that came to its end}
    Outcome outcome(BuildReport report, double seconds) {
        String kind =
                switch (report.verdict()) {
                    case VERIFIED -> "good";
                    case VERIFIED_WITH_WARNINGS, NOT_VERIFIED -> "warned";
                    case FAILED -> "bad";
                };
        String verdict = report.verdict().name().toLowerCase(Locale.ROOT);
        var facts = new ArrayList<Fact>();
        facts.addAll(images(report));
        facts.add(fact("outcome.time", words.time(seconds)));
        if (!report.checks().isEmpty()) {
            long all = report.checks().stream().filter(Check::isComparison).count();
            long bad = report.checks().stream().filter(it -> !it.passed()).count();
            facts.add(fact("outcome.checks", own("outcome.checked", all, bad)));
        }
        if (!report.fingerprint().isEmpty()) {
            facts.add(fact("outcome.fingerprint", report.fingerprint()));
        }
        String why =
                report.findings().stream()
                        .filter(it -> it.severity() != Finding.Severity.NOTE)
                        .findFirst()
                        .map(it -> words.sentence(it.toString()))
                        .orElse("");
        return new Outcome(
                kind,
                verdict,
                own("verdict." + verdict, name(report.file()), report.outputs().size()),
                facts,
                why,
                own("verdict." + verdict + ".next"),
                true);
    }

    private List<Fact> images(BuildReport report) {
        String disk = SizeText.display(report.diskSize());
        if (report.outputs().size() == 1) {
            return List.of(
                    fact("outcome.file", report.file().toString()),
                    fact(
                            "outcome.size",
                            texts().of(
                                            "outcome.sizes",
                                            disk,
                                            SizeText.display(report.fileSize()),
                                            report.format())));
        }
        var facts = new ArrayList<Fact>();
        for (BuildReport.Written it : report.outputs()) {
            facts.add(
                    fact(
                            "outcome.file",
                            texts().of(
                                            "outcome.oneOfSeveral",
                                            it.file().toString(),
                                            SizeText.display(it.fileSize()),
                                            it.format())));
        }
        facts.add(fact("outcome.disk", disk));
        return facts;
    }

    /// {@return how a build ended that was cancelled}
    ///
    /// @param kept whether what was written stays
    Outcome cancelled(double seconds, boolean kept) {
        return new Outcome(
                "cancelled",
                "cancelled",
                own("verdict.cancelled"),
                List.of(fact("outcome.time", words.time(seconds))),
                "",
                texts().of(kept ? "verdict.cancelled.kept" : "verdict.cancelled.next"),
                false);
    }

    /// {@return how a build ended that failed; the card says why}
    Outcome failed(double seconds, ErrorCard card) {
        return new Outcome(
                "bad",
                "failed",
                card.headline(),
                List.of(fact("outcome.time", words.time(seconds))),
                card.why(),
                texts().of("verdict.failed.build"),
                false);
    }

    /// {@return words that the activity has of its own, or those of a build}
    private String own(String key, Object... arguments) {
        String mine = activity.key() + "." + key;
        return texts().of(
                        activity != Activity.BUILD && texts().bundle().containsKey(mine)
                                ? mine
                                : key,
                        arguments);
    }

    private Fact fact(String key, String value) {
        return new Fact(texts().of(key), value);
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    /// {@return what there is to say of a finished build, beside its stages}
    List<LogLine> details(BuildReport report, String time) {
        var lines = new ArrayList<LogLine>();
        for (Diagnostic it : report.diagnostics()) {
            lines.add(detail(time, texts().of("log.problem", it.code(), it.problem())));
        }
        for (Finding it : report.findings()) {
            lines.add(detail(time, it.toString()));
        }
        for (Check it : report.checks()) {
            lines.add(
                    detail(
                            time,
                            texts().of(
                                            "log.check",
                                            it.group(),
                                            it.name(),
                                            it.found(),
                                            it.passed() ? 0 : 1,
                                            it.expected())));
        }
        return lines;
    }

    private static LogLine detail(String time, String text) {
        return new LogLine(LogLine.Level.DETAIL, time, text);
    }

    /// {@return what a dry run found}
    Rehearsal rehearsal(DryRun run) {
        long errors = run.diagnostics().stream().filter(Diagnostic::isError).count();
        boolean tight =
                run.available() >= 0 && run.available() < Math.min(run.needed(), run.diskSize());
        boolean missing = run.sources().stream().anyMatch(it -> it.files() == 0);
        boolean warned = tight || missing || !run.diagnostics().isEmpty();
        String kind = errors > 0 ? "bad" : warned ? "warned" : "good";
        var facts = new ArrayList<Fact>();
        facts.add(
                fact(
                        "dry.output",
                        texts().of(
                                        "dry.output.text",
                                        run.target().toString(),
                                        run.format(),
                                        run.exists() ? 1 : 0)));
        facts.add(
                fact(
                        "dry.size",
                        texts().of(
                                        "dry.size.text",
                                        SizeText.display(run.diskSize()),
                                        SizeText.display(run.needed()))));
        if (run.available() >= 0) {
            facts.add(
                    fact(
                            "dry.room",
                            texts().of(
                                            "dry.room.text",
                                            SizeText.display(run.available()),
                                            tight ? 1 : 0)));
        }
        return new Rehearsal(
                kind,
                texts().of(
                                errors > 0 ? "dry.headline.errors" : "dry.headline",
                                name(run.target()),
                                errors),
                facts,
                run.sources().stream().map(this::source).toList(),
                run.diagnostics().stream().map(this::problem).toList());
    }

    private Rehearsal.Source source(DryRun.Source it) {
        boolean missing = it.files() == 0;
        return new Rehearsal.Source(
                it.name(),
                texts().orElse("dry.use." + it.use(), it.use()),
                missing
                        ? texts().of("dry.missing")
                        : texts().of("dry.files", it.files(), SizeText.display(it.size())),
                missing);
    }

    private Rehearsal.Problem problem(Diagnostic it) {
        return new Rehearsal.Problem(
                it.severity().name().toLowerCase(Locale.ROOT),
                it.code(),
                words.sentence(it.problem()),
                it.path());
    }
}
