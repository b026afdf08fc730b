package dev.diskwright.ui.image;

import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.table.Partition;
import dev.diskwright.core.table.PartitionType;
import dev.diskwright.ui.build.Fact;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.image.ImageSight.PartSight;
import dev.diskwright.ui.layout.Role;
import dev.diskwright.ui.layout.StripItem;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;

/// Puts the parts of a disk into words: for the strip, the list and the tree.
///
/// @param sight the image they are of
/// @param texts the words
record ImageParts(ImageSight sight, Texts texts) {
    /// Free space smaller than this is alignment, and not drawn.
    private static final long LEAST_FREE = 2 << 20;

    /// {@return id of a part's node}
    static String id(PartSight part) {
        return "part-" + part.number();
    }

    /// {@return what it is for}
    static Role role(PartSight part) {
        Partition entry = part.entry();
        boolean formatted = part.volume() != null || part.problem() != null;
        if (entry == null) {
            return formatted ? Role.DATA : Role.RAW;
        }
        return Role.of(entry.type().name(), "", formatted);
    }

    /// {@return what a part is called: its name, else its label, else what it is}
    String name(PartSight part) {
        Partition entry = part.entry();
        VolumeInfo volume = part.volume();
        if (entry != null && !entry.name().isEmpty()) {
            return entry.name();
        }
        if (volume != null && !volume.label().isEmpty()) {
            return volume.label();
        }
        return entry == null ? texts.of("image.whole") : type(entry.type());
    }

    private static String type(PartitionType type) {
        return type.description().isEmpty() ? type.name() : type.description();
    }

    /// {@return what a part is formatted as}
    String fileSystem(PartSight part) {
        VolumeInfo volume = part.volume();
        if (part.problem() != null) {
            return texts.of("image.damaged");
        }
        if (volume == null) {
            return texts.of("image.noFileSystem");
        }
        if (volume.variant().isEmpty()) {
            return volume.type();
        }
        return volume.type().equals("vfat")
                ? volume.variant() // which is the better name
                : "%s (%s)".formatted(volume.type(), volume.variant());
    }

    /// {@return a row for each part, in disk order}
    List<PartRow> rows() {
        return sight.parts().stream().map(this::row).toList();
    }

    private PartRow row(PartSight it) {
        VolumeInfo volume = it.volume();
        Partition entry = it.entry();
        String uuid = volume == null ? "" : volume.uuid();
        String id = entry == null || entry.id() == null ? "" : entry.id().toString();
        return new PartRow(
                id(it),
                role(it),
                it.number() == 0 ? "" : Integer.toString(it.number()),
                name(it),
                fileSystem(it),
                volume == null ? "" : volume.label(),
                SizeText.display(it.size()),
                SizeText.display(it.offset()),
                uuid.isEmpty() ? id : uuid,
                it.problem() != null);
    }

    /// {@return a node for each part}
    List<ImageNode> nodes() {
        return sight.parts().stream().map(this::node).toList();
    }

    private ImageNode node(PartSight it) {
        String label =
                it.number() == 0 ? name(it) : texts.of("image.node.part", it.number(), name(it));
        var fault = it.problem();
        return new ImageNode(
                id(it),
                "part",
                label,
                texts.of("image.node.part.note", fileSystem(it), SizeText.display(it.size())),
                label,
                facts(it),
                fault == null ? "" : new ImageFaults(texts).why(fault),
                false,
                role(it),
                List.of());
    }

    private List<Fact> facts(PartSight it) {
        var facts = new ArrayList<Fact>();
        Partition entry = it.entry();
        if (entry != null) {
            facts.add(
                    fact("type", texts.of("image.type", type(entry.type()), entry.type().name())));
        }
        facts.add(fact("start", texts.size(it.offset())));
        facts.add(fact("size", texts.size(it.size())));
        if (entry != null && entry.id() != null) {
            facts.add(fact("partuuid", entry.id().toString()));
        }
        if (entry != null && entry.active()) {
            facts.add(fact("flags", texts.of("image.active")));
        }
        facts.add(fact("fileSystem", fileSystem(it)));
        if (it.problem() != null) {
            facts.addAll(new ImageFaults(texts).places(it.problem().where(), sight.choice()));
        }
        VolumeInfo volume = it.volume();
        if (volume != null) {
            facts.add(
                    fact(
                            "label",
                            volume.label().isEmpty() ? texts.of("image.none") : volume.label()));
            if (!volume.uuid().isEmpty()) {
                facts.add(fact("uuid", volume.uuid()));
            }
            facts.add(fact("volumeSize", texts.size(volume.size())));
            facts.add(fact("blockSize", SizeText.display(volume.blockSize())));
        }
        return facts;
    }

    private Fact fact(String key, String value) {
        return new Fact(texts.of("image.fact." + key), value);
    }

    /// {@return the disk as the strip draws it: parts, and free space between them}
    List<StripItem> strip() {
        var items = new ArrayList<StripItem>();
        long at = 0;
        int free = 0;
        int index = 0;
        for (PartSight it : sight.parts()) {
            if (it.offset() - at >= LEAST_FREE) {
                items.add(free(free++, at, it.offset() - at));
            }
            items.add(block(it, index++));
            at = Math.max(at, it.offset() + it.size());
        }
        if (sight.diskSize() - at >= LEAST_FREE) {
            items.add(free(free, at, sight.diskSize() - at));
        }
        return List.copyOf(items);
    }

    private StripItem block(PartSight it, int index) {
        String name = name(it);
        String size = SizeText.display(it.size());
        String start = SizeText.display(it.offset());
        var fault = it.problem();
        return new StripItem(
                "image-" + id(it),
                new Selected.Partition(index),
                role(it),
                it.number() == 0 ? "" : Integer.toString(it.number()),
                name,
                "",
                it.offset(),
                it.size(),
                start,
                size,
                texts.of("size.bytes", it.offset()),
                texts.of("size.bytes", it.size()),
                fileSystem(it),
                fileSystem(it),
                "",
                -1,
                "",
                false,
                false,
                fault == null ? "" : "error",
                fault == null ? "" : fault.problem(),
                texts.of(
                        "layout.spoken.partition",
                        name,
                        index + 1,
                        sight.parts().size(),
                        size,
                        fileSystem(it),
                        0,
                        "",
                        start,
                        fault == null ? 0 : 1),
                "",
                false);
    }

    private StripItem free(int number, long start, long size) {
        String words = SizeText.display(size);
        return new StripItem(
                "image-free-" + (number + 1),
                new Selected.Free(number),
                null,
                "",
                texts.of("layout.free"),
                "",
                start,
                size,
                SizeText.display(start),
                words,
                texts.of("size.bytes", start),
                texts.of("size.bytes", size),
                "",
                "",
                "",
                -1,
                "",
                false,
                false,
                "",
                "",
                texts.of("layout.spoken.free", words),
                "",
                false);
    }
}
