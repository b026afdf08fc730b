package dev.diskwright.core.design;

import java.util.ArrayList;
import java.util.List;

/// A change of a design as a value. Applying one gives a new design; undo is the list of earlier ones.
public sealed interface Edit {
    /// {@return the design after this edit}
    ///
    /// @throws IndexOutOfBoundsException if it names a partition or content that is not there
    Design apply(Design design);

    /// Renames the image.
    record Rename(String name) implements Edit {
        @Override
        public Design apply(Design design) {
            return design.withName(name);
        }
    }

    /// Changes the disk as a whole.
    record SetDisk(Disk disk) implements Edit {
        @Override
        public Design apply(Design design) {
            return design.withDisk(disk);
        }
    }

    /// Replaces the layout.
    record SetLayout(Layout layout) implements Edit {
        @Override
        public Design apply(Design design) {
            return design.withLayout(layout);
        }
    }

    /// Changes a setting of the preset without writing the preset out.
    record SetBootSize(ByteSize size) implements Edit {
        @Override
        public Design apply(Design design) {
            return design.withLayout(design.layout().withBootSize(size));
        }
    }

    /// Changes one partition; a preset is written out first.
    ///
    /// @param index in the list of the explicit layout
    record SetPartition(int index, PartitionSpec partition) implements Edit {
        @Override
        public Design apply(Design design) {
            return onPartitions(design, list -> list.set(index, partition));
        }
    }

    /// Adds a partition before `index`; a preset is written out first.
    record AddPartition(int index, PartitionSpec partition) implements Edit {
        @Override
        public Design apply(Design design) {
            return IgnoredPaths.moved(
                    onPartitions(design, list -> list.add(index, partition)),
                    PARTITIONS,
                    it -> it < index ? it : it + 1);
        }
    }

    /// Removes a partition; a preset is written out first.
    record RemovePartition(int index) implements Edit {
        @Override
        public Design apply(Design design) {
            return IgnoredPaths.moved(
                    onPartitions(design, list -> list.remove(index)),
                    PARTITIONS,
                    it -> it == index ? -1 : it < index ? it : it - 1);
        }
    }

    /// Moves a partition in the order; a preset is written out first.
    ///
    /// @param from index now
    /// @param to index afterwards
    record MovePartition(int from, int to) implements Edit {
        @Override
        public Design apply(Design design) {
            return IgnoredPaths.moved(
                    onPartitions(design, list -> list.add(to, list.remove(from))),
                    PARTITIONS,
                    this::moved);
        }

        private int moved(int index) {
            if (index == from) {
                return to;
            }
            return index > from && index <= to
                    ? index - 1
                    : index < from && index >= to ? index + 1 : index;
        }
    }

    /// Replaces the contents.
    record SetContents(List<Content> contents) implements Edit {
        /// Copies the list.
        public SetContents {
            contents = List.copyOf(contents);
        }

        @Override
        public Design apply(Design design) {
            return IgnoredPaths.moved(
                    design.withContents(contents),
                    CONTENTS,
                    IgnoredPaths.between(design.contents(), contents));
        }
    }

    /// Changes which files join the contents because they follow from the design.
    record SetDerived(Derived derived) implements Edit {
        @Override
        public Design apply(Design design) {
            return IgnoredPaths.moved(
                    design.withDerived(derived),
                    "/derived/without",
                    IgnoredPaths.between(design.derived().without(), derived.without()));
        }
    }

    /// Changes how the image boots.
    record SetBoot(Boot boot) implements Edit {
        @Override
        public Design apply(Design design) {
            return design.withBoot(boot);
        }
    }

    /// Changes where identifiers and times come from.
    record SetReproducible(Reproducible reproducible) implements Edit {
        @Override
        public Design apply(Design design) {
            return design.withReproducible(reproducible);
        }
    }

    /// Changes the virtual machine.
    record SetVm(Vm vm) implements Edit {
        @Override
        public Design apply(Design design) {
            Vm old = design.vm();
            Design edited = design.withVm(vm);
            edited = moved(edited, "vlans", old.vlans(), vm.vlans());
            edited = moved(edited, "forwardPorts", old.forwardPorts(), vm.forwardPorts());
            edited = moved(edited, "emptyDiskImages", old.emptyDiskImages(), vm.emptyDiskImages());
            return moved(edited, "qemuOptions", old.qemuOptions(), vm.qemuOptions());
        }

        private static Design moved(Design design, String key, List<?> before, List<?> after) {
            return IgnoredPaths.moved(design, "/vm/" + key, IgnoredPaths.between(before, after));
        }
    }

    /// Decides which warnings and hints are right as they are.
    record SetIgnored(List<Ignored> ignored) implements Edit {
        /// Copies the list.
        public SetIgnored {
            ignored = List.copyOf(ignored);
        }

        @Override
        public Design apply(Design design) {
            return design.withIgnored(ignored);
        }
    }

    /// Several changes as one step, in order.
    record All(List<Edit> edits) implements Edit {
        /// Copies the list.
        public All {
            edits = List.copyOf(edits);
        }

        @Override
        public Design apply(Design design) {
            Design edited = design;
            for (Edit it : edits) {
                edited = it.apply(edited);
            }
            return edited;
        }
    }

    /// JSON pointer of the list of partitions.
    String PARTITIONS = "/layout/partitions";

    /// JSON pointer of the list of contents.
    String CONTENTS = "/contents";

    private static Design onPartitions(
            Design design, java.util.function.Consumer<List<PartitionSpec>> change) {
        Layout layout = Presets.expand(design);
        var partitions = new ArrayList<>(layout.partitions());
        change.accept(partitions);
        return design.withLayout(layout.withPartitions(partitions));
    }
}
