package dev.diskwright.ui.edit;

import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Fix;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.form.FieldProblem;
import dev.diskwright.ui.text.Texts;
import java.util.List;

/// What is wrong with a field and what mends it, the same under every field and in the list of problems.
public final class Remedies {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final Texts texts;

    /// Mends `document` where `planning` finds something wrong.
    public Remedies(DocumentViewModel document, PlanningViewModel planning, Texts texts) {
        this.document = document;
        this.planning = planning;
        this.texts = texts;
    }

    /// {@return the edits that mend it, each with what it does}
    public List<FieldProblem.Remedy> of(Diagnostic diagnostic) {
        return diagnostic.fixes().stream().map(fix -> of(diagnostic, fix)).toList();
    }

    /// {@return one of the edits that mend it}
    public FieldProblem.Remedy of(Diagnostic diagnostic, Fix fix) {
        return new FieldProblem.Remedy(
                capitalised(fix.label()), () -> apply(diagnostic, fix.edit()));
    }

    private void apply(Diagnostic diagnostic, Edit fix) {
        document.apply(texts.of("edit.fix", diagnostic.problem()), fix);
    }

    /// {@return the worst that is wrong at `path` or below; null for nothing}
    public @org.jspecify.annotations.Nullable FieldProblem at(String path) {
        Diagnostic worst = planning.problemsProperty().get().first(path);
        if (worst == null) {
            return null;
        }
        List<FieldProblem.Remedy> remedies = of(worst);
        String text =
                worst.remedy().isEmpty() || !remedies.isEmpty()
                        ? texts.of("field.problem", worst.code(), worst.problem())
                        : texts.of("field.problems", worst.code(), worst.problem(), worst.remedy());
        return new FieldProblem(
                dev.diskwright.ui.document.ProblemIndex.severity(worst),
                worst.code(),
                text,
                remedies);
    }

    static String capitalised(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                        + sentence.substring(1);
    }
}
