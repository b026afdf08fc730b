package dev.diskwright.ui.problems;

import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Ignored;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.ProblemIndex;
import dev.diskwright.ui.edit.Remedies;
import dev.diskwright.ui.form.FieldProblem;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Everything wrong with the design, worst first, in the words that the command uses too.
public final class ProblemsViewModel {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final Desktop desktop;
    private final Texts texts;
    private final Remedies remedies;
    private final StringProperty filter = new SimpleStringProperty("");
    private final Map<String, ReadOnlyStringWrapper> tallies = new HashMap<>();
    private Consumer<String> manual = _ -> {};
    private final ObservableList<ProblemRow> rows = FXCollections.observableArrayList();
    private final ObservableList<ProblemRow> rowsView =
            FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper worst = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper errors = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper pointed = new ReadOnlyIntegerWrapper(-1);
    private Runnable opener = () -> {};
    private int current = -1;

    /// Lists what `planning` finds.
    public ProblemsViewModel(
            DocumentViewModel document, PlanningViewModel planning, Desktop desktop, Texts texts) {
        this.document = document;
        this.planning = planning;
        this.desktop = desktop;
        this.texts = texts;
        remedies = new Remedies(document, planning, texts);
        filter.subscribe((_, _) -> refresh());
        planning.diagnostics().addListener((InvalidationListener) _ -> refresh());
        refresh();
    }

    /// {@return the problems, worst first}
    public ObservableList<ProblemRow> rows() {
        return rowsView;
    }

    /// {@return how many there are, in words}
    public ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /// {@return severity of the worst; empty for none}
    public ReadOnlyStringProperty worstProperty() {
        return worst.getReadOnlyProperty();
    }

    /// {@return how many of them stop a build}
    public ReadOnlyIntegerProperty errorsProperty() {
        return errors.getReadOnlyProperty();
    }

    /// {@return the row a search has come to; -1 for none}
    public ReadOnlyIntegerProperty pointedProperty() {
        return pointed.getReadOnlyProperty();
    }

    void point(int row) {
        pointed.set(row);
    }

    /// Takes what brings the form into view.
    public void onGo(Runnable newOpener) {
        opener = newOpener;
    }

    /// Selects what a problem is about and asks for the focus on its field.
    public void goTo(int row) {
        current = row;
        document.goTo(rows.get(row).path());
        opener.run();
    }

    /// Goes to the next problem, or the one before.
    ///
    /// @param step 1 or -1
    public void step(int step) {
        if (!rows.isEmpty()) {
            goTo(Math.floorMod(current < 0 && step < 0 ? -1 : current + step, rows.size()));
        }
    }

    /// Applies the first edit that mends a problem, if it has one.
    public void fix(int row) {
        List<FieldProblem.Remedy> fixes = rows.get(row).fixes();
        if (!fixes.isEmpty()) {
            fixes.getFirst().action().run();
        }
    }

    /// Lets a warning or a hint be as it is.
    ///
    /// @param reason why, for whoever opens the design next; a blank one ignores nothing
    public void ignore(ProblemRow row, String reason) {
        if (row.ignorable() && !reason.isBlank()) {
            var next = new ArrayList<>(document.require().ignored());
            next.add(new Ignored(row.code(), row.path(), reason.strip()));
            document.apply(texts.of("edit.ignore", row.code()), new Edit.SetIgnored(next));
        }
    }

    /// Takes a problem seriously again.
    public void heed(ProblemRow row) {
        var next = new ArrayList<>(document.require().ignored());
        next.removeIf(it -> it.code().equals(row.code()) && it.path().equals(row.path()));
        document.apply(texts.of("edit.heed", row.code()), new Edit.SetIgnored(next));
    }

    /// Copies the problems that are shown, a line each.
    public void copy() {
        var text = new StringBuilder();
        for (ProblemRow it : rows) {
            text.append(
                            texts.of(
                                    "problems.line",
                                    texts.of("severity." + it.severity()),
                                    it.code(),
                                    it.place(),
                                    it.sentence(),
                                    it.remedy()))
                    .append('\n');
        }
        desktop.copy(text.toString());
    }

    /// {@return which are shown: `error`, `warning`, `hint` or `ignored`; empty for all but ignored ones}
    public StringProperty filterProperty() {
        return filter;
    }

    /// {@return how many there are of a kind, in words}
    public ReadOnlyStringProperty tallyProperty(String kind) {
        return tally(kind).getReadOnlyProperty();
    }

    private ReadOnlyStringWrapper tally(String kind) {
        return tallies.computeIfAbsent(kind, _ -> new ReadOnlyStringWrapper(""));
    }

    /// Takes what opens the manual at a code.
    public void onManual(Consumer<String> newManual) {
        manual = newManual;
    }

    /// Opens the manual at a code.
    public void openManual(String code) {
        manual.accept(code);
    }

    private void refresh() {
        List<Diagnostic> all = planning.diagnostics();
        List<Diagnostic> open = all.stream().filter(it -> !it.isIgnored()).toList();
        current = -1;
        var next = new ArrayList<ProblemRow>();
        String kind = "";
        for (Diagnostic it : all) {
            if (kindOf(it).equals(filter.get()) || filter.get().isEmpty() && !it.isIgnored()) {
                String heading =
                        ProblemIndex.severity(it).equals(kind)
                                ? ""
                                : texts.of("problems.heading." + ProblemIndex.severity(it));
                kind = ProblemIndex.severity(it);
                next.add(row(it, heading));
            }
        }
        if (!next.equals(rows)) {
            rows.setAll(next);
        }
        for (String it : List.of("error", "warning", "hint", "ignored")) {
            long count = all.stream().filter(found -> kindOf(found).equals(it)).count();
            tally(it).set(texts.of("problems.tally." + it, count));
        }
        tally("").set(texts.of("problems.tally.all", open.size()));
        errors.set((int) open.stream().filter(Diagnostic::isError).count());
        worst.set(open.isEmpty() ? "" : ProblemIndex.severity(open.getFirst()));
        count.set(texts.of("problems.count", open.size()));
    }

    private static String kindOf(Diagnostic it) {
        return it.isIgnored() ? "ignored" : ProblemIndex.severity(it);
    }

    private ProblemRow row(Diagnostic it, String heading) {
        String ignored = it.ignored();
        return new ProblemRow(
                heading,
                ProblemIndex.severity(it),
                it.code(),
                texts.of("problem.sentence", capitalised(it.problem())),
                it.remedy().isEmpty() ? "" : texts.of("problem.sentence", capitalised(it.remedy())),
                place(it.path()),
                it.path(),
                ignored == null ? remedies.of(it) : List.of(),
                ignored == null ? "" : texts.of("problems.ignored", ignored),
                !it.isError() && ignored == null);
    }

    private static String capitalised(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private String place(String path) {
        String[] parts = path.split("/", -1);
        if (document.designProperty().get() == null || parts.length < 2) {
            return texts.of("place.document");
        }
        String field = parts[parts.length - 1];
        if (parts[1].equals("layout") && parts.length > 3 && parts[3].matches("[0-9]{1,6}")) {
            int index = Integer.parseInt(parts[3]);
            List<PartitionSpec> all = document.explicitLayout().partitions();
            String name = index < all.size() ? all.get(index).name() : "";
            return texts.of(
                    "place.partition",
                    name.isEmpty() ? Integer.toString(index + 1) : name,
                    parts.length > 4 ? 1 : 0,
                    field);
        }
        if (parts[1].equals("contents") && parts.length > 2) {
            return texts.of("place.content", parts[2], parts.length > 3 ? 1 : 0, field);
        }
        return texts.orElse("place." + parts[1], parts[1]);
    }
}
