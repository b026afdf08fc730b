package dev.diskwright.ui.running;

import dev.diskwright.ui.palette.Findable;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The serial console of a machine: the last lines that the guest wrote, a search in them, and what is typed to it.
public final class ConsoleViewModel implements Findable {
    /// How many lines are kept.
    public static final int LINES = 10_000;

    /// Longest line in characters; longer ones are broken.
    public static final int WIDTH = 400;

    private static final int LONGEST_INPUT = 1000; // characters, at most 4 bytes each

    private final Desktop desktop;
    private final Texts texts;
    private final ObservableList<String> lines = FXCollections.observableArrayList();
    private final ObservableList<String> linesView =
            FXCollections.unmodifiableObservableList(lines);
    private final BooleanProperty follow = new SimpleBooleanProperty(true);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper pointed = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
    private final StringProperty input = new SimpleStringProperty("");
    private final BooleanProperty direct = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper connected = new ReadOnlyBooleanWrapper();
    private final List<Integer> hits = new ArrayList<>();
    private Predicate<String> port = _ -> false;
    private int at = -1; // of the hits
    private long skipped;

    ConsoleViewModel(Desktop desktop, Texts texts) {
        this.desktop = desktop;
        this.texts = texts;
        search.subscribe(_ -> searchAll());
    }

    /// Begins anew, with nobody to type to.
    void clear() {
        lines.clear();
        skipped = 0;
        notice.set("");
        input.set("");
        direct.set(false);
        disconnect();
        searchAll();
    }

    /// Takes what is typed from now on.
    ///
    /// @param newPort says whether it was taken
    void connect(Predicate<String> newPort) {
        port = newPort;
        connected.set(true);
    }

    /// There is nobody to type to any more.
    void disconnect() {
        port = _ -> false;
        connected.set(false);
    }

    /// Adds what the guest wrote, which goes on in the last line.
    ///
    /// @param more without control sequences
    /// @param lost how many characters are missing before it
    void add(String more, long lost) {
        if (lost > 0) {
            skipped += lost;
            notice.set(texts.of("console.skipped", skipped));
        }
        if (more.isEmpty()) {
            return;
        }
        List<String> fresh = broken(lines.isEmpty() ? more : lines.getLast() + more);
        int from = Math.max(0, lines.size() - 1); // the open line is written anew
        int excess = from + fresh.size() - LINES;
        if (excess > 0) {
            // In one step, as a view that stands at the end would stand behind it if there were
            // fewer lines for a moment.
            var kept = new ArrayList<>(lines.subList(Math.min(excess, from), from));
            kept.addAll(fresh.subList(Math.max(0, fresh.size() - LINES), fresh.size()));
            lines.setAll(kept);
            forget(excess);
            searchFrom(Math.max(0, from - excess));
        } else if (lines.isEmpty()) {
            lines.setAll(fresh);
            searchFrom(0);
        } else {
            if (!lines.getLast().equals(fresh.getFirst())) {
                lines.set(from, fresh.getFirst());
            }
            lines.addAll(fresh.subList(1, fresh.size()));
            searchFrom(from);
        }
    }

    /// {@return the lines of `text`, none too long}
    private static List<String> broken(String text) {
        var all = new ArrayList<String>();
        int start = 0;
        while (true) {
            int end = text.indexOf('\n', start);
            int stop = end < 0 ? text.length() : end;
            while (stop - start > WIDTH) {
                all.add(text.substring(start, start + WIDTH));
                start += WIDTH;
            }
            all.add(text.substring(start, stop));
            if (end < 0) {
                return all;
            }
            start = end + 1;
        }
    }

    // ---- Search ----

    private String wanted() {
        return search.get().toLowerCase(Locale.ROOT);
    }

    private void searchAll() {
        hits.clear();
        at = -1;
        pointed.set(-1);
        searchFrom(0);
    }

    private void searchFrom(int line) {
        String wanted = wanted();
        while (!hits.isEmpty() && hits.getLast() >= line) {
            hits.removeLast();
        }
        if (!wanted.isEmpty()) {
            for (int i = line; i < lines.size(); i++) {
                if (lines.get(i).toLowerCase(Locale.ROOT).contains(wanted)) {
                    hits.add(i);
                }
            }
        }
        at = Math.min(at, hits.size() - 1);
        tell();
    }

    /// The first lines are gone.
    private void forget(int number) {
        int gone = 0;
        while (gone < hits.size() && hits.get(gone) < number) {
            gone++;
        }
        hits.subList(0, gone).clear();
        hits.replaceAll(it -> it - number);
        at = Math.max(-1, at - gone);
        pointed.set(at < 0 ? -1 : hits.get(at));
        tell();
    }

    private void tell() {
        count.set(wanted().isEmpty() ? "" : texts.of("find.count", hits.size(), at + 1));
    }

    /// Goes to another line that has what is searched for; ends meet.
    ///
    /// @param step 1 or -1
    public void step(int step) {
        if (!hits.isEmpty()) {
            show(at < 0 && step < 0 ? hits.size() - 1 : Math.floorMod(at + step, hits.size()));
        }
    }

    @Override
    public int find(String text) {
        search.set(text);
        if (!hits.isEmpty()) {
            show(0);
        }
        return hits.size();
    }

    @Override
    public void show(int index) {
        if (index < hits.size()) {
            at = index;
            follow.set(false);
            pointed.set(hits.get(index));
            tell();
        }
    }

    @Override
    public void stop() {
        search.set("");
    }

    // ---- Input ----

    /// Sends the line that was typed, and the Enter key behind it.
    public void send() {
        String line = input.get();
        if (line.length() > LONGEST_INPUT) {
            notice.set(texts.of("console.tooLong", line.length(), LONGEST_INPUT));
        } else if (type(line + "\r")) {
            input.set("");
            follow.set(true);
        }
    }

    /// Sends keys.
    ///
    /// @param keys as a terminal sends them
    /// @return whether they were taken
    public boolean type(String keys) {
        boolean taken = port.test(keys);
        notice.set(
                taken
                        ? skipped > 0 ? texts.of("console.skipped", skipped) : ""
                        : texts.of(connected.get() ? "console.refused" : "console.nobody"));
        return taken;
    }

    /// Puts the lines on the clipboard.
    public void copy() {
        desktop.copy(String.join("\n", lines) + "\n");
    }

    /// Puts some lines on the clipboard.
    public void copy(List<String> some) {
        desktop.copy(String.join("\n", some));
    }

    /// {@return the lines; the last one is being written}
    public ObservableList<String> lines() {
        return linesView;
    }

    /// {@return whether the view stays at the last line}
    public BooleanProperty followProperty() {
        return follow;
    }

    /// {@return what is searched for}
    public StringProperty searchProperty() {
        return search;
    }

    /// {@return how many lines have it, and which of them is in view}
    public ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /// {@return the line that the search has come to; -1 for none}
    public ReadOnlyIntegerProperty pointedProperty() {
        return pointed.getReadOnlyProperty();
    }

    /// {@return what there is to say of text that was left out, or not taken; may be empty}
    public ReadOnlyStringProperty noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /// {@return the line that is typed}
    public StringProperty inputProperty() {
        return input;
    }

    /// {@return whether each key is sent as it is pressed}
    public BooleanProperty directProperty() {
        return direct;
    }

    /// {@return whether there is somebody to type to}
    public ReadOnlyBooleanProperty connectedProperty() {
        return connected.getReadOnlyProperty();
    }
}
