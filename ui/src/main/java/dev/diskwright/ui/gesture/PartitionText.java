package dev.diskwright.ui.gesture;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Partitions as text for the clipboard: a design document that holds nothing else, so that it can be read by whatever
/// reads designs.
public final class PartitionText {
    private PartitionText() {}

    /// A partition from such a text.
    ///
    /// @param size in bytes, as far as the text tells; 0 if it does not
    public record Copied(PartitionSpec spec, long size) {}

    /// {@return entries of a design's explicit layout as text}
    public static String write(Design design, List<Integer> indices) {
        Layout layout = Presets.expand(design);
        List<PartitionSpec> some = indices.stream().map(layout.partitions()::get).toList();
        return DesignJson.write(
                Design.of(design.name(), dev.diskwright.core.design.Preset.EFI)
                        .withLayout(layout.withPartitions(some)));
    }

    /// {@return the partitions in a text; empty if it holds none}
    public static Optional<List<Copied>> read(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        Design design = DesignJson.read(text).design();
        if (design == null || design.layout().partitions().isEmpty()) {
            return Optional.empty();
        }
        var all = new ArrayList<Copied>();
        for (PartitionSpec it : design.layout().partitions()) {
            all.add(new Copied(it, size(it, design.disk().sectorSize())));
        }
        return Optional.of(all);
    }

    private static long size(PartitionSpec it, int sectorSize) {
        if (it.size() != null && it.size().base() instanceof SizeExpression.Fixed(var fixed)) {
            return Math.max(0, fixed.inBytes(sectorSize));
        }
        return it.start() != null && it.end() != null
                ? Math.max(0, it.end().inBytes(sectorSize) - it.start().inBytes(sectorSize))
                : Purpose.DATA.size();
    }
}
