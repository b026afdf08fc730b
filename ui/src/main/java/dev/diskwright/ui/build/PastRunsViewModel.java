package dev.diskwright.ui.build;

import dev.diskwright.core.design.SizeText;
import dev.diskwright.ui.job.JobRunner;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Builds and conversions of the past, the last one first, and what two of them differ in.
public final class PastRunsViewModel {
    /// A run as the list shows it.
    ///
    /// @param kind `good`, `warned`, `bad` or `cancelled`
    /// @param verdict in words
    /// @param when it ended, for people
    /// @param name of the image file
    /// @param size of disk and file, in words; empty if there is no image
    /// @param time how long it took
    /// @param fingerprint its first digits; empty if there is none
    public record Row(
            String kind,
            String verdict,
            String when,
            String name,
            String size,
            String time,
            String fingerprint) {}

    /// Two runs side by side.
    ///
    /// @param kind `good` if their bytes are the same, `warned` if not or if that cannot be told
    /// @param headline what that comes to
    /// @param rows values beside each other
    public record Comparison(String kind, String headline, List<ComparedValue> rows) {
        /// Copies the list.
        public Comparison {
            rows = List.copyOf(rows);
        }
    }

    /// One value of both.
    ///
    /// @param label what it is
    /// @param before of the older run
    /// @param after of the newer run
    /// @param mark whether they are the same, in a word
    /// @param same whether they are the same
    public record ComparedValue(
            String label, String before, String after, String mark, boolean same) {}

    private final RunArchive archive;
    private final JobRunner jobs;
    private final BuildWords words;
    private final DateTimeFormatter dates;
    private final List<Run> runs = new ArrayList<>();
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ObservableList<Row> rowsView = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyBooleanWrapper damaged = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Comparison> comparison =
            new ReadOnlyObjectWrapper<>();

    /// {@return the runs that were remembered}
    public static PastRunsViewModel of(RunContext context) {
        return new PastRunsViewModel(
                context.archive(), context.jobs(), new BuildWords(context.texts()));
    }

    PastRunsViewModel(RunArchive archive, JobRunner jobs, BuildWords words) {
        this.archive = archive;
        this.jobs = jobs;
        this.words = words;
        Locale locale = words.texts().bundle().getLocale();
        dates =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale.getLanguage().isEmpty() ? Locale.ENGLISH : locale)
                        .withZone(archive.zone());
        jobs.start(archive.store()::load, this::loaded, _ -> damaged.set(true));
    }

    private void loaded(RunStore.Kept kept) {
        runs.addAll(kept.runs());
        damaged.set(kept.damaged());
        rows.setAll(runs.stream().map(this::row).toList());
    }

    /// Remembers a run.
    void add(Run run) {
        runs.addFirst(run);
        while (runs.size() > RunStore.LIMIT) {
            runs.removeLast();
        }
        rows.setAll(runs.stream().map(this::row).toList());
        comparison.set(null);
        List<Run> kept = List.copyOf(runs);
        jobs.start(
                () -> {
                    archive.store().save(kept);
                    return kept;
                },
                _ -> {},
                _ -> {});
    }

    /// Forgets all of them.
    public void clear() {
        runs.clear();
        rows.clear();
        comparison.set(null);
        damaged.set(false);
        jobs.start(
                () -> {
                    archive.store().save(List.of());
                    return true;
                },
                _ -> {},
                _ -> {});
    }

    /// {@return the runs}
    public ObservableList<Row> rows() {
        return rowsView;
    }

    /// {@return whether some could not be read}
    public ReadOnlyBooleanProperty damagedProperty() {
        return damaged.getReadOnlyProperty();
    }

    /// {@return what the two selected runs differ in; null unless there are two}
    public ReadOnlyObjectProperty<@Nullable Comparison> comparisonProperty() {
        return comparison.getReadOnlyProperty();
    }

    /// Takes which runs are selected, by their places in the list.
    public void select(List<Integer> selected) {
        List<Integer> two = selected.stream().sorted().toList();
        comparison.set(
                two.size() == 2 && two.getLast() < runs.size()
                        ? compare(runs.get(two.getLast()), runs.get(two.getFirst()))
                        : null);
    }

    private Row row(Run run) {
        return new Row(
                kind(run),
                verdict(run),
                dates.format(run.when()),
                name(run),
                sizes(run),
                words.time(run.millis() / 1000.0),
                run.fingerprint().substring(0, Math.min(12, run.fingerprint().length())));
    }

    private static String kind(Run run) {
        return switch (run.verdict()) {
            case "verified" -> "good";
            case "verified_with_warnings", "not_verified" -> "warned";
            case "cancelled" -> "cancelled";
            default -> "bad";
        };
    }

    private String verdict(Run run) {
        return words.texts().of("run." + run.verdict());
    }

    private static String name(Run run) {
        String name = run.target();
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private String sizes(Run run) {
        return run.isImage()
                ? words.texts()
                        .of(
                                "run.sizes",
                                SizeText.display(run.diskSize()),
                                SizeText.display(run.fileSize()),
                                run.format())
                : "";
    }

    private Comparison compare(Run older, Run newer) {
        boolean known = !older.fingerprint().isEmpty() && !newer.fingerprint().isEmpty();
        boolean same = known && older.fingerprint().equals(newer.fingerprint());
        var values = new ArrayList<ComparedValue>();
        values.add(value("run.when", dates.format(older.when()), dates.format(newer.when())));
        values.add(value("run.verdict", verdict(older), verdict(newer)));
        values.add(
                value(
                        "run.design",
                        older.name(),
                        newer.name(),
                        older.design().equals(newer.design())));
        values.add(value("run.image", older.target(), newer.target()));
        values.add(value("run.size", sizes(older), sizes(newer)));
        values.add(
                value(
                        "run.time",
                        words.time(older.millis() / 1000.0),
                        words.time(newer.millis() / 1000.0)));
        values.add(value("run.fingerprint", older.fingerprint(), newer.fingerprint()));
        return new Comparison(
                same ? "good" : "warned",
                words.texts()
                        .of(
                                same
                                        ? "run.compare.same"
                                        : known ? "run.compare.other" : "run.compare.unknown"),
                values);
    }

    private ComparedValue value(String key, String before, String after) {
        return value(key, before, after, before.equals(after));
    }

    private ComparedValue value(String key, String before, String after, boolean same) {
        return new ComparedValue(
                words.texts().of(key),
                before,
                after,
                words.texts().of(same ? "run.same" : "run.differs"),
                same);
    }
}
