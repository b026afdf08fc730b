package dev.diskwright.ui.machine;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmDisk;
import dev.diskwright.core.design.VmDiskImage;
import dev.diskwright.core.design.VmDiskInterface;
import dev.diskwright.core.guest.GuestDisk;
import dev.diskwright.core.guest.GuestDisks;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.FlagModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The machine's disks, and what they are called in the guest.
public final class DisksViewModel {
    private final MachineForm form;
    private final ChoiceModel diskInterface;
    private final FlagModel inMemory;
    private final EntriesModel disks;
    private final ReadOnlyStringWrapper rootNote = new ReadOnlyStringWrapper("");

    DisksViewModel(MachineForm form) {
        this.form = form;
        diskInterface =
                form.choice(
                        "/vm/diskInterface",
                        "diskInterface",
                        "diskInterface",
                        key ->
                                form.vm()
                                        .withDiskInterface(
                                                VmDiskInterface.valueOf(
                                                        key.toUpperCase(Locale.ROOT))),
                        "virtio",
                        "scsi",
                        "ide",
                        "nvme",
                        "usb");
        inMemory =
                form.flag(
                        "inMemory", on -> form.vm().withDiskImage(on ? null : VmDiskImage.DEFAULT));
        disks = new EntriesModel("disk", this::entry, this::add, this::move);
    }

    private List<VmDisk> all() {
        return form.vm().emptyDiskImages();
    }

    private void set(String key, List<VmDisk> next, Object... arguments) {
        form.set(key, form.vm().withEmptyDiskImages(next), arguments);
    }

    private void add() {
        var next = new ArrayList<>(all());
        next.add(VmDisk.of(ByteSize.of(Units.GIB)));
        set("disk.add", next, next.size());
    }

    private void move(EntryModel entry, int step) {
        int from = disks.entries().indexOf(entry);
        set("disk.move", EntriesModel.moved(all(), from, step), from + 1);
    }

    private EntryModel entry(int index) {
        String path = "/vm/emptyDiskImages/" + index;
        TextFieldModel size =
                form.size(
                        path + "/size",
                        text ->
                                change(
                                        "disk.size",
                                        index,
                                        it -> it.withSize(SizeText.parseFixed(text)),
                                        text),
                        "GiB");
        TextFieldModel serial =
                TextFieldModel.plain(
                        path + "/serial",
                        text ->
                                change(
                                        "disk.serial",
                                        index,
                                        it -> it.withSerial(text.isBlank() ? null : text.strip()),
                                        text));
        var filesystem =
                new ChoiceModel(
                        path + "/filesystem",
                        form.context().options("machine.disk.filesystem", "blank", "ext4", "vfat"),
                        key ->
                                change(
                                        "disk.filesystem",
                                        index,
                                        it -> it.withFilesystem(made(key)),
                                        form.texts().of("machine.disk.filesystem." + key)));
        return new EntryModel(
                Integer.toString(index),
                path,
                List.of(
                        new EntryField.Line(form.texts().of("machine.disk.size"), size),
                        new EntryField.Line(form.texts().of("machine.disk.serial"), serial),
                        new EntryField.Choice(
                                form.texts().of("machine.disk.filesystem"), filesystem)),
                entry -> {
                    VmDisk it = all().get(index);
                    long bytes = it.size().inBytes(form.design().disk().sectorSize());
                    form.showSize(size, it.size().text(), bytes);
                    serial.promptProperty().set(it.withSerial(null).serialAt(index));
                    form.show(serial, it.serial());
                    Filesystem files = it.filesystem();
                    form.show(filesystem, files == null ? "blank" : files.type());
                    entry.describe(
                            form.texts().of("machine.disk.title", index + 1), device(path), "");
                },
                () -> change("disk.remove", index, _ -> null, index + 1));
    }

    private void change(
            String key,
            int index,
            java.util.function.Function<VmDisk, @Nullable VmDisk> change,
            Object argument) {
        set(key, EntriesModel.changed(all(), index, change), argument, index + 1);
    }

    private static Filesystem.@Nullable Writable made(String key) {
        return switch (key) {
            case "ext4" -> new Filesystem.Ext4("", null, 4096, 5);
            case "vfat" -> new Filesystem.Vfat("", null, null, null);
            default -> null;
        };
    }

    private String device(String path) {
        for (GuestDisk it : GuestDisks.of(form.design())) {
            if (it.path().equals(path)) {
                return it.device();
            }
        }
        return "";
    }

    void show(Design design) {
        Vm vm = design.vm();
        form.show(diskInterface, vm.diskInterface().name().toLowerCase(Locale.ROOT));
        inMemory.show(!vm.hasDisk());
        String problem = form.context().problem("/vm/diskImage");
        rootNote.set(
                !problem.isEmpty()
                        ? problem
                        : vm.hasDisk()
                                ? form.texts()
                                        .of(
                                                "machine.disk.root",
                                                design.name(),
                                                device("/vm/diskImage"))
                                : form.texts().of("machine.disk.noRoot"));
        disks.show(EntriesModel.places(vm.emptyDiskImages()));
    }

    /// {@return how disks are attached}
    public ChoiceModel diskInterface() {
        return diskInterface;
    }

    /// {@return whether the root is in memory}
    public FlagModel inMemory() {
        return inMemory;
    }

    /// {@return what the design's disk is called in the guest, or what is wrong with it}
    public ReadOnlyStringProperty rootNoteProperty() {
        return rootNote.getReadOnlyProperty();
    }

    /// {@return further disks}
    public EntriesModel disks() {
        return disks;
    }
}
