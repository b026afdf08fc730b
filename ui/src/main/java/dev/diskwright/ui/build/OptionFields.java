package dev.diskwright.ui.build;

import dev.diskwright.core.build.OutputChecks;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextFieldModel;
import dev.diskwright.ui.text.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// Fields for the options of a container format, made from what the format says of them: a list to choose from where
/// it names words, a line of text otherwise.
public final class OptionFields {
    /// A field for one option.
    public sealed interface Field {
        /// {@return what people call it}
        String label();

        /// {@return what it does, in a sentence}
        String help();
    }

    /// An option that is one of several words.
    public record Choice(String label, String help, ChoiceModel model) implements Field {}

    /// An option that is written.
    public record Line(String label, String help, TextFieldModel model) implements Field {}

    private final Texts texts;
    private final Predicate<ContainerFormat.Option> shown;
    private final Runnable changed;
    private final Map<String, Map<String, String>> values = new HashMap<>(); // by format
    private final ReadOnlyObjectWrapper<List<Field>> fields =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private @Nullable ContainerFormat format;

    /// @param shown which options have a field; others are edited elsewhere
    /// @param changed is told when a value is another
    OptionFields(Texts texts, Predicate<ContainerFormat.Option> shown, Runnable changed) {
        this.texts = texts;
        this.shown = shown;
        this.changed = changed;
    }

    /// Shows the options of a format, with the values they had when it was last shown; null shows none.
    void show(@Nullable ContainerFormat newFormat) {
        if (Objects.equals(newFormat, format)) {
            return;
        }
        format = newFormat;
        fields.set(
                newFormat == null
                        ? List.of()
                        : newFormat.options().stream()
                                .filter(shown)
                                .map(it -> field(newFormat, it))
                                .toList());
        judge();
    }

    private Field field(ContainerFormat of, ContainerFormat.Option option) {
        String path = "option/" + option.name();
        String value = given(of).getOrDefault(option.name(), option.defaultValue());
        Optional<List<String>> words = words(option);
        if (words.isPresent()) {
            var model =
                    new ChoiceModel(
                            path,
                            words.get().stream().map(this::word).toList(),
                            it -> take(of, option, it));
            model.show(value, "");
            return new Choice(label(option), option.description(), model);
        }
        var model =
                new TextFieldModel(
                        path, draft -> check(of, option, draft), it -> take(of, option, it));
        model.show(value);
        model.promptProperty().set(option.defaultValue());
        model.errorProperty().subscribe(this::judge);
        return new Line(
                label(option),
                texts.of("option.help", option.description(), option.values()),
                model);
    }

    private ChoiceModel.Option word(String word) {
        return new ChoiceModel.Option(word, texts.orElse("option.word." + word, word));
    }

    /// {@return what people call an option}
    private String label(ContainerFormat.Option option) {
        String plain = option.name().replace('_', ' ').replace('-', ' ');
        return texts.orElse(
                "option.name." + option.name(),
                plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1));
    }

    /// {@return the words that an option may be; empty if its values are not a list of words}
    static Optional<List<String>> words(ContainerFormat.Option option) {
        List<String> words = List.of(option.values().split("\\s*,\\s*|\\s+or\\s+"));
        boolean list =
                words.size() > 1
                        && words.contains(option.defaultValue())
                        && words.stream().allMatch(it -> it.matches("[A-Za-z0-9._+-]+"));
        return list ? Optional.of(words) : Optional.empty();
    }

    private Map<String, String> given(ContainerFormat of) {
        return values.computeIfAbsent(of.name(), _ -> new TreeMap<>());
    }

    private String check(ContainerFormat of, ContainerFormat.Option option, String draft) {
        var trial = new HashMap<>(given(of));
        set(trial, option, draft);
        String wrong = OutputChecks.optionProblem(of, trial).orElse("");
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    texts.of(
                            "problem.sentence",
                            wrong.substring(0, 1).toUpperCase(Locale.ROOT) + wrong.substring(1)));
        }
        return "";
    }

    private void take(ContainerFormat of, ContainerFormat.Option option, String value) {
        set(given(of), option, value);
        for (Field it : fields.get()) {
            if (it instanceof Line(_, _, TextFieldModel model)
                    && model.path().equals("option/" + option.name())) {
                model.show(given(of).getOrDefault(option.name(), option.defaultValue()));
            }
        }
        judge();
        changed.run();
    }

    private static void set(
            Map<String, String> values, ContainerFormat.Option option, String value) {
        String text = value.strip();
        if (text.isEmpty() || text.equals(option.defaultValue())) {
            values.remove(option.name());
        } else {
            values.put(option.name(), text);
        }
    }

    private void judge() {
        ContainerFormat now = format;
        String wrong =
                fields.get().stream()
                        .map(it ->
                                it instanceof Line(_, _, TextFieldModel model)
                                        ? model.errorProperty().get()
                                        : "")
                        .filter(it -> !it.isEmpty())
                        .findFirst()
                        .orElse("");
        if (wrong.isEmpty() && now != null) {
            wrong = OutputChecks.optionProblem(now, values()).orElse("");
        }
        problem.set(wrong);
    }

    /// {@return the options that do not have their usual value}
    public Map<String, String> values() {
        ContainerFormat now = format;
        return now == null ? Map.of() : Map.copyOf(given(now));
    }

    /// {@return a field for each option, in the format's order}
    public ReadOnlyObjectProperty<List<Field>> fieldsProperty() {
        return fields.getReadOnlyProperty();
    }

    /// {@return what is wrong with one of them; empty for nothing}
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
