package dev.diskwright.ui.inspector;

import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.ui.edit.FormContext;
import dev.diskwright.ui.edit.SizeDraft;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The layout as a whole, a part of the disk's form: ready or own, its table, its grain.
public final class LayoutFormViewModel {
    private static final String OWN = "own";

    private final FormContext context;
    private final ChoiceModel preset;
    private final ChoiceModel table;
    private final TextFieldModel bootSize;
    private final ChoiceModel rootFilesystem;
    private final TextFieldModel rootLabel;
    private final TextFieldModel align;
    private final TextFieldModel diskId;

    LayoutFormViewModel(FormContext context) {
        this.context = context;
        preset =
                new ChoiceModel(
                        "/layout/preset",
                        context.options(
                                "preset", "none", "legacy", "legacy+gpt", "efi", "hybrid", OWN),
                        this::setPreset);
        table =
                new ChoiceModel(
                        "/layout/table",
                        context.options("table", "gpt", "mbr", "hybrid", "none"),
                        key ->
                                set(
                                        "edit.table",
                                        layout().withTable(
                                                        TableKind.valueOf(
                                                                key.toUpperCase(Locale.ROOT))),
                                        context.texts().of("table." + key)));
        bootSize =
                size(
                        "/layout/bootSize",
                        text ->
                                context.apply(
                                        "edit.bootSize", new Edit.SetBootSize(fixed(text)), text));
        rootFilesystem =
                new ChoiceModel(
                        "/layout/rootFilesystem",
                        context.options("filesystem", "ext4", "vfat"),
                        key ->
                                set(
                                        "edit.rootFilesystem",
                                        with(key, layout().diskId(), layout().align()),
                                        context.texts().of("filesystem." + key)));
        rootLabel =
                TextFieldModel.plain(
                        "/layout/rootLabel",
                        text -> set("edit.rootLabel", layout().withRootLabel(text), text));
        align =
                size(
                                "/layout/align",
                                text ->
                                        set(
                                                "edit.align",
                                                with(
                                                        layout().rootFilesystem(),
                                                        layout().diskId(),
                                                        fixed(text)),
                                                text))
                        .suggest(() -> context.options("grain", "4KiB", "64KiB", "1MiB", "4MiB"));
        diskId =
                TextFieldModel.plain(
                        "/layout/diskId",
                        text ->
                                set(
                                        "edit.diskId",
                                        with(
                                                layout().rootFilesystem(),
                                                text.isBlank() ? null : text.strip(),
                                                layout().align()),
                                        text));
    }

    private TextFieldModel size(String path, java.util.function.Consumer<String> commit) {
        var field =
                new TextFieldModel(path, context::echoFixed, commit)
                        .completeBy(SizeDraft::complete);
        field.unitProperty().set("MiB");
        return field;
    }

    private static ByteSize fixed(String text) {
        return SizeText.parseFixed(text);
    }

    private Layout layout() {
        return context.document().require().layout();
    }

    private void set(String key, Layout next, String argument) {
        context.apply(key, new Edit.SetLayout(next), argument);
    }

    private Layout with(String rootFilesystem, @Nullable String diskId, ByteSize align) {
        Layout it = layout();
        return new Layout(
                it.preset(),
                it.bootSize(),
                rootFilesystem,
                it.rootLabel(),
                it.table(),
                diskId,
                align,
                it.partitions());
    }

    private void setPreset(String key) {
        if (key.equals(OWN)) {
            set("edit.ownLayout", context.document().explicitLayout(), "");
            return;
        }
        for (Preset it : Preset.values()) {
            if (it.toString().equals(key)) {
                set(
                        "edit.preset",
                        layout().withPreset(it).withPartitions(List.of()),
                        context.texts().of("preset." + key));
            }
        }
    }

    void show(Design design) {
        Layout layout = design.layout();
        Plan plan = context.planning().shownProperty().get();
        Preset chosen = layout.preset();
        boolean ready = chosen != null;
        boolean esp = chosen == Preset.EFI || chosen == Preset.HYBRID;
        preset.show(chosen == null ? OWN : chosen.toString(), context.problemAt("/layout/preset"));
        table.shownProperty().set(!ready);
        table.show(
                layout.table().name().toLowerCase(Locale.ROOT), context.problemAt("/layout/table"));
        bootSize.shownProperty().set(esp);
        bootSize.show(layout.bootSize().text(), "", context.problemAt("/layout/bootSize"));
        rootFilesystem.shownProperty().set(ready);
        rootFilesystem.show(layout.rootFilesystem(), context.problemAt("/layout/rootFilesystem"));
        rootLabel.shownProperty().set(ready);
        rootLabel.show(layout.rootLabel(), "", context.problemAt("/layout/rootLabel"));
        align.show(layout.align().text(), "", context.problemAt("/layout/align"));
        diskId.promptProperty()
                .set(
                        plan == null || plan.diskId().isEmpty()
                                ? context.texts().of("inspector.derived")
                                : plan.diskId());
        diskId.shownProperty().set(chosen != Preset.NONE && layout.table() != TableKind.NONE);
        String id = layout.diskId();
        diskId.show(id == null ? "" : id, "", context.problemAt("/layout/diskId"));
    }

    /// {@return preset, or own partitions}
    public ChoiceModel preset() {
        return preset;
    }

    /// {@return kind of table}
    public ChoiceModel table() {
        return table;
    }

    /// {@return where the ESP ends}
    public TextFieldModel bootSize() {
        return bootSize;
    }

    /// {@return root file system of a preset}
    public ChoiceModel rootFilesystem() {
        return rootFilesystem;
    }

    /// {@return label of the root file system of a preset}
    public TextFieldModel rootLabel() {
        return rootLabel;
    }

    /// {@return grain}
    public TextFieldModel align() {
        return align;
    }

    /// {@return disk identifier}
    public TextFieldModel diskId() {
        return diskId;
    }
}
