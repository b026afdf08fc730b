package dev.diskwright.ui.inspector;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Disk;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Reproducible;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.ui.edit.FormContext;
import dev.diskwright.ui.edit.SizeDraft;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The form for the disk as a whole: the design's name, size and output; its layout has a form of its own, and how it
/// boots and where its identifiers come from is edited elsewhere.
public final class DiskFormViewModel {
    private static final String AUTO = "auto";
    private static final String FIXED = "fixed";

    private final FormContext context;
    private final LayoutFormViewModel layout;
    private final ReadOnlyStringWrapper boot = new ReadOnlyStringWrapper("");
    private final TextFieldModel name;
    private final ChoiceModel format;
    private final ChoiceModel compress;
    private final ChoiceModel sizeMode;
    private final TextFieldModel size;
    private final TextFieldModel additionalSpace;
    private final ChoiceModel sectorSize;
    private Runnable bootOpener = () -> {};

    DiskFormViewModel(FormContext context) {
        this.context = context;
        layout = new LayoutFormViewModel(context);
        name =
                new TextFieldModel(
                        "/name",
                        this::checkName,
                        text -> context.apply("edit.name", new Edit.Rename(text.strip()), text));
        format =
                new ChoiceModel(
                        "/disk/format",
                        context.options(
                                "format",
                                Containers.ALL.stream()
                                        .map(ContainerFormat::name)
                                        .toArray(String[]::new)),
                        key -> set("edit.format", disk().withFormat(key), key));
        compress =
                new ChoiceModel(
                        "/disk/compress",
                        context.options("compress", "none", "zlib", "zstd"),
                        key ->
                                set(
                                        "edit.compress",
                                        disk().withCompress(
                                                        Disk.Compression.valueOf(
                                                                key.toUpperCase(Locale.ROOT))),
                                        context.texts().of("compress." + key)));
        sizeMode =
                new ChoiceModel(
                        "/disk/sizeMode",
                        context.options("disk.size", AUTO, FIXED),
                        this::setSizeMode);
        size = size("/disk/size", text -> set("edit.diskSize", disk().withSize(fixed(text)), text));
        additionalSpace =
                size(
                        "/disk/additionalSpace",
                        text ->
                                set(
                                        "edit.additionalSpace",
                                        disk().withAdditionalSpace(fixed(text)),
                                        text));
        sectorSize =
                new ChoiceModel(
                        "/disk/sectorSize",
                        context.options("disk.sector", "512", "4096"),
                        key ->
                                set(
                                        "edit.sectorSize",
                                        disk().withSectorSize(Integer.parseInt(key)),
                                        key));
    }

    private TextFieldModel size(String path, Consumer<String> commit) {
        return new TextFieldModel(path, this::echo, commit).completeBy(SizeDraft::complete);
    }

    private String echo(String text) {
        long bytes = context.bytes(text);
        return SizeDraft.isDecimal(text)
                ? context.texts().of("size.decimal", text, SizeText.display(bytes))
                : context.echoFixed(text);
    }

    private String checkName(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(context.texts().of("disk.name.empty"));
        }
        return "";
    }

    private static ByteSize fixed(String text) {
        return SizeText.parseFixed(text);
    }

    private Disk disk() {
        return context.document().require().disk();
    }

    private void set(String key, Disk next, String argument) {
        context.apply(key, new Edit.SetDisk(next), argument);
    }

    private void setSizeMode(String key) {
        if (key.equals(AUTO)) {
            set("edit.diskAuto", disk().withSize(null), "");
            return;
        }
        Plan plan = context.planning().planProperty().get();
        ByteSize now = plan == null ? fixed("1GiB") : ByteSize.of(plan.size());
        set("edit.diskSize", disk().withSize(now), now.text());
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void show(Design design) {
        Disk disk = design.disk();
        Plan plan = context.planning().shownProperty().get();
        String total = plan == null ? "" : SizeText.display(plan.size());
        boolean automatic = disk.size() == null;
        name.show(design.name(), "", context.problemAt("/name"));
        format.show(disk.format(), context.problemAt("/disk/format"));
        compress.shownProperty()
                .set(!disk.format().equals("raw") || disk.compress() != Disk.Compression.NONE);
        compress.show(
                disk.compress().name().toLowerCase(Locale.ROOT),
                context.problemAt("/disk/compress"));
        sizeMode.show(automatic ? AUTO : FIXED, "");
        String text = disk.size() == null ? "" : disk.size().text();
        size.shownProperty().set(!automatic);
        size.unitProperty().set(SizeDraft.unitOf(text, "MiB"));
        size.show(text, total, context.problemAt("/disk/size"));
        additionalSpace.shownProperty().set(automatic);
        additionalSpace.unitProperty().set(SizeDraft.unitOf(disk.additionalSpace().text(), "MiB"));
        additionalSpace.show(
                disk.additionalSpace().text(),
                plan == null ? "" : context.texts().of("disk.total", total),
                context.problemAt("/disk/additionalSpace"));
        sectorSize.show(Integer.toString(disk.sectorSize()), context.problemAt("/disk/sectorSize"));
        layout.show(design);
        boot.set(
                context.texts()
                        .of(
                                "disk.boot",
                                context.texts().of("boot.loader." + key(design.boot().loader())),
                                design.reproducible().identifiers()
                                                == Reproducible.Identifiers.NIXOS
                                        ? 1
                                        : 0));
    }

    /// Takes what brings into view where boot and identity are edited.
    public void onOpenBoot(Runnable newOpener) {
        bootOpener = newOpener;
    }

    /// Brings into view where boot and identity are edited.
    public void openBoot() {
        bootOpener.run();
    }

    /// {@return one line on how it boots and where its identifiers come from}
    public ReadOnlyStringProperty bootProperty() {
        return boot.getReadOnlyProperty();
    }

    /// {@return its layout as a whole}
    public LayoutFormViewModel layout() {
        return layout;
    }

    /// {@return name of the design}
    public TextFieldModel name() {
        return name;
    }

    /// {@return container format}
    public ChoiceModel format() {
        return format;
    }

    /// {@return compression inside the container}
    public ChoiceModel compress() {
        return compress;
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
}
