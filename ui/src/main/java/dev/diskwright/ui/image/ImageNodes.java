package dev.diskwright.ui.image;

import dev.diskwright.core.container.Container;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.ui.build.Fact;
import dev.diskwright.ui.image.ImageSight.Held;
import dev.diskwright.ui.image.ImageSight.TableSight;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// Makes the tree of an image: the file, its disks, the table, the partitions.
///
/// @param sight the image
/// @param texts the words
record ImageNodes(ImageSight sight, Texts texts) {
    /// Node of the disk whose levels are known.
    static final String DISK = "disk";

    /// {@return the file, with all below it}
    ImageNode root() {
        String name = sight.choice().name();
        return new ImageNode(
                "file", "file", name, sight.format(), name, fileFacts(), "", false, null, held());
    }

    private List<Fact> fileFacts() {
        var facts = new ArrayList<Fact>();
        facts.add(fact("format", texts.of("image.type", sight.title(), sight.format())));
        facts.add(fact("file", sight.choice().file().toString()));
        facts.add(fact("fileSize", texts.size(sight.fileSize())));
        facts.add(fact("diskSize", texts.size(sight.diskSize())));
        for (Container.Fact it : sight.facts()) {
            facts.add(new Fact(sentence(it.name()), it.value()));
        }
        for (Held it : sight.attachments()) {
            facts.add(fact("attachment", texts.of("image.held", it.name(), size(it))));
        }
        return facts;
    }

    private static String sentence(String words) {
        return words.isEmpty()
                ? words
                : words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
    }

    private List<ImageNode> held() {
        var nodes = new ArrayList<ImageNode>();
        String chosen =
                sight.choice().disk().isEmpty()
                        ? sight.disks().getFirst().name()
                        : sight.choice().disk();
        for (Held it : sight.disks()) {
            nodes.add(it.name().equals(chosen) ? disk(it, "disk") : other(it, "disk"));
        }
        for (Held it : sight.snapshots()) {
            nodes.add(it.name().equals(chosen) ? disk(it, "snapshot") : other(it, "snapshot"));
        }
        for (Held it : sight.attachments()) {
            nodes.add(leaf("attachment-" + it.name(), "attachment", it, it.name()));
        }
        return nodes;
    }

    private String label(Held it, String kind) {
        return it.name().isEmpty() ? texts.of("image.node.disk") : named(it, kind);
    }

    private String named(Held it, String kind) {
        return texts.of("image.node.named." + kind, it.name());
    }

    private ImageNode other(Held it, String kind) {
        return leaf(kind + "-" + it.name(), kind, it, named(it, kind));
    }

    private ImageNode leaf(String id, String kind, Held it, String label) {
        return new ImageNode(
                id,
                kind,
                label,
                size(it),
                label,
                List.of(fact("size", texts.size(it.size()))),
                "",
                false,
                null,
                List.of());
    }

    private ImageNode disk(Held it, String kind) {
        TableSight table = sight.table();
        var facts = new ArrayList<Fact>();
        facts.add(fact("size", texts.size(sight.diskSize())));
        var fault = sight.problem();
        if (fault != null) {
            facts.addAll(new ImageFaults(texts).places(fault.where(), sight.choice()));
        }
        facts.add(
                fact(
                        "table",
                        fault != null
                                ? texts.of("image.damaged")
                                : table == null
                                        ? texts.of("image.noTable")
                                        : texts.of("image.table." + table.kind())));
        if (table != null) {
            facts.add(fact("diskId", table.id()));
            facts.add(fact("sectorSize", texts.of("size.bytes", table.sectorSize())));
        }
        return new ImageNode(
                DISK,
                kind,
                label(it, kind),
                size(it),
                label(it, kind),
                facts,
                fault == null ? "" : new ImageFaults(texts).why(fault),
                fault == null,
                null,
                new ImageParts(sight, texts).nodes());
    }

    private static String size(Held it) {
        return SizeText.display(it.size());
    }

    private Fact fact(String key, String value) {
        return new Fact(texts.of("image.fact." + key), value);
    }
}
