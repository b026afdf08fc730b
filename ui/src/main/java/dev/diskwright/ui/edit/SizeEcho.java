package dev.diskwright.ui.edit;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a size that is being typed comes to, and what it does to the others, in lines for people.
///
/// @param texts for the sentences
public record SizeEcho(Texts texts) {
    /// How many neighbours are told by name.
    private static final int NAMED = 2;

    /// {@return what `size` comes to, a line a thought}
    ///
    /// @param design as it is without the draft
    /// @param indices of the partitions that would get the size
    /// @param now what the design comes to; null while nobody knows
    /// @param then what it would come to with the draft; null where nobody knows
    /// @throws IllegalArgumentException with a sentence, if it is no size a partition can have
    public String of(
            SizeExpression size,
            Design design,
            List<Integer> indices,
            @Nullable Plan now,
            @Nullable Plan then) {
        return String.join("\n", lines(size, design, indices, now, then));
    }

    /// {@return the same, the size itself as the first line}
    ///
    /// @throws IllegalArgumentException with a sentence, if it is no size a partition can have
    public List<String> lines(
            SizeExpression size,
            Design design,
            List<Integer> indices,
            @Nullable Plan now,
            @Nullable Plan then) {
        var lines = new ArrayList<String>();
        lines.add(value(size, design, indices, then));
        if (now != null && then != null) {
            neighbours(indices, now, then, lines);
        }
        return List.copyOf(lines);
    }

    private String value(
            SizeExpression size, Design design, List<Integer> indices, @Nullable Plan then) {
        if (size.base() instanceof SizeExpression.Fixed(var fixed)
                && size.min() == null
                && size.max() == null) {
            return fixed(fixed.text(), bytes(fixed.text(), design), grain(design));
        }
        bound(size.min(), design);
        bound(size.max(), design);
        Segment.Partition resolved =
                then == null || indices.size() != 1
                        ? null
                        : then.partition(indices.getFirst()).orElse(null);
        String key =
                switch (size.base()) {
                    case SizeExpression.Fixed _ -> "size.bounded";
                    case SizeExpression.Percent _ -> "size.share";
                    case SizeExpression.Fit _ -> "size.fit";
                    case SizeExpression.Rest _ -> "size.rest";
                };
        return resolved == null
                ? texts.of(key)
                : texts.of("size.now", SizeText.display(resolved.size()), texts.of(key));
    }

    private void bound(dev.diskwright.core.design.@Nullable ByteSize bound, Design design) {
        if (bound != null) {
            bytes(bound.text(), design);
        }
    }

    private String fixed(String text, long bytes, long grain) {
        if (bytes == 0) {
            throw new IllegalArgumentException(texts.of("size.zero"));
        }
        String shown = SizeText.display(bytes);
        if (bytes % grain != 0) {
            String rounded = SizeText.display(rounded(bytes, grain));
            return SizeDraft.isDecimal(text)
                    ? texts.of("size.decimalRounded", text, shown, rounded)
                    : texts.of("size.rounds", rounded);
        }
        return SizeDraft.isDecimal(text)
                ? texts.of("size.decimal", text, shown)
                : texts.size(bytes);
    }

    private long rounded(long bytes, long grain) {
        try {
            return Units.roundUp(bytes, grain);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(texts.of("size.huge"), e);
        }
    }

    /// {@return a fixed size in bytes}
    ///
    /// @throws IllegalArgumentException with a sentence, if it is not one
    public long bytes(String text, Design design) {
        try {
            long bytes = SizeText.parseFixed(text).inBytes(design.disk().sectorSize());
            if (bytes < 0) {
                throw new IllegalArgumentException(texts.of("size.negative"));
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(texts.of("size.huge"), e);
        }
    }

    static long grain(Design design) {
        return Math.max(1, design.layout().align().inBytes(design.disk().sectorSize()));
    }

    private void neighbours(List<Integer> indices, Plan now, Plan then, List<String> lines) {
        Map<Integer, Segment.Partition> before = new HashMap<>();
        now.partitions().forEach(it -> before.put(it.index(), it));
        int more = 0;
        for (Segment.Partition it : then.partitions()) {
            Segment.Partition was = before.get(it.index());
            long change = was == null ? 0 : it.size() - was.size();
            if (change == 0 || indices.contains(it.index())) {
                continue;
            }
            if (lines.size() > NAMED) {
                more++;
            } else {
                lines.add(
                        texts.of(
                                change < 0 ? "size.shrinks" : "size.grows",
                                Titles.of(it),
                                SizeText.display(Math.abs(change))));
            }
        }
        if (more > 0) {
            lines.add(texts.of("size.moreChange", more));
        }
        if (then.size() != now.size()) {
            lines.add(texts.of("size.disk", SizeText.display(then.size())));
        }
        Set<String> known = new HashSet<>();
        now.diagnostics().forEach(it -> known.add(it.code() + it.path()));
        then.diagnostics().stream()
                .filter(Diagnostic::isError)
                .filter(it -> !known.contains(it.code() + it.path()))
                .findFirst()
                .ifPresent(it -> lines.add(texts.of("size.butError", it.problem())));
    }
}
