package dev.diskwright.ui.boot;

import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Reproducible;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// From a plan to the table of every identifier on its disk.
final class IdentityRows {
    private IdentityRows() {}

    /// {@return the disk's, then each partition's and its file system's, in disk order}
    static List<IdentityRow> of(Plan plan, Texts texts) {
        boolean constants =
                plan.design().layout().preset() != null
                        && plan.design().reproducible().identifiers()
                                == Reproducible.Identifiers.NIXOS;
        var rows = new ArrayList<IdentityRow>();
        if (!plan.diskId().isEmpty()) {
            boolean given = plan.design().layout().diskId() != null;
            rows.add(
                    new IdentityRow(
                            texts.of("identity.disk"),
                            texts.of(
                                    plan.table() == TableKind.GPT
                                            ? "identity.kind.diskGuid"
                                            : "identity.kind.signature"),
                            plan.diskId(),
                            origin(given, constants && plan.table() == TableKind.GPT, texts)));
        }
        for (Segment.Partition it : plan.partitions()) {
            String name = it.spec().name();
            Volume volume = it.volume();
            String title =
                    !name.isEmpty()
                            ? name
                            : volume != null && !volume.label().isEmpty()
                                    ? volume.label()
                                    : it.spec().type();
            if (it.id() != null) {
                rows.add(
                        new IdentityRow(
                                title,
                                texts.of("identity.kind.partition"),
                                it.id().toString(),
                                origin(it.spec().uuid() != null, constants, texts)));
            }
            Filesystem files = it.spec().filesystem();
            if (volume != null && files != null) {
                rows.add(
                        new IdentityRow(
                                title,
                                texts.of(
                                        "identity.kind.filesystem",
                                        volume.variant().isEmpty()
                                                ? volume.type()
                                                : volume.variant()),
                                volume.uuid(),
                                files instanceof Filesystem.Image
                                        ? texts.of("identity.origin.image")
                                        : origin(
                                                IdentityPolicy.id(files) != null,
                                                constants,
                                                texts)));
            }
        }
        return List.copyOf(rows);
    }

    private static String origin(boolean given, boolean constants, Texts texts) {
        return texts.of(
                given && constants
                        ? "identity.origin.nixos"
                        : given ? "identity.origin.fixed" : "identity.origin.derived");
    }
}
