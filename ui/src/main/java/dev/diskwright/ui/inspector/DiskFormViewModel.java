package dev.diskwright.ui.inspector;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Disk;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Reproducible;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The form for the disk as a whole: the design's name, the output, size, layout and identifiers.
public final class DiskFormViewModel {
    private static final String AUTO = "auto";
    private static final String FIXED = "fixed";
    private static final String OWN = "own";

    private final FormContext context;
    private final TextFieldModel name;
    private final ChoiceModel format;
    private final ChoiceModel sizeMode;
    private final TextFieldModel size;
    private final TextFieldModel additionalSpace;
    private final ChoiceModel sectorSize;
    private final ChoiceModel preset;
    private final ChoiceModel table;
    private final TextFieldModel bootSize;
    private final ChoiceModel rootFilesystem;
    private final TextFieldModel rootLabel;
    private final TextFieldModel align;
    private final TextFieldModel diskId;
    private final ChoiceModel identifiers;
    private final TextFieldModel seed;
    private final TextFieldModel timestamp;

    DiskFormViewModel(FormContext context) {
        this.context = context;
        name =
                new TextFieldModel(
                        "/name",
                        this::checkName,
                        text -> context.apply("edit.name", new Edit.Rename(text.strip()), text));
        format =
                new ChoiceModel(
                        "/disk/format",
                        formats(),
                        key -> disk("edit.format", disk().withFormat(key), key));
        sizeMode =
                new ChoiceModel(
                        "/disk/size", context.options("disk.size", AUTO, FIXED), this::setSizeMode);
        size =
                new TextFieldModel(
                        "/disk/size",
                        context::echoFixed,
                        text -> disk("edit.diskSize", disk().withSize(fixed(text)), text));
        additionalSpace =
                new TextFieldModel(
                        "/disk/additionalSpace",
                        context::echoFixed,
                        text ->
                                disk(
                                        "edit.additionalSpace",
                                        disk().withAdditionalSpace(fixed(text)),
                                        text));
        sectorSize =
                new ChoiceModel(
                        "/disk/sectorSize",
                        context.options("disk.sector", "512", "4096"),
                        key ->
                                disk(
                                        "edit.sectorSize",
                                        disk().withSectorSize(Integer.parseInt(key)),
                                        key));
        preset = new ChoiceModel("/layout/preset", presets(), this::setPreset);
        table =
                new ChoiceModel(
                        "/layout/table",
                        context.options("table", "gpt", "mbr", "hybrid", "none"),
                        key -> {
                            TableKind kind = TableKind.valueOf(key.toUpperCase(Locale.ROOT));
                            layout("edit.table", layout().withTable(kind), key);
                        });
        bootSize =
                new TextFieldModel(
                        "/layout/bootSize",
                        context::echoFixed,
                        text ->
                                context.apply(
                                        "edit.bootSize", new Edit.SetBootSize(fixed(text)), text));
        rootFilesystem =
                new ChoiceModel(
                        "/layout/rootFilesystem",
                        context.options("filesystem", "ext4", "vfat"),
                        key -> layout("edit.rootFilesystem", withRootFilesystem(key), key));
        rootLabel =
                TextFieldModel.plain(
                        "/layout/rootLabel",
                        text -> layout("edit.rootLabel", layout().withRootLabel(text), text));
        align =
                new TextFieldModel(
                        "/layout/align",
                        context::echoFixed,
                        text -> layout("edit.align", withAlign(fixed(text)), text));
        diskId =
                TextFieldModel.plain(
                        "/layout/diskId",
                        text -> layout("edit.diskId", withDiskId(blankToNull(text)), text));
        identifiers =
                new ChoiceModel(
                        "/reproducible/identifiers",
                        context.options("identifiers", "derived", "nixos"),
                        key ->
                                reproducible(
                                        "edit.identifiers",
                                        reproducible()
                                                .withIdentifiers(
                                                        Reproducible.Identifiers.valueOf(
                                                                key.toUpperCase(Locale.ROOT))),
                                        key));
        seed =
                TextFieldModel.plain(
                        "/reproducible/seed",
                        text -> reproducible("edit.seed", reproducible().withSeed(text), text));
        timestamp =
                new TextFieldModel(
                        "/reproducible/timestamp",
                        this::echoTimestamp,
                        text ->
                                reproducible(
                                        "edit.timestamp",
                                        reproducible().withTimestamp(seconds(text)),
                                        text));
    }

    private List<ChoiceModel.Option> formats() {
        return Containers.ALL.isEmpty()
                ? context.options("format", "qcow2", "raw")
                : context.options(
                        "format",
                        Containers.ALL.stream().map(ContainerFormat::name).toArray(String[]::new));
    }

    private List<ChoiceModel.Option> presets() {
        return context.options("preset", "none", "legacy", "legacy+gpt", "efi", "hybrid", OWN);
    }

    private String checkName(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(context.texts().of("disk.name.empty"));
        }
        return "";
    }

    private String echoTimestamp(String text) {
        return context.texts()
                .of("disk.timestamp.echo", java.time.Instant.ofEpochSecond(seconds(text)));
    }

    private long seconds(String text) {
        return context.number(text, 0, 0xffff_ffffL);
    }

    private static ByteSize fixed(String text) {
        return SizeText.parseFixed(text);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private Disk disk() {
        return context.document().require().disk();
    }

    private Layout layout() {
        return context.document().require().layout();
    }

    private Reproducible reproducible() {
        return context.document().require().reproducible();
    }

    private void disk(String key, Disk next, String argument) {
        context.apply(key, new Edit.SetDisk(next), argument);
    }

    private void layout(String key, Layout next, String argument) {
        context.apply(key, new Edit.SetLayout(next), argument);
    }

    private void reproducible(String key, Reproducible next, String argument) {
        context.apply(key, new Edit.SetReproducible(next), argument);
    }

    private void setSizeMode(String key) {
        if (key.equals(AUTO)) {
            disk("edit.diskAuto", disk().withSize(null), "");
            return;
        }
        Plan plan = context.planning().planProperty().get();
        ByteSize now = plan == null ? fixed("1GiB") : ByteSize.of(plan.size());
        disk("edit.diskSize", disk().withSize(now), now.text());
    }

    private void setPreset(String key) {
        if (key.equals(OWN)) {
            layout("edit.ownLayout", context.document().explicitLayout(), "");
            return;
        }
        for (Preset it : Preset.values()) {
            if (it.toString().equals(key)) {
                layout(
                        "edit.preset",
                        layout().withPreset(it).withPartitions(List.of()),
                        context.texts().of("preset." + key));
            }
        }
    }

    private Layout withRootFilesystem(String type) {
        Layout it = layout();
        return new Layout(
                it.preset(),
                it.bootSize(),
                type,
                it.rootLabel(),
                it.table(),
                it.diskId(),
                it.align(),
                it.partitions());
    }

    private Layout withAlign(ByteSize grain) {
        Layout it = layout();
        return new Layout(
                it.preset(),
                it.bootSize(),
                it.rootFilesystem(),
                it.rootLabel(),
                it.table(),
                it.diskId(),
                grain,
                it.partitions());
    }

    private Layout withDiskId(@Nullable String id) {
        Layout it = layout();
        return new Layout(
                it.preset(),
                it.bootSize(),
                it.rootFilesystem(),
                it.rootLabel(),
                it.table(),
                id,
                it.align(),
                it.partitions());
    }

    void show(Design design) {
        Disk disk = design.disk();
        Layout layout = design.layout();
        Plan plan = context.planning().planProperty().get();
        boolean automatic = disk.size() == null;
        name.show(design.name(), "", context.problem("/name"));
        format.show(disk.format(), context.problem("/disk/format"));
        sizeMode.show(automatic ? AUTO : FIXED, "");
        size.shownProperty().set(!automatic);
        size.show(
                disk.size() == null ? "" : disk.size().text(),
                plan == null ? "" : SizeText.display(plan.size()),
                context.problem("/disk/size"));
        additionalSpace.shownProperty().set(automatic);
        additionalSpace.show(
                disk.additionalSpace().text(),
                plan == null ? "" : context.texts().of("disk.total", SizeText.display(plan.size())),
                context.problem("/disk/additionalSpace"));
        sectorSize.show(Integer.toString(disk.sectorSize()), context.problem("/disk/sectorSize"));
        showLayout(layout, plan);
        Reproducible reproducible = design.reproducible();
        identifiers.show(reproducible.identifiers().name().toLowerCase(Locale.ROOT), "");
        seed.promptProperty().set(design.name());
        seed.show(reproducible.seed(), "", context.problem("/reproducible/seed"));
        String time = Long.toString(reproducible.timestamp());
        timestamp.show(time, timeText(reproducible), context.problem("/reproducible/timestamp"));
    }

    private String timeText(Reproducible reproducible) {
        try {
            return context.texts()
                    .of(
                            "disk.timestamp.echo",
                            java.time.Instant.ofEpochSecond(reproducible.timestamp()));
        } catch (java.time.DateTimeException _) {
            return "";
        }
    }

    private void showLayout(Layout layout, @Nullable Plan plan) {
        Preset chosen = layout.preset();
        boolean ready = chosen != null;
        boolean esp = chosen == Preset.EFI || chosen == Preset.HYBRID;
        preset.show(chosen == null ? OWN : chosen.toString(), context.problem("/layout/preset"));
        table.shownProperty().set(!ready);
        table.show(
                layout.table().name().toLowerCase(Locale.ROOT), context.problem("/layout/table"));
        bootSize.shownProperty().set(esp);
        bootSize.show(layout.bootSize().text(), "", context.problem("/layout/bootSize"));
        rootFilesystem.shownProperty().set(ready);
        rootFilesystem.show(layout.rootFilesystem(), context.problem("/layout/rootFilesystem"));
        rootLabel.shownProperty().set(ready);
        rootLabel.show(layout.rootLabel(), "", context.problem("/layout/rootLabel"));
        align.show(layout.align().text(), "", context.problem("/layout/align"));
        diskId.promptProperty()
                .set(
                        plan == null || plan.diskId().isEmpty()
                                ? context.texts().of("inspector.derived")
                                : plan.diskId());
        diskId.shownProperty().set(chosen != Preset.NONE && layout.table() != TableKind.NONE);
        String id = layout.diskId();
        diskId.show(id == null ? "" : id, "", context.problem("/layout/diskId"));
    }

    /// {@return name of the design}
    public TextFieldModel name() {
        return name;
    }

    /// {@return container format}
    public ChoiceModel format() {
        return format;
    }

    /// {@return whether the size is automatic}
    public ChoiceModel sizeMode() {
        return sizeMode;
    }

    /// {@return size of the disk}
    public TextFieldModel size() {
        return size;
    }

    /// {@return free space of an automatic size}
    public TextFieldModel additionalSpace() {
        return additionalSpace;
    }

    /// {@return sector size}
    public ChoiceModel sectorSize() {
        return sectorSize;
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

    /// {@return where identifiers come from}
    public ChoiceModel identifiers() {
        return identifiers;
    }

    /// {@return seed of identifiers}
    public TextFieldModel seed() {
        return seed;
    }

    /// {@return time of everything}
    public TextFieldModel timestamp() {
        return timestamp;
    }
}
