package dev.diskwright.ui.build;

import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Keeps count of a build. The job writes from its thread as often as it likes; the window reads a few times a second.
final class StageLedger implements BuildListener {
    /// A stage as it stands.
    ///
    /// @param total bytes it will take, -1 if unknown
    /// @param done bytes so far
    /// @param startedAt clock when it began, in nanoseconds
    /// @param changedAt clock when it last moved, in nanoseconds
    record Entry(
            Stage stage,
            Stage.State state,
            long total,
            long done,
            long startedAt,
            long changedAt,
            String note) {
        /// {@return share that is done, 0 to 1; 0 while that is unknown}
        double fraction() {
            return switch (state) {
                case PASSED, WARNED, SKIPPED -> 1;
                case WAITS -> 0;
                case RUNNING, FAILED, CANCELLED ->
                        total <= 0 ? 0 : Math.clamp((double) done / total, 0, 1);
            };
        }

        /// {@return whether it has come to an end}
        boolean isOver() {
            return state != Stage.State.WAITS && state != Stage.State.RUNNING;
        }
    }

    private final LongSupplier clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /// @param clock in nanoseconds
    StageLedger(LongSupplier clock) {
        this.clock = clock;
    }

    /// The list may be told again when more is known; what has begun keeps its place in time.
    @Override
    public synchronized void planned(List<Stage> stages) {
        var before = new LinkedHashMap<>(entries);
        long now = clock.getAsLong();
        entries.clear();
        for (Stage stage : stages) {
            Entry known = before.remove(stage.id());
            entries.put(
                    stage.id(),
                    known != null && known.state() != Stage.State.WAITS
                            ? known
                            : new Entry(stage, Stage.State.WAITS, -1, 0, now, now, ""));
        }
        before.values().stream()
                .filter(it -> it.state() != Stage.State.WAITS)
                .forEach(it -> entries.put(it.stage().id(), it));
    }

    @Override
    public synchronized void started(Stage stage, long total) {
        long now = clock.getAsLong();
        entries.put(stage.id(), new Entry(stage, Stage.State.RUNNING, total, 0, now, now, ""));
    }

    @Override
    public synchronized void advanced(Stage stage, long bytes) {
        Entry it = entries.get(stage.id());
        if (it != null && bytes > 0) {
            entries.put(
                    stage.id(),
                    new Entry(
                            stage,
                            it.state(),
                            it.total(),
                            it.done() + bytes,
                            it.startedAt(),
                            clock.getAsLong(),
                            it.note()));
        }
    }

    @Override
    public synchronized void ended(Stage stage, Stage.State state, String note) {
        Entry it = entries.get(stage.id());
        long now = clock.getAsLong();
        entries.put(
                stage.id(),
                new Entry(
                        stage,
                        state,
                        it == null ? -1 : it.total(),
                        it == null ? 0 : it.done(),
                        it == null ? now : it.startedAt(),
                        now,
                        note));
    }

    /// Ends what still runs, because the job has ended without a word on it; what waits was left out.
    synchronized void close(Stage.State state) {
        for (Entry it : entries()) {
            if (it.state() == Stage.State.RUNNING) {
                ended(it.stage(), state, it.note());
            } else if (it.state() == Stage.State.WAITS) {
                ended(it.stage(), Stage.State.SKIPPED, "");
            }
        }
    }

    /// {@return every stage as it stands, in order}
    synchronized List<Entry> entries() {
        return new ArrayList<>(entries.values());
    }

    /// {@return the stage at work; null for none}
    synchronized @Nullable Entry current() {
        return entries.values().stream()
                .filter(it -> it.state() == Stage.State.RUNNING)
                .findFirst()
                .orElse(null);
    }

    /// {@return the stage that failed; null for none}
    synchronized @Nullable Stage failed() {
        return entries.values().stream()
                .filter(it -> it.state() == Stage.State.FAILED)
                .map(Entry::stage)
                .findFirst()
                .orElse(null);
    }

    /// {@return share of the whole, 0 to 1, each stage weighed by what it usually takes; may fall when more stages
    /// become known}
    synchronized double fraction() {
        double done = 0;
        double all = 0;
        for (Entry it : entries.values()) {
            double weight = weight(it.stage());
            done += weight * it.fraction();
            all += weight;
        }
        return all == 0 ? 0 : done / all;
    }

    private static double weight(Stage stage) {
        return switch (stage.id()) {
            case "write" -> 50;
            case "verify" -> 35;
            case "convert" -> 20;
            default -> stage.id().startsWith("filesystem") ? 4 : 1;
        };
    }
}
