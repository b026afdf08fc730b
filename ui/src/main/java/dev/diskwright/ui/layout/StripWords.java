package dev.diskwright.ui.layout;

import dev.diskwright.core.design.SizeText;
import dev.diskwright.ui.gesture.Facts;
import dev.diskwright.ui.gesture.Outcome;
import dev.diskwright.ui.gesture.Phrase;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts what a gesture comes to into words.
record StripWords(Texts texts) {
    /// {@return the sentence}
    String say(Phrase phrase) {
        Object[] arguments =
                phrase.arguments().stream()
                        .map(it -> it instanceof Phrase inner ? say(inner) : it)
                        .toArray();
        return texts.of(phrase.key(), arguments);
    }

    /// {@return the sentence; empty for none}
    String maybe(@Nullable Phrase phrase) {
        return phrase == null ? "" : say(phrase);
    }

    /// {@return the numbers as rows of a bubble}
    List<Hand.Row> rows(Facts facts) {
        var rows = new ArrayList<Hand.Row>();
        rows.add(new Hand.Row(texts.of("bubble.start"), SizeText.display(facts.start())));
        rows.add(new Hand.Row(texts.of("bubble.size"), SizeText.display(facts.size())));
        rows.add(new Hand.Row(texts.of("bubble.end"), SizeText.display(facts.end())));
        if (facts.change() != 0) {
            rows.add(new Hand.Row(texts.of("bubble.change"), change(facts.change())));
        }
        if (!facts.was().isEmpty()) {
            rows.add(new Hand.Row(texts.of("bubble.was"), facts.was()));
        }
        return rows;
    }

    /// {@return a difference with its sign}
    static String change(long bytes) {
        return (bytes < 0 ? "\u2212" : "+") + SizeText.display(Math.abs(bytes));
    }

    /// {@return the same as one sentence, for the status bar}
    String status(Outcome outcome) {
        Facts facts = outcome.facts();
        String wall = maybe(outcome.wall());
        if (facts == null) {
            return wall;
        }
        return texts.of(
                "bubble.status",
                facts.name(),
                SizeText.display(facts.start()),
                SizeText.display(facts.size()),
                SizeText.display(facts.end()),
                facts.change() == 0 ? 0 : 1,
                change(facts.change()),
                wall.isEmpty() ? 0 : 1,
                wall);
    }
}
