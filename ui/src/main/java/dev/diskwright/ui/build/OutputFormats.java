package dev.diskwright.ui.build;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.text.Texts;
import java.util.List;

/// The formats that images are written in, as a list to choose from.
final class OutputFormats {
    private OutputFormats() {}

    /// {@return every format that can be written, in the order of the core}
    static List<ChoiceModel.Option> all(Texts texts) {
        return Containers.ALL.stream()
                .filter(ContainerFormat::writes)
                .map(it ->
                        new ChoiceModel.Option(
                                it.name(), texts.of("format.choice", it.name(), it.title())))
                .toList();
    }
}
