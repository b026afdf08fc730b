package dev.diskwright.ui.contents;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.DerivedFile;
import dev.diskwright.core.plan.MountPoints;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import dev.diskwright.core.table.PartitionType;
import dev.diskwright.core.table.PartitionTypes;
import dev.diskwright.ui.document.ProblemIndex;
import dev.diskwright.ui.layout.Role;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// From a design and its plan to the lines of the list of contents.
final class ContentRows {
    private static final Pattern ARCHIVE =
            Pattern.compile(".*\\.(tar|tgz|txz|tar\\.(gz|xz|zst|bz2)|cpio|cpio\\.(gz|xz|zst)|zip)");
    private static final Pattern NAMED = Pattern.compile(".*\\.[A-Za-z0-9]{1,8}");

    private final Design design;
    private final @Nullable Plan plan;
    private final Texts texts;
    private final ProblemIndex problems;

    ContentRows(Design design, @Nullable Plan plan, ProblemIndex problems, Texts texts) {
        this.design = design;
        this.plan = plan;
        this.problems = problems;
        this.texts = texts;
    }

    /// {@return the lines} Partitions that can hold files come in their order, each before its entries.
    ///
    /// @param closed partitions whose entries are not listed
    /// @param filter only entries whose source or target holds this; empty for all
    List<ContentRow> rows(Set<Integer> closed, String filter) {
        List<PartitionSpec> partitions = Presets.expand(design).partitions();
        var byHome = new HashMap<Integer, List<Integer>>();
        List<Content> contents = design.contents();
        String wanted = filter.strip().toLowerCase(Locale.ROOT);
        for (int i = 0; i < contents.size(); i++) {
            Content it = contents.get(i);
            if (wanted.isEmpty()
                    || it.source().toLowerCase(Locale.ROOT).contains(wanted)
                    || it.target().toLowerCase(Locale.ROOT).contains(wanted)) {
                int home = MountPoints.partitionOf(partitions, it.target());
                byHome.computeIfAbsent(home, _ -> new ArrayList<>()).add(i);
            }
        }
        Map<Integer, List<ContentRow>> derived = derived(partitions, wanted);
        var rows = new ArrayList<ContentRow>();
        for (int i = 0; i < partitions.size(); i++) {
            PartitionSpec it = partitions.get(i);
            List<Integer> entries = byHome.getOrDefault(i, List.of());
            if (it.filesystem() instanceof Filesystem.Formatted
                    && (wanted.isEmpty() || !entries.isEmpty() || derived.containsKey(i))) {
                boolean open = !wanted.isEmpty() || !closed.contains(i);
                rows.add(home(it, i, entries.size(), open));
                if (open) {
                    entries.forEach(index -> rows.add(entry(index)));
                    rows.addAll(derived.getOrDefault(i, List.of()));
                }
            }
        }
        List<Integer> homeless = byHome.getOrDefault(-1, List.of());
        if (!homeless.isEmpty()) {
            boolean open = !closed.contains(-1);
            rows.add(
                    new ContentRow.Home(
                            -1,
                            texts.of("contents.homeless"),
                            "",
                            texts.of("contents.home.entries", homeless.size()),
                            null,
                            open,
                            -1,
                            "error"));
            if (open) {
                homeless.forEach(index -> rows.add(entry(index)));
            }
        }
        return rows;
    }

    private Map<Integer, List<ContentRow>> derived(List<PartitionSpec> partitions, String wanted) {
        var byHome = new HashMap<Integer, List<ContentRow>>();
        for (DerivedFile it : plan == null ? List.<DerivedFile>of() : plan.derived()) {
            if (wanted.isEmpty() || it.path().toLowerCase(Locale.ROOT).contains(wanted)) {
                int home = MountPoints.partitionOf(partitions, it.path());
                byHome.computeIfAbsent(home, _ -> new ArrayList<>()).add(derived(it));
            }
        }
        return byHome;
    }

    private ContentRow.Derived derived(DerivedFile it) {
        boolean wanted = !design.derived().without().contains(it.path());
        return switch (it.state()) {
            case ADDED, LEFT_OUT ->
                    new ContentRow.Derived(
                            it.path(),
                            it.reason(),
                            wanted ? "" : texts.of("contents.derived.leftOut"),
                            wanted,
                            "");
            case REPLACED ->
                    new ContentRow.Derived(
                            it.path(),
                            it.reason(),
                            texts.of("contents.derived.replaced"),
                            wanted,
                            wanted ? "hint" : "");
            case REFUSED ->
                    new ContentRow.Derived(
                            it.path(),
                            it.reason(),
                            texts.of("contents.derived.refused"),
                            wanted,
                            wanted ? "warning" : "");
        };
    }

    private ContentRow.Home home(PartitionSpec spec, int index, int entries, boolean open) {
        Segment.Partition resolved = plan == null ? null : plan.partition(index).orElse(null);
        Volume volume = resolved == null ? null : resolved.volume();
        String mount = spec.mount() == null ? "" : spec.mount();
        String detail =
                mount.isEmpty()
                        ? texts.of("contents.home.unmounted")
                        : volume == null || resolved == null
                                ? texts.of("contents.home.entries", entries)
                                : texts.of(
                                        "contents.home.detail",
                                        entries,
                                        SizeText.display(volume.minimumSize()),
                                        SizeText.display(resolved.size()));
        return new ContentRow.Home(
                index,
                title(spec),
                mount,
                detail,
                Role.of(spec.type(), mount, spec.filesystem() != null),
                open,
                volume == null || resolved == null || resolved.size() == 0
                        ? -1
                        : (double) volume.minimumSize() / resolved.size(),
                problems.worst("/layout/partitions/" + index));
    }

    private static String title(PartitionSpec spec) {
        Filesystem files = spec.filesystem();
        return !spec.name().isEmpty()
                ? spec.name()
                : files != null && !files.label().isEmpty()
                        ? files.label()
                        : PartitionTypes.parse(spec.type())
                                .map(PartitionType::description)
                                .orElse(spec.type());
    }

    private ContentRow.Entry entry(int index) {
        Content it = design.contents().get(index);
        String path = "/contents/" + index;
        return new ContentRow.Entry(
                index,
                EntryField.SOURCE.of(it),
                it.target(),
                EntryField.MODE.of(it),
                EntryField.OWNER.of(it),
                it.text() == null ? icon(it.source()) : "fth-file-text",
                problems.worst(path),
                problemText(path));
    }

    /// {@return icon for what a source seems to be, by its name alone}
    static String icon(String source) {
        String name = source.substring(source.lastIndexOf('/') + 1);
        if (ARCHIVE.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            return "fth-archive";
        }
        if (name.indexOf('*') >= 0 || name.indexOf('?') >= 0) {
            return "fth-copy";
        }
        return NAMED.matcher(name).matches() ? "fth-file" : "fth-folder";
    }

    private String problemText(String path) {
        Diagnostic it = problems.first(path);
        return it == null
                ? ""
                : it.remedy().isEmpty()
                        ? texts.of("problem.sentence", it.problem())
                        : texts.of("problem.sentences", it.problem(), it.remedy());
    }
}
