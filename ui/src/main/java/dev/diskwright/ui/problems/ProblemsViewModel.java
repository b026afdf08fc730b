package dev.diskwright.ui.problems;

import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Everything wrong with the design, worst first, in the words that the command uses too.
public final class ProblemsViewModel {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final Texts texts;
    private final ObservableList<ProblemRow> rows = FXCollections.observableArrayList();
    private final ObservableList<ProblemRow> rowsView =
            FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper worst = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper errors = new ReadOnlyIntegerWrapper();
    private Runnable opener = () -> {};
    private int current = -1;

    /// Lists what `planning` finds.
    public ProblemsViewModel(DocumentViewModel document, PlanningViewModel planning, Texts texts) {
        this.document = document;
        this.planning = planning;
        this.texts = texts;
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

    /// Applies the edit that mends a problem, if it has one.
    public void fix(int row) {
        Diagnostic diagnostic = planning.diagnostics().get(row);
        Edit fix = diagnostic.fix();
        if (fix != null) {
            document.apply(texts.of("edit.fix", diagnostic.problem()), fix);
        }
    }

    private void refresh() {
        List<Diagnostic> all = planning.diagnostics();
        current = -1;
        rows.setAll(all.stream().map(this::row).toList());
        errors.set((int) all.stream().filter(Diagnostic::isError).count());
        worst.set(all.isEmpty() ? "" : severity(all.getFirst()));
        count.set(texts.of("problems.count", all.size()));
    }

    private static String severity(Diagnostic diagnostic) {
        return diagnostic.severity().name().toLowerCase(Locale.ROOT);
    }

    private ProblemRow row(Diagnostic it) {
        return new ProblemRow(
                severity(it),
                it.code(),
                texts.of("problem.sentence", capitalised(it.problem())),
                it.remedy().isEmpty() ? "" : texts.of("problem.sentence", capitalised(it.remedy())),
                place(it.path()),
                it.path(),
                it.fix() != null);
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
