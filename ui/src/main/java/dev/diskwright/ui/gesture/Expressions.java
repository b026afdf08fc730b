package dev.diskwright.ui.gesture;

import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeExpression;

/// How sizes are stated.
final class Expressions {
    private Expressions() {}

    /// {@return the expression as people write it; empty for a partition that is bounded by offsets}
    static String text(PartitionSpec spec) {
        SizeExpression size = spec.size();
        if (size != null) {
            return size.toString();
        }
        return spec.end() == null ? SizeExpression.rest().toString() : "";
    }

    /// {@return whether a partition takes what the others leave}
    static boolean isRest(PartitionSpec spec) {
        SizeExpression size = spec.size();
        return spec.end() == null && (size == null || size.base() instanceof SizeExpression.Rest);
    }

    /// {@return the same partition with that size, where it is}
    static PartitionSpec sized(PartitionSpec spec, SizeExpression size) {
        return spec.withPlace(spec.start(), null, size);
    }
}
