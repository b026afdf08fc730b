package dev.diskwright.ui.gesture;

import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Another order of the partitions. Those that follow each other may change places; pinned ones stay where they are and
/// nobody passes them, since the disk would not change.
///
/// @param partitions in their new order
/// @param order for each place, the index that its partition had before
/// @param obstacle the pinned partition that is in the way; null if the order can be had
public record Order(
        List<PartitionSpec> partitions, List<Integer> order, @Nullable PartitionSpec obstacle) {
    /// Copies the lists.
    public Order {
        partitions = List.copyOf(partitions);
        order = List.copyOf(order);
    }

    /// {@return the order in which the partitions `moved` stand, together, before the one that is `target` now}
    ///
    /// @param moved indices, ascending
    /// @param target 0 to the number of partitions
    public static Order of(Layout layout, List<Integer> moved, int target) {
        List<PartitionSpec> all = layout.partitions();
        var order = new ArrayList<Integer>();
        for (int i = 0; i <= all.size(); i++) {
            if (i == target) {
                order.addAll(moved);
            }
            if (i < all.size() && !moved.contains(i)) {
                order.add(i);
            }
        }
        PartitionSpec obstacle = null;
        for (int i = 0; i < order.size() && obstacle == null; i++) {
            PartitionSpec it = all.get(order.get(i));
            boolean crossed = it.start() != null && !before(order, i, order.get(i));
            obstacle = crossed ? it : null;
        }
        return new Order(order.stream().map(all::get).toList(), order, obstacle);
    }

    /// {@return whether the first `place` of `order` are just those below `index`}
    private static boolean before(List<Integer> order, int place, int index) {
        return place == index && order.subList(0, place).stream().allMatch(it -> it < index);
    }

    /// {@return whether anything moves}
    public boolean changes() {
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i) != i) {
                return true;
            }
        }
        return false;
    }

    /// {@return the moves that bring about this order, as one edit; what is said about a partition goes with it}
    public Edit edit() {
        var moves = new ArrayList<Edit>();
        var now = new ArrayList<Integer>();
        for (int i = 0; i < order.size(); i++) {
            now.add(i);
        }
        for (int to = 0; to < order.size(); to++) {
            int from = now.indexOf(order.get(to));
            if (from != to) {
                moves.add(new Edit.MovePartition(from, to));
                now.add(to, now.remove(/* index */ from));
            }
        }
        return new Edit.All(moves);
    }

    /// {@return where the partition that had `index` stands now}
    public int placeOf(int index) {
        return order.indexOf(index);
    }
}
