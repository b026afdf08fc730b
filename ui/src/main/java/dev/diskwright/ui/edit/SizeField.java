package dev.diskwright.ui.edit;

import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The size of partitions as text, with the whole grammar. While it is typed, an echo tells what it comes to and what it
/// does to the others.
public final class SizeField {
    private static final List<String> COMMON = List.of("64MiB", "256MiB", "512MiB", "1GiB", "4GiB");

    private final PartitionTargets targets;
    private final SizeEcho echo;
    private final TextFieldModel model;

    /// Edits the size of `targets`.
    public SizeField(PartitionTargets targets) {
        this.targets = targets;
        echo = new SizeEcho(targets.texts());
        model =
                new TextFieldModel("size", this::echo, this::commit)
                        .completeBy(SizeDraft::complete)
                        .suggest(this::suggestions);
    }

    /// {@return the field}
    public TextFieldModel model() {
        return model;
    }

    private static UnaryOperator<PartitionSpec> resized(SizeExpression size) {
        return it -> it.withPlace(it.start(), null, size);
    }

    private void commit(String text) {
        targets.set("edit.partition.size", resized(SizeText.parse(text)), text.strip());
    }

    private String echo(String text) {
        SizeExpression size = SizeText.parse(text);
        return echo.of(
                size,
                targets.design(),
                targets.indices(),
                targets.planning().planProperty().get(),
                targets.planning()
                        .preview(
                                PartitionEdits.edit(
                                                targets.design(), targets.indices(), resized(size))
                                        .apply(targets.design()))
                        .orElse(null));
    }

    /// What it is now, as large as its contents, all that is left, and sizes that people often want.
    private List<ChoiceModel.Option> suggestions() {
        var options = new ArrayList<ChoiceModel.Option>();
        var texts = targets.texts();
        Segment.Partition resolved = targets.resolved();
        if (resolved != null && resolved.size() > 0) {
            options.add(
                    new ChoiceModel.Option(
                            SizeText.exact(resolved.size()),
                            texts.of("size.suggest.now", SizeText.display(resolved.size()))));
        }
        options.add(
                new ChoiceModel.Option(
                        "fit",
                        resolved == null || resolved.volume() == null
                                ? texts.of("size.suggest.fit")
                                : texts.of(
                                        "size.suggest.fitOf",
                                        SizeText.display(resolved.volume().minimumSize()))));
        options.add(new ChoiceModel.Option("rest", texts.of("size.suggest.rest")));
        for (String size : COMMON) {
            options.add(
                    new ChoiceModel.Option(
                            size, SizeText.display(SizeText.parseFixed(size).inBytes(512))));
        }
        return options;
    }

    /// Shows the committed size.
    public void show() {
        Segment.Partition resolved = targets.resolved();
        PartitionSpec first = targets.first();
        String text = first.size() == null ? "" : first.size().toString();
        String shown = resolved == null ? "" : SizeText.display(resolved.size());
        String unit = shown.substring(shown.lastIndexOf(' ') + 1);
        model.unitProperty().set(SizeDraft.unitOf(text, unit.isEmpty() ? "MiB" : unit));
        targets.show(
                model,
                it -> it.size() == null ? "" : it.size().toString(),
                resolved == null ? "" : targets.texts().size(resolved.size()),
                first.end() == null
                        ? targets.texts().of("layout.rest")
                        : targets.texts().of("layout.until", first.end().text()));
    }
}
