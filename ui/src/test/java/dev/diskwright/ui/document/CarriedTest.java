package dev.diskwright.ui.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.TableKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarriedTest {
    private final DocumentViewModel document = new DocumentViewModel();

    @BeforeEach
    void open() {
        List<PartitionSpec> all =
                "abcd".chars().mapToObj(Character::toString).map(CarriedTest::part).toList();
        Design base = Design.of("disk", Preset.EFI);
        document.open(
                base.withLayout(Layout.explicit(TableKind.GPT, null, all)), null, List.of(), false);
    }

    @Test
    void aMovedPartitionStaysSelectedWhereItGoesBackTo() {
        document.apply("move", new Edit.MovePartition(1, 3));
        select(3);

        document.undo();
        assertEquals(List.of(1), document.selectedPartitions());
        document.redo();
        assertEquals(List.of(3), document.selectedPartitions());
    }

    @Test
    void aChangedPartitionStaysSelectedWhenItIsAsBefore() {
        document.apply("grow", new Edit.SetPartition(2, part("c", 9)));
        select(2);

        document.undo();
        assertEquals(List.of(2), document.selectedPartitions());
    }

    @Test
    void theNeighbourOfWhatGoesIsSelected() {
        document.apply("add", new Edit.AddPartition(4, part("e")));
        select(4);

        document.undo();
        assertEquals(List.of(3), document.selectedPartitions());
    }

    @Test
    void whatStandsBehindTheOneThatComesBackStaysSelected() {
        document.apply("delete", new Edit.RemovePartition(0));
        select(0, 2);

        document.undo();
        assertEquals(List.of(1, 3), document.selectedPartitions());
    }

    @Test
    void withoutPartitionsTheDiskIsSelected() {
        List<PartitionSpec> none = List.of();
        document.open(
                document.require().withLayout(document.explicitLayout().withPartitions(none)),
                null,
                List.of(),
                false);
        document.apply("add", new Edit.AddPartition(0, part("a")));
        select(0);

        document.undo();
        assertEquals(Selected.DISK, document.selectedProperty().get());
    }

    private void select(int... indices) {
        document.selectAll(
                Arrays.stream(indices).<Selected>mapToObj(Selected.Partition::new).toList());
    }

    private static PartitionSpec part(String name) {
        return part(name, 1);
    }

    private static PartitionSpec part(String name, int mebibytes) {
        return new PartitionSpec(
                name,
                "linux",
                null,
                null,
                null,
                SizeExpression.fixed((long) mebibytes << 20),
                null,
                List.of(),
                null,
                null);
    }
}
