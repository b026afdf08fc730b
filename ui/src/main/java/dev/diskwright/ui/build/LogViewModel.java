package dev.diskwright.ui.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What happened in a run, a line each; which lines are shown, and whether the view follows the last one.
public final class LogViewModel {
    /// How many lines are kept; of more the oldest go.
    public static final int LIMIT = 1_200_000;

    private static final int DROPPED = LIMIT / 6;

    /// Which lines are shown.
    public enum Shown {
        /// Stages and how the run went.
        STAGES,
        /// Only how the run went.
        SUMMARY,
        /// Everything.
        ALL
    }

    private final List<LogLine> all = new ArrayList<>();
    private final ObservableList<LogLine> lines = FXCollections.observableArrayList();
    private final ObservableList<LogLine> linesView =
            FXCollections.unmodifiableObservableList(lines);
    private final ObjectProperty<Shown> shown = new SimpleObjectProperty<>(Shown.STAGES);
    private final StringProperty filter = new SimpleStringProperty("");
    private final ReadOnlyIntegerWrapper pointed = new ReadOnlyIntegerWrapper(-1);
    private final BooleanProperty follow = new SimpleBooleanProperty(true);

    /// An empty log.
    public LogViewModel() {
        shown.subscribe(this::refill);
        filter.subscribe(this::refill);
    }

    /// {@return the lines that are shown}
    public ObservableList<LogLine> lines() {
        return linesView;
    }

    /// {@return which lines are shown}
    public ObjectProperty<Shown> shownProperty() {
        return shown;
    }

    /// {@return what lines have to contain, whatever its case; empty for anything}
    public StringProperty filterProperty() {
        return filter;
    }

    /// {@return whether the view stays at the last line}
    public BooleanProperty followProperty() {
        return follow;
    }

    /// {@return which of the shown lines a search has come to; -1 for none}
    public ReadOnlyIntegerProperty pointedProperty() {
        return pointed.getReadOnlyProperty();
    }

    /// Brings one of the shown lines into view; the view stays there.
    ///
    /// @param line from 0; -1 for none
    void point(int line) {
        if (line >= 0) {
            follow.set(false);
        }
        pointed.set(line);
    }

    /// {@return how many lines there are, shown or not}
    public int count() {
        return all.size();
    }

    /// Adds lines behind the last one.
    void add(List<LogLine> more) {
        if (more.isEmpty()) {
            return;
        }
        all.addAll(more);
        if (all.size() > LIMIT) {
            all.subList(0, Math.max(DROPPED, all.size() - LIMIT)).clear();
            refill();
        } else {
            lines.addAll(more.stream().filter(this::matches).toList());
        }
    }

    /// Begins anew.
    void clear() {
        all.clear();
        pointed.set(-1);
        lines.clear();
    }

    /// {@return the lines that are shown, as text}
    String text() {
        var text = new StringBuilder();
        lines.forEach(it -> text.append(it).append('\n'));
        return text.toString();
    }

    private void refill() {
        pointed.set(-1);
        lines.setAll(all.stream().filter(this::matches).toList());
    }

    private boolean matches(LogLine line) {
        boolean level =
                switch (shown.get()) {
                    case SUMMARY -> line.level() == LogLine.Level.SUMMARY;
                    case STAGES -> line.level() != LogLine.Level.DETAIL;
                    case ALL -> true;
                };
        String wanted = filter.get();
        return level
                && (wanted.isEmpty()
                        || line.text()
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted.toLowerCase(Locale.ROOT)));
    }
}
