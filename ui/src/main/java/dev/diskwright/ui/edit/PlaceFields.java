package dev.diskwright.ui.edit;

import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.form.FlagModel;
import dev.diskwright.ui.form.TextFieldModel;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// Where partitions lie: their start, whether it is pinned, their end, and how they are aligned.
public final class PlaceFields {
    private final PartitionTargets targets;
    private final SizeEcho echo;
    private final TextFieldModel start;
    private final TextFieldModel end;
    private final FlagModel pin;
    private final ReadOnlyStringWrapper alignment = new ReadOnlyStringWrapper("");

    /// Edits `targets`.
    public PlaceFields(PartitionTargets targets) {
        this.targets = targets;
        echo = new SizeEcho(targets.texts());
        start =
                new TextFieldModel(
                                "start",
                                this::echoOffset,
                                text ->
                                        targets.set(
                                                "edit.partition.start",
                                                it ->
                                                        it.withPlace(
                                                                offset(text), it.end(), it.size()),
                                                text))
                        .completeBy(SizeDraft::complete);
        end =
                new TextFieldModel(
                                "end",
                                this::echoOffset,
                                text ->
                                        targets.set(
                                                "edit.partition.end",
                                                it ->
                                                        it.withPlace(
                                                                it.start(),
                                                                offset(text),
                                                                text.isBlank() ? it.size() : null),
                                                text))
                        .completeBy(SizeDraft::complete);
        pin =
                new FlagModel(
                        "pin",
                        targets.texts().of("partition.pin"),
                        targets.texts().of("partition.pin.help"),
                        this::setPinned);
    }

    private static @Nullable ByteSize offset(String text) {
        return text.isBlank() ? null : SizeText.parseFixed(text);
    }

    private String echoOffset(String text) {
        if (text.isBlank()) {
            return "";
        }
        long bytes = echo.bytes(text, targets.design());
        return targets.texts().size(bytes);
    }

    /// Each partition is pinned where it lies now.
    private void setPinned(boolean on) {
        var plan = targets.planning().planProperty().get();
        var all = targets.document().explicitLayout().partitions();
        targets.setEach(
                on ? "edit.partition.pin" : "edit.partition.unpin",
                index -> {
                    PartitionSpec it = all.get(index);
                    if (!on || it.start() != null) {
                        return on ? it : it.withPlace(null, it.end(), it.size());
                    }
                    Segment.Partition resolved =
                            plan == null ? null : plan.partition(index).orElse(null);
                    return resolved == null
                            ? it
                            : it.withPlace(
                                    ByteSize.of(resolved.start()),
                                    it.end(),
                                    it.end() != null ? null : it.size());
                });
    }

    /// Shows the committed values of the targets; there is at least one.
    public void show() {
        Segment.Partition resolved = targets.resolved();
        start.unitProperty().set("MiB");
        end.unitProperty().set("MiB");
        targets.show(
                start,
                it -> it.start() == null ? "" : it.start().text(),
                resolved == null || resolved.spec().start() == null
                        ? ""
                        : display(resolved.start()),
                resolved == null
                        ? ""
                        : targets.texts()
                                .of("partition.start.follows", SizeText.display(resolved.start())));
        targets.show(
                end,
                it -> it.end() == null ? "" : it.end().text(),
                resolved == null || resolved.spec().end() == null ? "" : display(resolved.end()),
                resolved == null ? "" : SizeText.display(resolved.end()));
        Boolean pinned = targets.common(it -> it.start() != null);
        pin.show(pinned != null && pinned, pinned == null);
        alignment.set(resolved == null ? "" : alignmentOf(resolved.start()));
    }

    private String alignmentOf(long offset) {
        long grain = SizeEcho.grain(targets.design());
        return offset % grain == 0
                ? targets.texts().of("partition.aligned", SizeText.display(grain))
                : targets.texts()
                        .of(
                                "partition.unaligned",
                                SizeText.display(Long.lowestOneBit(offset)),
                                SizeText.display(grain));
    }

    private String display(long bytes) {
        return targets.texts().size(bytes);
    }

    /// {@return pinned start; empty follows the partition before}
    public TextFieldModel start() {
        return start;
    }

    /// {@return pinned end}
    public TextFieldModel end() {
        return end;
    }

    /// {@return whether the start is pinned}
    public FlagModel pin() {
        return pin;
    }

    /// {@return how it is aligned, in words; empty for several}
    public ReadOnlyStringProperty alignmentProperty() {
        return alignment.getReadOnlyProperty();
    }
}
