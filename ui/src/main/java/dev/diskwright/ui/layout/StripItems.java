package dev.diskwright.ui.layout;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import dev.diskwright.ui.document.ProblemIndex;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a plan into what strip and table show.
final class StripItems {
    private final Texts texts;
    private final ProblemIndex index;
    private final Set<String> missing;
    private final long grain;
    private int free;
    private int structures;

    private StripItems(Plan plan, Texts texts, ProblemIndex index) {
        this.texts = texts;
        this.index = index;
        grain = Math.max(1, plan.design().layout().align().inBytes(plan.sectorSize()));
        missing = index == ProblemIndex.EMPTY ? Set.of() : missing(plan, index);
    }

    /// {@return an item for each segment, in disk order}
    static List<StripItem> of(Plan plan, ProblemIndex index, Texts texts) {
        var maker = new StripItems(plan, texts, index);
        var items = new ArrayList<StripItem>();
        int count = plan.partitions().size();
        for (Segment segment : plan.segments()) {
            items.add(
                    switch (segment) {
                        case Segment.Partition partition -> maker.partition(partition, count);
                        case Segment.Free it -> maker.free(it);
                        case Segment.Structure it -> maker.structure(it);
                    });
        }
        return List.copyOf(items);
    }

    private StripItem partition(Segment.Partition it, int count) {
        PartitionSpec spec = it.spec();
        Volume volume = it.volume();
        String mount = spec.mount() == null ? "" : spec.mount();
        String name = name(it);
        double fill =
                volume == null || it.size() <= 0 ? -1 : (double) volume.minimumSize() / it.size();
        String fillText = fill < 0 ? "" : texts.of("layout.fill", Math.min(fill, 9.99));
        String fileSystem =
                volume == null
                        ? texts.of("layout.blank")
                        : volume.variant().isEmpty() ? volume.type() : volume.variant();
        List<Diagnostic> problems = index.at("/layout/partitions/" + it.index());
        String size = SizeText.display(it.size());
        String start = SizeText.display(it.start());
        String number = it.number() == 0 ? "" : Integer.toString(it.number());
        return new StripItem(
                "block-" + (it.index() + 1),
                new Selected.Partition(it.index()),
                Role.of(it.type().name(), mount, volume != null),
                number,
                name,
                it.type().name(),
                it.start(),
                it.size(),
                start,
                size,
                texts.of("size.bytes", it.start()),
                texts.of("size.bytes", it.size()),
                expression(spec),
                fileSystem,
                mount,
                fill,
                fillText,
                spec.start() != null,
                spec.size() != null && spec.size().base() instanceof SizeExpression.Fit,
                problems.isEmpty() ? "" : ProblemIndex.severity(problems.getFirst()),
                problems.isEmpty() ? "" : problems.getFirst().problem(),
                texts.of(
                        "layout.spoken.partition",
                        name,
                        it.index() + 1,
                        count,
                        size,
                        fileSystem,
                        fillText.isEmpty() ? 0 : 1,
                        fillText,
                        start,
                        problems.size()),
                state(volume, mount),
                it.start() % grain != 0);
    }

    private String state(@Nullable Volume volume, String mount) {
        if (!mount.isEmpty() && missing.contains(mount)) {
            return "missing";
        }
        return volume != null && volume.files() == 0 ? "empty" : "";
    }

    /// {@return mount points whose contents have a source that is not there}
    private static Set<String> missing(Plan plan, ProblemIndex index) {
        var mounts = new HashSet<String>();
        for (int i = 0; i < plan.design().contents().size(); i++) {
            boolean gone =
                    index.at("/contents/" + i).stream()
                            .anyMatch(it -> it.isError() && it.code().startsWith("SRC"));
            if (gone) {
                mounts.add(mountOf(plan.design(), plan.design().contents().get(i).target()));
            }
        }
        return mounts;
    }

    /// {@return the mount point of the partition that a target lies in; empty for none}
    static String mountOf(Design design, String target) {
        String best = "";
        for (PartitionSpec it : Presets.expand(design).partitions()) {
            String mount = it.mount();
            if (mount != null
                    && mount.length() > best.length()
                    && (mount.equals("/")
                            || target.equals(mount)
                            || target.startsWith(mount + "/"))) {
                best = mount;
            }
        }
        return best;
    }

    /// {@return what a partition is called: its name, else its label, else what it is}
    static String name(Segment.Partition it) {
        if (!it.spec().name().isEmpty()) {
            return it.spec().name();
        }
        Volume volume = it.volume();
        return volume != null && !volume.label().isEmpty()
                ? volume.label()
                : it.type().description();
    }

    private String expression(PartitionSpec spec) {
        if (spec.size() != null) {
            return spec.size().toString();
        }
        return spec.end() == null
                ? texts.of("layout.rest")
                : texts.of("layout.until", spec.end().text());
    }

    private StripItem free(Segment.Free it) {
        int number = free++;
        return other(
                "free-" + (number + 1),
                new Selected.Free(number),
                it,
                texts.of("layout.free"),
                texts.of("layout.spoken.free", SizeText.display(it.size())));
    }

    private StripItem structure(Segment.Structure it) {
        int number = structures++;
        String name = texts.orElse("structure." + it.name().replace(' ', '-'), it.name());
        return other(
                "struct-" + (number + 1),
                new Selected.Structure(number),
                it,
                name,
                texts.of("layout.spoken.structure", name, SizeText.display(it.size())));
    }

    private StripItem other(
            String id, Selected target, Segment it, String name, String description) {
        return new StripItem(
                id,
                target,
                null,
                "",
                name,
                "",
                it.start(),
                it.size(),
                SizeText.display(it.start()),
                SizeText.display(it.size()),
                texts.of("size.bytes", it.start()),
                texts.of("size.bytes", it.size()),
                "",
                "",
                "",
                -1,
                "",
                false,
                false,
                "",
                "",
                description,
                "",
                false);
    }
}
