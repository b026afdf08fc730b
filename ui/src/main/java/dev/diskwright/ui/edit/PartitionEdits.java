package dev.diskwright.ui.edit;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.gesture.Blocks;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/// Changes partitions, one or several at once, each time as one step with a label.
public final class PartitionEdits {
    private final DocumentViewModel document;
    private final Texts texts;

    /// Changes those of `document`.
    public PartitionEdits(DocumentViewModel document, Texts texts) {
        this.document = document;
        this.texts = texts;
    }

    /// {@return the edit that changes the partitions `indices` of `design` by `change`}
    public static Edit edit(
            Design design, List<Integer> indices, UnaryOperator<PartitionSpec> change) {
        Layout layout = Presets.expand(design);
        if (indices.size() == 1) {
            int index = indices.getFirst();
            return new Edit.SetPartition(index, change.apply(layout.partitions().get(index)));
        }
        var partitions = new ArrayList<>(layout.partitions());
        indices.forEach(index -> partitions.set(index, change.apply(partitions.get(index))));
        return new Edit.SetLayout(layout.withPartitions(partitions));
    }

    /// Changes the partitions `indices` as one step.
    ///
    /// @param key of the step's label, whose first argument is `argument` and whose second one names the partitions
    public void change(
            String key,
            List<Integer> indices,
            UnaryOperator<PartitionSpec> change,
            String argument) {
        if (!indices.isEmpty()) {
            document.applyQuietly(
                    texts.of(key, argument, names(indices)),
                    edit(document.require(), indices, change));
        }
    }

    /// Replaces each of the partitions `indices` by what `next` says for its index, as one step.
    ///
    /// @param key of the step's label, whose second argument names the partitions
    public void changeEach(String key, List<Integer> indices, IntFunction<PartitionSpec> next) {
        List<Edit> changes =
                indices.stream()
                        .<Edit>map(it -> new Edit.SetPartition(it, next.apply(it)))
                        .toList();
        document.applyQuietly(texts.of(key, "", names(indices)), new Edit.All(changes));
    }

    /// Takes the partitions `indices` out of the layout as one step.
    public void remove(List<Integer> indices) {
        if (indices.isEmpty()) {
            return;
        }
        String label = texts.of("edit.removePartition", names(indices));
        document.apply(label, Blocks.removal(indices));
    }

    /// {@return the partition's name, or how many they are}
    public String names(List<Integer> indices) {
        return indices.size() == 1
                ? Titles.of(document.explicitLayout().partitions().get(indices.getFirst()))
                : texts.of("edit.partitions", indices.size());
    }
}
