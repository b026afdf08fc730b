package dev.diskwright.core.plan;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.guest.GuestDisk;
import dev.diskwright.core.guest.GuestDisks;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a design comes to: every size and identifier resolved. All views and the build read this one value.
///
/// @param design the design it was made from
/// @param size of the disk in bytes
/// @param sectorSize logical sector size in bytes
/// @param table kind of partition table
/// @param diskId disk GUID, or MBR signature as eight hex digits; empty without a table
/// @param segments everything on the disk in the order of offsets, without gaps; overlapping partitions stand one
///     after the other, and what runs off the disk stands last
/// @param cmdline the kernel command line in effect; empty if no kernel is booted
/// @param derived files that follow from the design, those that the image does not get among them
/// @param diagnostics everything wrong with the design, worst first
/// @param known what was learned of sources, for [#preview] and [Planner#image]
public record Plan(
        Design design,
        long size,
        int sectorSize,
        TableKind table,
        String diskId,
        List<Segment> segments,
        String cmdline,
        List<DerivedFile> derived,
        List<Diagnostic> diagnostics,
        Known known) {
    /// Copies the lists.
    public Plan {
        segments = List.copyOf(segments);
        derived = List.copyOf(derived);
        diagnostics = List.copyOf(diagnostics);
    }

    /// A disk of the virtual machine.
    ///
    /// @param serial by which the guest tells it from others
    /// @param device persistent path by which it is to be named: of its file system, or else of itself
    public record Disk(String serial, String device) {}

    /// {@return the disk that `design` describes, as its machine has it; null if it has none}
    static @Nullable GuestDisk disk(Design design) {
        return GuestDisks.of(design).stream()
                .filter(it -> it.blank() == null)
                .findFirst()
                .orElse(null);
    }

    /// {@return the disks of the virtual machine, that of the design first if it has it}
    public List<Disk> disks() {
        List<Segment.Partition> partitions = partitions();
        boolean whole = table == TableKind.NONE && !partitions.isEmpty();
        return GuestDisks.of(design).stream()
                .map(it ->
                        new Disk(
                                it.serial(),
                                whole && it.blank() == null
                                        ? partitions.getFirst().device()
                                        : it.device()))
                .toList();
    }

    /// {@return the partitions in disk order}
    public List<Segment.Partition> partitions() {
        return segments.stream()
                .filter(Segment.Partition.class::isInstance)
                .map(Segment.Partition.class::cast)
                .toList();
    }

    /// {@return the partition made from entry `index` of the explicit layout's list}
    public Optional<Segment.Partition> partition(int index) {
        return partitions().stream().filter(partition -> partition.index() == index).findFirst();
    }

    /// {@return whether it can be built: resolved, and without errors}
    public boolean isBuildable() {
        return !segments.isEmpty() && !Diagnostic.anyError(diagnostics);
    }

    /// {@return what an edited design comes to, as far as this plan's sources tell} Fast, and without a look at the host,
    /// so that it can follow a gesture. For edits of places, sizes and order and for new or removed partitions without
    /// contents it has the sizes that planning would give; what only planning can know, such as the files behind edited
    /// contents, stays as it is here. A disk cannot be laid out from it.
    public Plan preview(Design edited) {
        var resolution = new Resolution(edited, known.proved());
        Known adapted = known.adapted(resolution);
        return resolution.resolve(adapted, known.measuring());
    }
}
