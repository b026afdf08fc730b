package dev.diskwright.core.plan;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Fix;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.fs.fat.FatParameters;
import java.util.List;

/// Labels that FAT can hold in place of ones that it cannot.
final class FatLabel {
    private static final int LONGEST = 11;

    private FatLabel() {}

    /// {@return the edit that gives partition `index` of an explicit layout a right label; empty if its label is right}
    static List<Fix> fixes(Design design, int index) {
        if (design.layout().preset() != null) {
            return List.of();
        }
        PartitionSpec spec = design.layout().partitions().get(index);
        if (!(spec.filesystem() instanceof Filesystem.Vfat it)
                || FatParameters.labelProblem(it.label()).isEmpty()) {
            return List.of();
        }
        String plain = it.label().replaceAll("[^\\p{Alnum} _-]", "_").replaceFirst("^ +", "");
        String label = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
        String right = FatParameters.labelProblem(label).isEmpty() ? label : "";
        return List.of(
                new Fix(
                        right.isEmpty()
                                ? "Leave the label out"
                                : "Label it \"%s\"".formatted(right),
                        new Edit.SetPartition(index, spec.withFilesystem(it.withLabel(right)))));
    }
}
