package dev.diskwright.ui.edit;

import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.SourcePaths;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.FieldProblem;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every form needs.
///
/// @param document that is edited
/// @param planning that resolves it
/// @param sources that can be chosen as files and folders
/// @param texts for labels and sentences
public record FormContext(
        DocumentViewModel document, PlanningViewModel planning, SourcePaths sources, Texts texts) {
    /// Applies `edit` under the label `key`.
    public void apply(String key, Edit edit, Object... arguments) {
        document.applyQuietly(texts.of(key, arguments), edit);
    }

    /// {@return what is wrong at `path` or below, in a sentence; empty for nothing}
    public String problem(String path) {
        FieldProblem problem = problemAt(path);
        return problem == null || problem.severity().equals("hint") ? "" : problem.text();
    }

    /// {@return the worst that is wrong at `path` or below, with what mends it; null for nothing}
    public @Nullable FieldProblem problemAt(String path) {
        return new Remedies(document, planning, texts).at(path);
    }

    /// {@return an option for each key, with its label from `prefix.key`}
    public List<ChoiceModel.Option> options(String prefix, String... keys) {
        var options = new ArrayList<ChoiceModel.Option>();
        for (String key : keys) {
            options.add(new ChoiceModel.Option(key, texts.orElse(prefix + "." + key, key)));
        }
        return List.copyOf(options);
    }

    /// {@return what a fixed size comes to}
    ///
    /// @throws IllegalArgumentException with a sentence, if the text is not one
    public String echoFixed(String text) {
        long bytes = bytes(text);
        return texts.size(bytes);
    }

    /// {@return the fixed size in bytes}
    ///
    /// @throws IllegalArgumentException with a sentence, if the text is not one
    public long bytes(String text) {
        try {
            long bytes = SizeText.parseFixed(text).inBytes(document.require().disk().sectorSize());
            if (bytes < 0) {
                throw new IllegalArgumentException(texts.of("size.negative"));
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(texts.of("size.huge"), e);
        }
    }

    /// {@return the number}
    ///
    /// @throws IllegalArgumentException with a sentence, if the text is not one between the bounds
    public long number(String text, long least, long most) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(texts.of("number.range", least, most));
    }
}
