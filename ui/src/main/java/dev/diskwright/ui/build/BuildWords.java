package dev.diskwright.ui.build;

import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.build.Stage;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.ui.text.Texts;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Puts a build into words.
///
/// @param texts for all of them
record BuildWords(Texts texts) {
    /// {@return a span of time for people}
    String time(double seconds) {
        if (seconds < 10) {
            return texts.of("time.tenths", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 60
                ? texts.of("time.seconds", whole)
                : texts.of("time.minutes", whole / 60, whole % 60);
    }

    /// {@return a stage as a row}
    ///
    /// @param nanos the clock
    /// @param rate bytes a second
    StageRow row(StageLedger.Entry it, long nanos, double rate) {
        boolean running = it.state() == Stage.State.RUNNING;
        boolean waits = it.state() == Stage.State.WAITS;
        double seconds = ((running ? nanos : it.changedAt()) - it.startedAt()) / 1e9;
        double still = (nanos - it.changedAt()) / 1e9;
        String state = it.state().name().toLowerCase(Locale.ROOT);
        return new StageRow(
                it.stage().id(),
                title(it.stage()),
                state,
                running && it.total() > 0
                        ? texts.of("stage.percent", Math.floor(it.fraction() * 100))
                        : texts.of("stage." + state),
                running && it.total() <= 0 ? -1 : it.fraction(),
                waits || it.state() == Stage.State.SKIPPED ? "" : time(seconds),
                amount(it),
                running && rate > 0 ? texts.of("stage.speed", SizeText.display((long) rate)) : "",
                running && still >= 5 ? texts.of("stage.still", (long) still) : it.note());
    }

    /// {@return a stage's title for people}
    String title(Stage stage) {
        return texts.orElse("stage.title." + stage.id(), stage.title());
    }

    private String amount(StageLedger.Entry it) {
        if (it.done() <= 0) {
            return "";
        }
        String done = SizeText.display(it.done());
        return it.state() == Stage.State.RUNNING && it.total() > 0
                ? texts.of("stage.amount", done, SizeText.display(it.total()))
                : done;
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
        var facts = new ArrayList<Outcome.Fact>();
        facts.add(fact("outcome.file", report.file().toString()));
        facts.add(
                fact(
                        "outcome.size",
                        texts.of(
                                "outcome.sizes",
                                SizeText.display(report.diskSize()),
                                SizeText.display(report.fileSize()),
                                report.format())));
        facts.add(fact("outcome.time", time(seconds)));
        if (!report.fingerprint().isEmpty()) {
            facts.add(fact("outcome.fingerprint", report.fingerprint()));
        }
        String why =
                report.findings().stream()
                        .filter(it -> it.severity() != Finding.Severity.NOTE)
                        .findFirst()
                        .map(Finding::toString)
                        .orElse("");
        return new Outcome(
                kind,
                texts.of("verdict." + verdict, name(report.file())),
                facts,
                why,
                texts.of("verdict." + verdict + ".next"),
                details(report),
                true);
    }

    private String sentence(String text) {
        return text.isEmpty()
                ? text
                : texts.of(
                        "problem.sentence",
                        text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1));
    }

    private Outcome.Fact fact(String key, String value) {
        return new Outcome.Fact(texts.of(key), value);
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    private String details(BuildReport report) {
        var lines = new ArrayList<String>();
        for (BuildReport.StageReport it : report.stages()) {
            lines.add(
                    texts.of(
                            "report.stage",
                            title(it.stage()),
                            texts.of("stage." + it.state().name().toLowerCase(Locale.ROOT)),
                            time(it.millis() / 1000.0),
                            it.note().isEmpty() ? 0 : 1,
                            it.note()));
        }
        for (Diagnostic it : report.diagnostics()) {
            lines.add(texts.of("report.problem", it.code(), it.problem()));
        }
        for (Finding it : report.findings()) {
            lines.add(it.toString());
        }
        return String.join("\n", lines);
    }

    /// {@return how a build ended that was cancelled}
    Outcome cancelled(double seconds) {
        return new Outcome(
                "cancelled",
                texts.of("verdict.cancelled"),
                List.of(fact("outcome.time", time(seconds))),
                "",
                texts.of("verdict.cancelled.next"),
                "",
                false);
    }

    /// {@return how a build ended that failed}
    ///
    /// @param stage it failed in; null for none
    Outcome failed(Exception fault, @Nullable Stage stage, Path target) {
        var facts = new ArrayList<Outcome.Fact>();
        if (stage != null) {
            facts.add(fact("outcome.stage", title(stage)));
        }
        if (fault instanceof ImageException image) {
            facts.add(fact("outcome.where", image.where().toString()));
        }
        facts.add(fact("outcome.target", target.toString()));
        String why =
                fault instanceof ImageException image
                        ? image.problem()
                        : fault.getMessage() == null ? fault.toString() : fault.getMessage();
        String next =
                switch (fault) {
                    case FileAlreadyExistsException _ -> "failed.exists.next";
                    case InvalidDesignException _ -> "failed.design.next";
                    case HostException _ -> "failed.host.next";
                    case ImageException _ -> "failed.image.next";
                    case java.io.IOException _ -> "failed.host.next";
                    default -> "failed.bug.next";
                };
        return new Outcome(
                "bad",
                stage == null
                        ? texts.of("failed.headline")
                        : texts.of("failed.headline.stage", title(stage)),
                facts,
                sentence(why),
                texts.of(next),
                fault.toString(),
                false);
    }
}
