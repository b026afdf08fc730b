package dev.diskwright.ui.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.layout.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTextTest {
    private final TableText table =
            new TableText(
                    List.of(Column.NAME, Column.SIZE, Column.MOUNT),
                    List.of("Name", "Size", "Mount"),
                    List.of(
                            row("a|b \"x\"", "1 GiB", "/", 1L << 30),
                            row("B\u00f6t", "512 MiB", "", 512L << 20)));

    private static PartitionRow row(String name, String size, String mount, long bytes) {
        return new PartitionRow(
                new Selected.Partition(0),
                Role.DATA,
                Map.of(Column.NAME, name, Column.SIZE, size, Column.MOUNT, mount),
                1 << 20,
                bytes,
                -1,
                false,
                "",
                "");
    }

    @Test
    void textIsAlignedAndHasNoSpaceAtItsEnds() {
        assertEquals(
                """
                Name        Size  Mount
                a|b "x"    1 GiB  /
                B\u00f6t      512 MiB
                """,
                table.in(TableText.Form.TEXT));
    }

    @Test
    void markdownIsAlignedTooAndKeepsItsColumns() {
        assertEquals(
                """
                | Name     |    Size | Mount |
                |----------|--------:|-------|
                | a\\|b "x" |   1 GiB | /     |
                | B\u00f6t      | 512 MiB |       |
                """,
                table.in(TableText.Form.MARKDOWN));
    }

    @Test
    void jsonHasExactBytesAndLeavesOutWhatIsEmpty() {
        assertEquals(
                """
                [
                  {"startBytes": 1048576, "sizeBytes": 1073741824, "name": "a|b \\"x\\"", "size": "1 GiB", "mount": "/"},
                  {"startBytes": 1048576, "sizeBytes": 536870912, "name": "B\u00f6t", "size": "512 MiB"}
                ]
                """,
                table.in(TableText.Form.JSON));
        assertEquals(
                "[]\n", new TableText(List.of(), List.of(), List.of()).in(TableText.Form.JSON));
    }
}
