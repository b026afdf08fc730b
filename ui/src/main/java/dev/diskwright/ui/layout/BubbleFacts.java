package dev.diskwright.ui.layout;

import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// What the bubble says about a segment that the pointer rests on.
final class BubbleFacts {
    private BubbleFacts() {}

    static List<Hand.Row> of(StripItem item, Texts texts) {
        var rows = new ArrayList<Hand.Row>();
        add(rows, texts.of("bubble.start"), item.start());
        add(rows, texts.of("bubble.size"), item.size());
        add(rows, "", item.exactSize());
        add(rows, texts.of("bubble.expression"), item.expression());
        if (item.role() != null) {
            add(rows, texts.of("bubble.type"), item.type());
            add(rows, texts.of("bubble.fileSystem"), item.fileSystem());
            add(rows, texts.of("bubble.mount"), item.mount());
            add(rows, texts.of("bubble.fill"), item.fillText());
            add(rows, texts.of("bubble.pinned"), item.pinned() ? texts.of("bubble.yes") : "");
        }
        return rows;
    }

    private static void add(List<Hand.Row> rows, String label, String value) {
        if (!value.isEmpty()) {
            rows.add(new Hand.Row(label, value));
        }
    }
}
