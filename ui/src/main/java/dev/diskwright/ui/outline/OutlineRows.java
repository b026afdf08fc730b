package dev.diskwright.ui.outline;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.MountPoints;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.document.ProblemIndex;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.edit.Titles;
import dev.diskwright.ui.layout.Role;
import dev.diskwright.ui.outline.OutlineRow.Fold;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// From a design and its plan to the lines of the outline.
final class OutlineRows {
    /// Stands for the partition of entries that no partition takes.
    static final int NOWHERE = -1;

    private static final Pattern ARCHIVE =
            Pattern.compile(".*\\.(tar|tgz|txz|tar\\.(gz|xz|zst|bz2)|cpio|cpio\\.(gz|xz|zst)|zip)");
    private static final Pattern NAMED = Pattern.compile(".*\\.[A-Za-z0-9]{1,8}");

    private final Design design;
    private final @Nullable Plan plan;
    private final ProblemIndex problems;
    private final Texts texts;
    private final List<PartitionSpec> partitions;
    private final List<OutlineRow> rows = new ArrayList<>();

    OutlineRows(Design design, @Nullable Plan plan, ProblemIndex problems, Texts texts) {
        this.design = design;
        this.plan = plan;
        this.problems = problems;
        this.texts = texts;
        partitions = Presets.expand(design).partitions();
    }

    /// {@return the lines}
    ///
    /// @param closed partitions whose entries are not listed
    /// @param structures whether what the tables take is listed, in disk order
    /// @param filter only what holds this, with what it lies in; empty for all
    List<OutlineRow> rows(Set<Integer> closed, boolean structures, String filter) {
        String wanted = filter.strip().toLowerCase(Locale.ROOT);
        rows.add(disk());
        if (partitions.isEmpty() && wanted.isEmpty()) {
            rows.add(hint(1, texts.of("outline.empty")));
        }
        Map<Integer, List<Integer>> entries = entries();
        if (structures && plan != null && plan.partitions().size() == partitions.size()) {
            int number = 0;
            for (Segment it : plan.segments()) {
                if (it instanceof Segment.Partition segment) {
                    add(segment.index(), entries, closed, wanted);
                } else if (it instanceof Segment.Structure structure) {
                    structure(structure, number++, wanted);
                }
            }
        } else {
            for (int i = 0; i < partitions.size(); i++) {
                add(i, entries, closed, wanted);
            }
        }
        homeless(entries.getOrDefault(NOWHERE, List.of()), closed, wanted);
        if (rows.size() == 1 && !wanted.isEmpty()) {
            rows.add(hint(1, texts.of("outline.notFound", filter.strip())));
        }
        return rows;
    }

    private Map<Integer, List<Integer>> entries() {
        var byHome = new HashMap<Integer, List<Integer>>();
        for (int i = 0; i < design.contents().size(); i++) {
            int home = MountPoints.partitionOf(partitions, design.contents().get(i).target());
            byHome.computeIfAbsent(home, _ -> new ArrayList<>()).add(i);
        }
        return byHome;
    }

    private OutlineRow disk() {
        return new OutlineRow(
                Selected.DISK,
                0,
                design.name().isEmpty() ? texts.of("outline.disk") : design.name(),
                plan == null ? "" : SizeText.display(plan.size()),
                null,
                "fth-hard-drive",
                Fold.NONE,
                problems.worst("/disk"),
                help("/disk"));
    }

    private OutlineRow hint(int depth, String text) {
        return new OutlineRow(null, depth, text, "", null, "", Fold.NONE, "", "");
    }

    private void structure(Segment.Structure it, int number, String wanted) {
        String name = texts.orElse("structure." + it.name().replace(' ', '-'), it.name());
        if (name.toLowerCase(Locale.ROOT).contains(wanted)) {
            rows.add(
                    new OutlineRow(
                            new Selected.Structure(number),
                            1,
                            name,
                            SizeText.display(it.size()),
                            null,
                            "fth-minus-square",
                            Fold.NONE,
                            "",
                            ""));
        }
    }

    private void add(
            int index, Map<Integer, List<Integer>> byHome, Set<Integer> closed, String wanted) {
        PartitionSpec spec = partitions.get(index);
        List<Integer> all = byHome.getOrDefault(index, List.of());
        List<Integer> found = all.stream().filter(it -> matches(it, wanted)).toList();
        boolean named = isNamed(spec, wanted);
        if (!named && found.isEmpty()) {
            return;
        }
        List<Integer> shown = found.isEmpty() ? all : found;
        boolean folder = spec.filesystem() != null && (spec.mount() != null || !all.isEmpty());
        boolean open = !wanted.isEmpty() && !found.isEmpty() || !closed.contains(index);
        rows.add(partition(spec, index, folder ? open ? Fold.OPEN : Fold.CLOSED : Fold.NONE));
        if (!folder || !open) {
            return;
        }
        shown.forEach(it -> rows.add(entry(it)));
        if (all.isEmpty()) {
            rows.add(
                    hint(
                            2,
                            spec.filesystem() instanceof Filesystem.Image image
                                    ? texts.of("outline.fromImage", image.source())
                                    : texts.of("outline.noContents")));
        }
    }

    private boolean matches(int entry, String wanted) {
        Content it = design.contents().get(entry);
        return wanted.isEmpty()
                || it.source().toLowerCase(Locale.ROOT).contains(wanted)
                || it.target().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private boolean isNamed(PartitionSpec spec, String wanted) {
        return wanted.isEmpty()
                || Titles.of(spec).toLowerCase(Locale.ROOT).contains(wanted)
                || spec.type().toLowerCase(Locale.ROOT).contains(wanted)
                || role(spec).name().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static Role role(PartitionSpec spec) {
        return Role.of(
                spec.type(), spec.mount() == null ? "" : spec.mount(), spec.filesystem() != null);
    }

    private OutlineRow partition(PartitionSpec spec, int index, Fold fold) {
        Segment.Partition resolved = plan == null ? null : plan.partition(index).orElse(null);
        String path = "/layout/partitions/" + index;
        return new OutlineRow(
                new Selected.Partition(index),
                1,
                Titles.of(spec),
                resolved == null ? "" : SizeText.display(resolved.size()),
                role(spec),
                "",
                fold,
                problems.worst(path),
                help(path));
    }

    private OutlineRow entry(int index) {
        Content it = design.contents().get(index);
        String path = "/contents/" + index;
        return new OutlineRow(
                new Selected.Entry(index),
                2,
                it.name(),
                it.target(),
                null,
                it.text() == null ? icon(it.source()) : "fth-file-text",
                Fold.NONE,
                problems.worst(path),
                help(path));
    }

    private void homeless(List<Integer> entries, Set<Integer> closed, String wanted) {
        List<Integer> found = entries.stream().filter(it -> matches(it, wanted)).toList();
        if (found.isEmpty()) {
            return;
        }
        boolean open = !wanted.isEmpty() || !closed.contains(NOWHERE);
        rows.add(
                new OutlineRow(
                        null,
                        1,
                        texts.of("outline.homeless"),
                        Integer.toString(found.size()),
                        null,
                        "",
                        open ? Fold.OPEN : Fold.CLOSED,
                        "error",
                        texts.of("outline.homeless.help")));
        if (open) {
            found.forEach(it -> rows.add(entry(it)));
        }
    }

    /// {@return icon for what a source seems to be, by its name alone}
    private static String icon(String source) {
        String name = source.substring(source.lastIndexOf('/') + 1);
        if (ARCHIVE.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            return "fth-archive";
        }
        if (name.indexOf('*') >= 0 || name.indexOf('?') >= 0) {
            return "fth-copy";
        }
        return NAMED.matcher(name).matches() ? "fth-file" : "fth-folder";
    }

    private String help(String path) {
        Diagnostic it = problems.first(path);
        return it == null ? "" : texts.of("problem.sentence", it.problem());
    }
}
