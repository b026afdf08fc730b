package dev.diskwright.ui.build;

import dev.diskwright.core.build.Stage;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.ui.text.Texts;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts a build under way into words.
///
/// @param texts for all of them
record BuildWords(Texts texts) {
    private static final double STILL = 5; // seconds without data that are worth a word

    /// {@return a span of time for people}
    String time(double seconds) {
        if (seconds < 10) {
            return texts.of("time.tenths", seconds);
        }
        return whole(Math.round(seconds));
    }

    private String whole(long seconds) {
        return seconds < 60
                ? texts.of("time.seconds", seconds)
                : texts.of("time.minutes", seconds / 60, seconds % 60);
    }

    /// {@return a time since the start that stands in a column}
    String stamp(double seconds) {
        long tenths = Math.round(seconds * 10);
        return String.format(
                Locale.ROOT, "%02d:%02d.%d", tenths / 600, tenths / 10 % 60, tenths % 10);
    }

    /// {@return the time so far}
    String soFar(double seconds) {
        return texts.of("build.time", whole(Math.round(seconds)));
    }

    /// {@return that the run was asked to stop, and what it waits for}
    String waitsFor(Stage stage, double waited) {
        return texts.of("build.waitsFor", title(stage), (long) waited);
    }

    /// {@return the time so far and, where it can be told, the time left}
    String timing(double seconds, Pace pace) {
        OptionalLong left = pace.secondsLeft(1);
        String soFar = whole(Math.round(seconds));
        return left.isEmpty()
                ? soFar(seconds)
                : pace.isUnsteady()
                        ? texts.of("build.estimating", soFar)
                        : texts.of("build.timeLeft", soFar, whole(left.getAsLong()));
    }

    /// {@return the time that a stage still takes; empty where that cannot be told}
    String left(Pace pace, double total) {
        OptionalLong left = total <= 0 ? OptionalLong.empty() : pace.secondsLeft(total);
        return left.isEmpty()
                ? ""
                : pace.isUnsteady()
                        ? texts.of("stage.estimating")
                        : texts.of("stage.left", whole(left.getAsLong()));
    }

    /// {@return a stage as a row}
    ///
    /// @param nanos the clock
    /// @param rate bytes a second
    /// @param left time it still takes, in words
    StageRow row(StageLedger.Entry it, long nanos, double rate, String left) {
        boolean running = it.state() == Stage.State.RUNNING;
        boolean timed = it.state() != Stage.State.WAITS && it.state() != Stage.State.SKIPPED;
        double seconds = ((running ? nanos : it.changedAt()) - it.startedAt()) / 1e9;
        double still = (nanos - it.changedAt()) / 1e9;
        boolean stands = running && still >= STILL;
        String title = title(it.stage());
        String word =
                running && it.total() > 0
                        ? texts.of("stage.percent", Math.floor(it.fraction() * 100))
                        : state(it.state());
        String note = stands ? texts.of("stage.still", (long) still) : it.note();
        return new StageRow(
                it.stage().id(),
                title,
                it.state().name().toLowerCase(Locale.ROOT),
                word,
                running && it.total() <= 0 ? -1 : it.fraction(),
                timed ? time(seconds) : "",
                amount(it),
                running && rate > 0 && !stands
                        ? texts.of("stage.speed", SizeText.display((long) rate))
                        : "",
                stands ? "" : left,
                note,
                Stream.of(title, word, amount(it), left, note)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", ")));
    }

    /// {@return a stage's title for people}
    String title(Stage stage) {
        return texts.orElse("stage.title." + stage.id(), stage.title());
    }

    /// {@return how a stage stands, in a word}
    String state(Stage.State state) {
        return texts.of("stage." + state.name().toLowerCase(Locale.ROOT));
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

    /// {@return a log line on a stage that began or ended}
    LogLine stageLine(StageLedger.Entry it, Stage.State state, String time) {
        boolean ended = state != Stage.State.RUNNING && state != Stage.State.WAITS;
        String note = ended ? it.note() : "";
        return new LogLine(
                LogLine.Level.STAGE,
                time,
                texts.of(
                        "log.line", title(it.stage()), state(state), note.isEmpty() ? 0 : 1, note));
    }

    /// {@return a log line on how far a stage is}
    LogLine progressLine(StageLedger.Entry it, int percent, String time) {
        return new LogLine(
                LogLine.Level.DETAIL,
                time,
                texts.of(
                        "log.progress",
                        title(it.stage()),
                        percent,
                        SizeText.display(it.done()),
                        SizeText.display(it.total())));
    }

    /// {@return a sentence of a clause}
    String sentence(String clause) {
        return clause.isEmpty()
                ? clause
                : texts.of(
                        "problem.sentence",
                        clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1));
    }
}
