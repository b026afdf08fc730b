package dev.diskwright.ui.image;

import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.service.ImageServices;
import dev.diskwright.ui.text.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Checking every level of an image: how it goes, what was found, what that comes to.
public final class VerifyViewModel {
    private static final Duration TICK = Duration.ofMillis(100);

    private final ImageServices services;
    private final JobRunner jobs;
    private final Texts texts;
    private final LongSupplier clock;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper cancelling = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper step = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyObjectWrapper<@Nullable Judgement> judgement =
            new ReadOnlyObjectWrapper<>();
    private final ObservableList<FindingRow> findings = FXCollections.observableArrayList();
    private final ObservableList<FindingRow> findingsView =
            FXCollections.unmodifiableObservableList(findings);
    private JobRunner.Running job = JobRunner.Running.NOTHING;
    private JobRunner.Running ticker = JobRunner.Running.NOTHING;
    private Found found = new Found();
    private long startedAt;

    /// What was found so far, and how far the check is; told by its thread, read by the window's.
    private static final class Found implements Progress {
        /// More than anyone reads.
        private static final int MOST = 1000;

        private final List<Finding> first = new ArrayList<>();
        private final Map<Finding.Severity, Long> counts = new EnumMap<>(Finding.Severity.class);
        private String name = "";
        private long total = -1;
        private long done;

        synchronized void add(Finding finding) {
            counts.merge(finding.severity(), 1L, Long::sum);
            if (first.size() < MOST) {
                first.add(finding);
            }
        }

        @Override
        public synchronized void step(String newName, long newTotal) {
            name = newName;
            total = newTotal;
            done = 0;
        }

        @Override
        public synchronized void advance(long bytes) {
            done += bytes;
        }

        synchronized List<Finding> from(int index) {
            return List.copyOf(first.subList(index, first.size()));
        }

        synchronized long count(Finding.Severity severity) {
            return counts.getOrDefault(severity, 0L);
        }

        synchronized long rest() {
            long all = counts.values().stream().mapToLong(it -> it).sum();
            return all - first.size();
        }

        synchronized String name() {
            return name;
        }

        /// {@return share of the step that is done; negative while nothing of it is known}
        synchronized double fraction() {
            return total <= 0 || done == 0 ? -1 : Math.min(1, (double) done / total);
        }
    }

    /// @param clock in nanoseconds
    VerifyViewModel(ImageServices services, JobRunner jobs, Texts texts, LongSupplier clock) {
        this.services = services;
        this.jobs = jobs;
        this.texts = texts;
        this.clock = clock;
    }

    /// Forgets what was found; what runs is stopped.
    void reset() {
        job.cancel();
        ticker.cancel();
        found = new Found();
        findings.clear();
        judgement.set(null);
        running.set(false);
        cancelling.set(false);
        step.set("");
    }

    /// Checks an image.
    void start(ImageChoice choice) {
        if (running.get()) {
            return;
        }
        reset();
        Found mine = found;
        startedAt = clock.getAsLong();
        running.set(true);
        job =
                jobs.startToEnd(
                        () -> {
                            services.verify(choice, mine::add, mine);
                            return mine;
                        },
                        it -> ended(it, null),
                        fault -> ended(mine, fault));
        tick();
    }

    private void tick() {
        if (running.get()) {
            look();
            ticker = jobs.later(TICK, this::tick);
        }
    }

    private void look() {
        found.from(findings.size()).forEach(it -> findings.add(row(it)));
        fraction.set(found.fraction());
        long seconds = (clock.getAsLong() - startedAt) / 1_000_000_000;
        step.set(texts.of("verify.step", found.name(), seconds));
    }

    private FindingRow row(Finding it) {
        String severity =
                switch (it.severity()) {
                    case ERROR -> "error";
                    case WARNING -> "warning";
                    case NOTE -> "hint";
                };
        String clause = it.sentence();
        return new FindingRow(
                severity,
                clause.isEmpty()
                        ? clause
                        : texts.of(
                                "problem.sentence",
                                clause.substring(0, 1).toUpperCase(Locale.ROOT)
                                        + clause.substring(1)),
                it.where().toString());
    }

    /// Asks the check to stop.
    public void cancel() {
        if (running.get() && !cancelling.get()) {
            cancelling.set(true);
            job.cancel();
        }
    }

    private void ended(Found mine, @Nullable Exception fault) {
        if (mine != found) {
            return; // another image was opened meanwhile
        }
        boolean cancelled = cancelling.get() || fault instanceof InterruptedException;
        if (fault instanceof ImageException image && !cancelled) {
            mine.add(Finding.of(image));
        }
        ticker.cancel();
        look();
        cancelling.set(false);
        running.set(false);
        judgement.set(
                cancelled
                        ? judge("cancelled", "cancelled")
                        : fault instanceof IOException || fault == null
                                ? judged(mine, fault)
                                : judge("bad", "failed", String.valueOf(fault.getMessage())));
    }

    private Judgement judged(Found mine, @Nullable Exception fault) {
        long errors = mine.count(Finding.Severity.ERROR);
        long warnings = mine.count(Finding.Severity.WARNING);
        if (fault != null && !(fault instanceof ImageException)) {
            return judge("bad", "failed", String.valueOf(fault.getMessage()));
        }
        if (errors > 0) {
            return judge("bad", "bad", errors, warnings, mine.rest());
        }
        return warnings > 0
                ? judge("warned", "warned", warnings, mine.rest())
                : judge("good", "good");
    }

    private Judgement judge(String kind, String key, Object... arguments) {
        return new Judgement(
                kind,
                texts.of("verify." + key, arguments),
                texts.of("verify." + key + ".text", arguments));
    }

    /// {@return whether a check is under way}
    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /// {@return whether it was asked to stop}
    public ReadOnlyBooleanProperty cancellingProperty() {
        return cancelling.getReadOnlyProperty();
    }

    /// {@return what is looked at now}
    public ReadOnlyStringProperty stepProperty() {
        return step.getReadOnlyProperty();
    }

    /// {@return share of the step that is done; negative while that is not known}
    public ReadOnlyDoubleProperty fractionProperty() {
        return fraction.getReadOnlyProperty();
    }

    /// {@return what it came to; null before that}
    public ReadOnlyObjectProperty<@Nullable Judgement> judgementProperty() {
        return judgement.getReadOnlyProperty();
    }

    /// {@return what was found, the first thousand}
    public ObservableList<FindingRow> findings() {
        return findingsView;
    }
}
