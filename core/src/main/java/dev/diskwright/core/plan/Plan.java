package dev.diskwright.core.plan;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.TableKind;
import java.util.List;
import java.util.Optional;

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
        List<Diagnostic> diagnostics,
        Known known) {
    /// Copies the lists.
    public Plan {
        segments = List.copyOf(segments);
        diagnostics = List.copyOf(diagnostics);
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
        var resolution = new Resolution(edited);
        Known adapted = known.adapted(resolution);
        return resolution.resolve(adapted, known.measuring());
    }
}
