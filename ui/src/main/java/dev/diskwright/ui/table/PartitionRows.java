package dev.diskwright.ui.table;

import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import dev.diskwright.ui.document.ProblemIndex;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.edit.RoleChoice;
import dev.diskwright.ui.edit.Titles;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Turns a plan into rows.
final class PartitionRows {
    private final ProblemIndex problems;
    private final Texts texts;

    private PartitionRows(ProblemIndex problems, Texts texts) {
        this.problems = problems;
        this.texts = texts;
    }

    /// {@return a row for each segment, in disk order}
    ///
    /// @param structures whether tables and gaps have rows too
    static List<PartitionRow> of(
            Plan plan, ProblemIndex problems, Texts texts, boolean structures) {
        var maker = new PartitionRows(problems, texts);
        var rows = new ArrayList<PartitionRow>();
        int free = 0;
        int structure = 0;
        for (Segment segment : plan.segments()) {
            switch (segment) {
                case Segment.Partition it -> rows.add(maker.partition(it));
                case Segment.Free it ->
                        rows.add(
                                maker.other(
                                        it, new Selected.Free(free++), texts.of("layout.free")));
                case Segment.Structure it -> {
                    String key = "structure." + it.name().replace(' ', '-');
                    PartitionRow row =
                            maker.other(
                                    it,
                                    new Selected.Structure(structure++),
                                    texts.orElse(key, it.name()));
                    if (structures) {
                        rows.add(row);
                    }
                }
            }
        }
        return List.copyOf(rows);
    }

    private PartitionRow partition(Segment.Partition it) {
        PartitionSpec spec = it.spec();
        Volume volume = it.volume();
        var role = RoleChoice.of(spec);
        Map<Column, String> cells = place(it);
        if (it.number() > 0) {
            cells.put(Column.NUMBER, Integer.toString(it.number()));
        }
        cells.put(Column.NAME, Titles.of(spec));
        cells.put(Column.ROLE, texts.of("role." + role.name().toLowerCase(Locale.ROOT)));
        cells.put(Column.EXPRESSION, expression(spec));
        cells.put(Column.TYPE, spec.type());
        cells.put(Column.FLAGS, String.join(", ", spec.flags()));
        cells.put(Column.MOUNT, spec.mount() == null ? "" : spec.mount());
        double fill = -1;
        if (volume == null) {
            cells.put(Column.FILESYSTEM, texts.of("layout.blank"));
        } else {
            cells.put(
                    Column.FILESYSTEM,
                    volume.variant().isEmpty() ? volume.type() : volume.variant());
            cells.put(
                    Column.CONTENTS,
                    texts.of(
                            "table.contents",
                            volume.files(),
                            SizeText.display(volume.minimumSize())));
            if (it.size() > 0) {
                fill = (double) volume.minimumSize() / it.size();
                cells.put(Column.FILL, texts.of("layout.fill", Math.min(fill, 9.99)));
            }
        }
        String path = "/layout/partitions/" + it.index();
        Diagnostic worst = problems.first(path);
        return new PartitionRow(
                new Selected.Partition(it.index()),
                role,
                cells,
                it.start(),
                it.size(),
                fill,
                spec.start() != null,
                problems.worst(path),
                worst == null ? "" : texts.of("field.problem", worst.code(), worst.problem()));
    }

    private String expression(PartitionSpec spec) {
        if (spec.size() != null) {
            return spec.size().toString();
        }
        return spec.end() == null
                ? texts.of("layout.rest")
                : texts.of("layout.until", spec.end().text());
    }

    private PartitionRow other(Segment it, Selected target, String name) {
        Map<Column, String> cells = place(it);
        cells.put(Column.NAME, name);
        return new PartitionRow(target, null, cells, it.start(), it.size(), -1, false, "", "");
    }

    private static Map<Column, String> place(Segment it) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        cells.put(Column.START, SizeText.display(it.start()));
        cells.put(Column.SIZE, SizeText.display(it.size()));
        return cells;
    }
}
