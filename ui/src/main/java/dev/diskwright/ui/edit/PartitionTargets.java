package dev.diskwright.ui.edit;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.FieldProblem;
import dev.diskwright.ui.form.TextFieldModel;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The partitions that a set of fields edits: one, or several at once. Fields show the value they have in common.
public final class PartitionTargets {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final Texts texts;
    private final PartitionEdits edits;
    private final Remedies remedies;
    private List<Integer> indices = List.of();
    private List<PartitionSpec> specs = List.of();

    /// Edits those of `document`.
    public PartitionTargets(DocumentViewModel document, PlanningViewModel planning, Texts texts) {
        this.document = document;
        this.planning = planning;
        this.texts = texts;
        edits = new PartitionEdits(document, texts);
        remedies = new Remedies(document, planning, texts);
    }

    /// Edits the partitions `newIndices` from now on; those that are not there are left out.
    public void take(List<Integer> newIndices) {
        List<PartitionSpec> all = document.explicitLayout().partitions();
        indices = newIndices.stream().filter(it -> it < all.size()).toList();
        specs = indices.stream().map(all::get).toList();
    }

    /// {@return their indices}
    public List<Integer> indices() {
        return indices;
    }

    /// {@return what they are}
    public List<PartitionSpec> specs() {
        return specs;
    }

    /// {@return the first of them}
    public PartitionSpec first() {
        return specs.getFirst();
    }

    /// {@return whether they are several}
    public boolean several() {
        return specs.size() > 1;
    }

    Design design() {
        return document.require();
    }

    DocumentViewModel document() {
        return document;
    }

    PlanningViewModel planning() {
        return planning;
    }

    Texts texts() {
        return texts;
    }

    /// {@return what the plan that is shown knows of the only one; null for several}
    public Segment.@Nullable Partition resolved() {
        Plan plan = planning.shownProperty().get();
        return plan == null || specs.size() != 1
                ? null
                : plan.partition(indices.getFirst()).orElse(null);
    }

    /// Changes all of them as one step.
    public void set(String key, UnaryOperator<PartitionSpec> change, String argument) {
        edits.change(key, indices, change, argument);
    }

    /// Replaces each of them, by its index, as one step.
    public void setEach(String key, IntFunction<PartitionSpec> next) {
        edits.changeEach(key, indices, next);
    }

    /// Takes all of them out of the layout as one step.
    public void remove() {
        edits.remove(indices);
    }

    /// {@return what they have in common; null if they differ}
    public <T> @Nullable T common(Function<PartitionSpec, T> value) {
        var values = new ArrayList<T>();
        for (PartitionSpec it : specs) {
            T found = value.apply(it);
            if (!values.contains(found)) {
                values.add(found);
            }
        }
        return values.size() == 1 ? values.getFirst() : null;
    }

    /// {@return the worst that is wrong with a field of the only one; null for nothing}
    public @Nullable FieldProblem problem(String field) {
        return specs.size() == 1
                ? remedies.at("/layout/partitions/" + indices.getFirst() + "/" + field)
                : null;
    }

    /// Shows what they have in common.
    ///
    /// @param prompt what an empty field stands for
    public void show(
            TextFieldModel field,
            Function<PartitionSpec, String> value,
            String echo,
            String prompt) {
        String shared = common(value);
        field.promptProperty().set(shared == null ? texts.of("field.mixed") : prompt);
        field.show(shared == null ? "" : shared, echo, problem(field.path()));
    }

    /// Shows what they have in common.
    public void show(ChoiceModel field, Function<PartitionSpec, String> key) {
        String shared = common(key);
        if (shared == null) {
            field.showMixed(texts.of("field.mixed"));
        } else {
            field.show(shared, problem(field.path()));
        }
    }
}
