package dev.diskwright.ui.gesture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Ignored;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.TableKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderTest {
    @Test
    void severalMoveTogether() {
        var order = Order.of(layout("abcde", ""), List.of(1, 3), 0);

        assertEquals("bdace", names(order));
        assertNull(order.obstacle());
        assertTrue(order.changes());
        assertEquals(2, order.placeOf(0));
    }

    @Test
    void pinnedPartitionsAreNotPassedAndDoNotMove() {
        assertEquals("b", name(Order.of(layout("abc", "b"), List.of(0), 3).obstacle()));
        assertEquals("b", name(Order.of(layout("abc", "b"), List.of(1), 3).obstacle()));
        assertNull(Order.of(layout("abcd", "b"), List.of(2), 4).obstacle());
    }

    @Test
    void staysWhereItIsWhenDroppedBesideItself() {
        assertFalse(Order.of(layout("abc", ""), List.of(1), 1).changes());
        assertFalse(Order.of(layout("abc", ""), List.of(1), 2).changes());
    }

    @Test
    void nobodyIsLostAndThoseLeftBehindKeepTheirOrder() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int count = 1 + random.nextInt(9);
            var moved = new ArrayList<Integer>();
            for (int i = 0; i < count; i++) {
                if (random.nextInt(3) == 0) {
                    moved.add(i);
                }
            }
            var layout = layout("abcdefghi".substring(0, count), "");
            var order = Order.of(layout, moved, random.nextInt(count + 1));
            assertEquals(count, order.order().stream().distinct().count());
            assertEquals(
                    order.order().stream().filter(it -> !moved.contains(it)).sorted().toList(),
                    order.order().stream().filter(it -> !moved.contains(it)).toList());
            assertEquals(
                    moved, order.order().stream().filter(moved::contains).toList(), "as they were");
            Design before = Design.of("disk", Preset.EFI).withLayout(layout);
            before = before.withIgnored(List.of(ignored(count - 1)));
            Design after = order.edit().apply(before);
            assertEquals(order.partitions(), after.layout().partitions());
            assertEquals(List.of(ignored(order.placeOf(count - 1))), after.ignored());
        }
    }

    private static Ignored ignored(int index) {
        return new Ignored("FS-021", "/layout/partitions/" + index + "/filesystem", "so be it");
    }

    private static String name(@Nullable PartitionSpec it) {
        return it == null ? "" : it.name();
    }

    private static String names(Order order) {
        return String.join("", order.partitions().stream().map(PartitionSpec::name).toList());
    }

    private static Layout layout(String names, String pinned) {
        List<PartitionSpec> all =
                names.chars()
                        .mapToObj(Character::toString)
                        .map(name ->
                                new PartitionSpec(
                                        name,
                                        "linux",
                                        null,
                                        pinned.contains(name) ? ByteSize.of(1 << 20) : null,
                                        null,
                                        SizeExpression.fixed(1 << 20),
                                        null,
                                        List.of(),
                                        null,
                                        null))
                        .toList();
        return Layout.explicit(TableKind.GPT, null, all);
    }
}
