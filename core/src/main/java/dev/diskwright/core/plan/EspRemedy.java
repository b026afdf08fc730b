package dev.diskwright.core.plan;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Fix;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.TableKind;
import java.util.List;
import java.util.Set;

/// Gives a disk that UEFI cannot start what it lacks.
final class EspRemedy {
    private static final Set<String> LACKING = Set.of(BootPlan.NO_FIRMWARE, BootPlan.NO_ESP);
    private static final Set<String> ROOM = Set.of("LAY-061", "LAY-063", "LAY-064", "FS-023");
    private static final long SIZE = 256 * Units.MIB;

    private EspRemedy() {}

    /// Adds the remedy to the problems that it mends.
    static void add(Design design, Known known, List<Diagnostic> found) {
        if (found.stream().noneMatch(it -> LACKING.contains(it.code()))) {
            return;
        }
        Fix fix =
                design.layout().preset() == null
                        ? partition(design)
                        : new Fix(
                                "Use the preset efi",
                                new Edit.SetLayout(design.layout().withPreset(Preset.EFI)));
        if (design.layout().table() != TableKind.NONE && mends(design, known, fix)) {
            found.replaceAll(
                    it -> LACKING.contains(it.code()) ? it.withFix(fix.label(), fix.edit()) : it);
        }
    }

    private static Fix partition(Design design) {
        boolean free =
                design.layout().partitions().stream().noneMatch(it -> "/boot".equals(it.mount()));
        var esp =
                new PartitionSpec(
                        "ESP",
                        "esp",
                        null,
                        null,
                        null,
                        SizeExpression.fixed(SIZE),
                        null,
                        List.of(),
                        new Filesystem.Vfat("ESP", null, null, null),
                        free ? "/boot" : null);
        return new Fix("Add an EFI system partition of 256 MiB", new Edit.AddPartition(0, esp));
    }

    private static boolean mends(Design design, Known known, Fix fix) {
        var resolution = new Resolution(fix.edit().apply(design));
        Plan plan = resolution.resolve(known.adapted(resolution), known.measuring());
        return plan.diagnostics().stream()
                .noneMatch(it -> LACKING.contains(it.code()) || ROOM.contains(it.code()));
    }
}
