package dev.diskwright.ui.layout;

import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import dev.diskwright.ui.gesture.Trial;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// Where a block's size and place come from, in whole sentences.
final class Explanation {
    private Explanation() {}

    /// {@return the sentences}
    static List<String> of(Plan plan, int index, Texts texts) {
        Segment.Partition it = plan.partition(index).orElse(null);
        if (it == null) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        lines.add(size(plan, it, texts));
        PartitionSpec spec = it.spec();
        if (spec.size() != null && spec.size().min() != null) {
            lines.add(texts.of("explain.min", spec.size().min().text()));
        }
        if (spec.size() != null && spec.size().max() != null) {
            lines.add(texts.of("explain.max", spec.size().max().text()));
        }
        Volume volume = it.volume();
        if (volume != null) {
            lines.add(
                    texts.of(
                            "explain.contents",
                            SizeText.display(volume.minimumSize()),
                            volume.files()));
        }
        lines.add(place(plan, it, texts));
        return lines;
    }

    private static String size(Plan plan, Segment.Partition it, Texts texts) {
        PartitionSpec spec = it.spec();
        String size = SizeText.display(it.size());
        if (spec.end() != null) {
            return texts.of("explain.until", size, spec.end().text());
        }
        SizeExpression expression = spec.size() == null ? SizeExpression.rest() : spec.size();
        return switch (expression.base()) {
            case SizeExpression.Fixed(var asked) -> {
                boolean same = asked.inBytes(plan.sectorSize()) == it.size();
                yield texts.of("explain.fixed", size, asked.text(), same ? 0 : 1);
            }
            case SizeExpression.Percent(var share) ->
                    texts.of("explain.percent", size, share.toPlainString());
            case SizeExpression.Fit _ -> texts.of("explain.fit", size, expression.toString());
            case SizeExpression.Rest(int weight) ->
                    plan.design().disk().size() == null
                            ? texts.of(
                                    "explain.restAuto",
                                    size,
                                    plan.design().disk().additionalSpace().text())
                            : texts.of("explain.rest", size, weight);
        };
    }

    private static String place(Plan plan, Segment.Partition it, Texts texts) {
        String start = SizeText.display(it.start());
        if (it.spec().start() != null) {
            return texts.of("explain.pinned", start);
        }
        Segment.Partition before = null;
        for (Segment.Partition other : plan.partitions()) {
            before =
                    other.end() <= it.start()
                                    && (before == null || other.end() > before.end())
                                    && other.index() != it.index()
                            ? other
                            : before;
        }
        return before == null
                ? texts.of("explain.first", start)
                : texts.of("explain.follows", start, Trial.name(before));
    }
}
