package dev.diskwright.ui.difference;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignDifferences;
import dev.diskwright.core.design.Difference;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import java.util.Locale;

/// Differences in the words of the window.
///
/// @param texts the words
public record DifferenceWords(Texts texts) {
    /// {@return how `after` differs from `before`}
    public List<DifferenceRow> rows(Design before, Design after) {
        return DesignDifferences.between(before, after).stream().map(this::row).toList();
    }

    /// {@return the first difference in a few words, and how many more there are; empty if there is none}
    public String summary(Design before, Design after) {
        List<DifferenceRow> rows = rows(before, after);
        return rows.isEmpty()
                ? ""
                : texts.of("difference.summary", rows.getFirst().sentence(), rows.size() - 1);
    }

    private DifferenceRow row(Difference it) {
        String kind = it.kind().name().toLowerCase(Locale.ROOT);
        String place = place(it.subject());
        String field =
                it.kind() == Difference.Kind.CHANGED
                        ? texts.orElse("difference.field." + it.field(), it.field())
                        : texts.of("difference." + kind);
        String before = value(it, it.before());
        String after = value(it, it.after());
        return new DifferenceRow(
                kind,
                place,
                field,
                before,
                after,
                texts.of("difference.sentence." + kind, place, field, before, after));
    }

    /// A value that is left out is said to be none, unless the whole thing is not there.
    private String value(Difference it, String value) {
        boolean absent = value.isEmpty() && it.kind() == Difference.Kind.CHANGED;
        return absent ? texts.of("difference.none") : value;
    }

    private String place(Difference.Subject subject) {
        return switch (subject) {
            case Difference.Subject.Whole() -> texts.of("place.document");
            case Difference.Subject.Part(String key) -> texts.orElse("place." + key, key);
            case Difference.Subject.Partition(String name, int position) ->
                    texts.of(
                            "difference.partition",
                            name.isEmpty() ? Integer.toString(position) : name);
            case Difference.Subject.Entry(String source) -> texts.of("difference.entry", source);
        };
    }
}
