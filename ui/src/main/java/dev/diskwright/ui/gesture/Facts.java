package dev.diskwright.ui.gesture;

import dev.diskwright.core.plan.Segment;

/// The numbers of the block in hand, as the plan has them.
///
/// @param name of the partition
/// @param start offset of its first byte
/// @param size in bytes
/// @param end offset behind its last byte
/// @param change of its size since the gesture began, in bytes
/// @param was how its size was stated before; empty if that has not changed
public record Facts(String name, long start, long size, long end, long change, String was) {
    static Facts of(Trial trial, Segment.Partition before, Segment.Partition now) {
        String was = Expressions.text(before.spec());
        return new Facts(
                trial.name(before.index()),
                now.start(),
                now.size(),
                now.end(),
                now.size() - before.size(),
                was.equals(Expressions.text(now.spec())) ? "" : was);
    }
}
