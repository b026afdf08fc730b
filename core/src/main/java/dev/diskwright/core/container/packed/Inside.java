package dev.diskwright.core.container.packed;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;

/// What was unpacked: a disk, or a container that holds some. It is not unpacked again.
final class Inside {
    private Inside() {}

    private static Optional<ContainerFormat> format(BlockSource unpacked) throws IOException {
        ContainerFormat format = Containers.recognise(unpacked);
        boolean again = format instanceof Packed || format instanceof Zip;
        return again || format.name().equals("raw") ? Optional.empty() : Optional.of(format);
    }

    static Container decode(
            Where where, BlockSource unpacked, String compression, Companions companions)
            throws IOException {
        Optional<ContainerFormat> format = format(unpacked);
        var facts = new ArrayList<Container.Fact>();
        facts.add(new Container.Fact("compression", compression));
        if (format.isEmpty()) {
            return Container.of(unpacked, facts);
        }
        facts.add(new Container.Fact("format inside", format.get().name()));
        Container container = format.get().decode(inside(where), unpacked, companions);
        facts.addAll(container.facts());
        return new Container(
                container.disks(), container.snapshots(), facts, container.attachments());
    }

    static void check(
            Where where, BlockSource unpacked, Companions companions, Consumer<Finding> findings)
            throws IOException {
        Optional<ContainerFormat> format = format(unpacked);
        if (format.isPresent()) {
            format.get().check(inside(where), unpacked, companions, findings);
        }
    }

    private static Where inside(Where where) {
        return Where.file(where.file() + ", unpacked");
    }
}
