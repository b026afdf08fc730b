package dev.diskwright.ui.boot;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a loader needs, held against a design and what it comes to. A function of the two alone.
final class BootNeeds {
    private static final String IN_CONTENTS = "contents:";
    private static final List<String> KERNELS = List.of("vmlinuz", "bzImage", "Image");
    private static final List<String> INITRDS = List.of("initrd", "initramfs");

    private final Design design;
    private final @Nullable Plan plan;
    private final Layout layout;
    private final List<Need> needs = new ArrayList<>();

    private BootNeeds(Design design, @Nullable Plan plan) {
        this.design = design;
        this.plan = plan;
        layout = Presets.expand(design);
    }

    /// {@return what the design's loader needs, in the order in which a boot comes to it}
    ///
    /// @param plan of the design; null before there is one
    static List<Need> of(Design design, @Nullable Plan plan) {
        var it = new BootNeeds(design, plan);
        switch (design.boot().effectiveLoader()) {
            case NONE -> {
                if (design.boot().biosStartsKernel()) {
                    it.biosLinux();
                } else {
                    it.nothing();
                }
            }
            case AUTO, SELF_TEST -> it.selfTest();
            case UKI, GRUB -> it.linux(false);
            case SYSTEMD_BOOT -> it.linux(true);
        }
        return List.copyOf(it.needs);
    }

    private void nothing() {
        needs.add(Need.of("nothing", Need.State.INFO));
        needs.add(esp() >= 0 ? Need.has("esp", name(esp()), size(esp())) : optionalEsp());
        needs.add(
                bios()
                        ? Need.has("bios", layout.table() == TableKind.GPT ? 0 : 1)
                        : Need.of("bios", Need.State.INFO));
    }

    private Need optionalEsp() {
        return Need.of("esp", Need.State.INFO).withFix(addEsp());
    }

    private void selfTest() {
        boolean uefi = esp() >= 0;
        boolean either = uefi || bios();
        if (uefi) {
            needs.add(Need.has("esp", name(esp()), size(esp())));
        } else {
            needs.add(
                    Need.of("esp", either ? Need.State.ADVICE : Need.State.LACKS)
                            .withFix(addEsp()));
        }
        needs.add(
                bios()
                        ? Need.has("bios", layout.table() == TableKind.GPT ? 0 : 1)
                        : Need.of("bios", Need.State.INFO).withFix(addBiosBoot()));
        needs.add(Need.of("selfTest", Need.State.INFO).withChoice(Need.Choice.KERNEL));
        findKernel()
                .ifPresent(found ->
                        needs.add(
                                Need.of("kernelFound", Need.State.INFO, found)
                                        .withFix(
                                                new Edit.SetBoot(
                                                        design.boot()
                                                                .withKernel(
                                                                        IN_CONTENTS + found)))));
    }

    private void biosLinux() {
        kernel();
        initrd();
        root();
        other();
    }

    private void linux(boolean systemdBoot) {
        boolean byBios = design.boot().biosStartsKernel() && biosLoader();
        boolean byUefi = design.boot().uefiStartsKernel();
        if (byUefi && (!byBios || esp() >= 0 || design.boot().loader() != Boot.Loader.AUTO)) {
            kernelEsp();
        }
        if (byBios) {
            needs.add(Need.has("bios", layout.table() == TableKind.MBR ? 1 : 0));
        }
        if (systemdBoot) {
            file(
                    "systemdBoot",
                    design.boot().systemdBoot(),
                    "/boot/systemdBoot",
                    Need.Choice.SYSTEMD_BOOT);
        }
        kernel();
        initrd();
        root();
        other();
        needs.add(Need.of("secureBoot", Need.State.INFO));
    }

    /// What planning found wrong with what is booted as a whole.
    private void other() {
        if (plan != null) {
            for (Diagnostic it : plan.diagnostics()) {
                if (it.isError() && it.path().equals("/boot")) {
                    needs.add(Need.of("other", Need.State.LACKS, it.problem()));
                }
            }
        }
    }

    private void kernelEsp() {
        int esp = esp();
        if (esp < 0) {
            needs.add(Need.of("esp", Need.State.LACKS).withFix(addEsp()));
            return;
        }
        needs.add(Need.has("esp", name(esp), size(esp)));
        espRoom(esp);
        PartitionSpec spec = layout.partitions().get(esp);
        needs.add(
                spec.mount() == null
                        ? Need.of("espMount", Need.State.ADVICE)
                                .withFix(
                                        mounted("/boot")
                                                ? null
                                                : new Edit.SetPartition(
                                                        esp, spec.withMount("/boot")))
                        : Need.has("espMount", spec.mount()));
    }

    private void espRoom(int esp) {
        Segment.Partition resolved = plan == null ? null : plan.partition(esp).orElse(null);
        Volume volume = resolved == null ? null : resolved.volume();
        if (resolved == null || volume == null) {
            return;
        }
        long least = volume.minimumSize();
        String text = SizeText.display(least);
        if (least <= resolved.size() * 9 / 10) {
            needs.add(Need.has("espRoom", text, SizeText.display(resolved.size())));
            return;
        }
        long wanted = (least + least / 2 + 64 * Units.MIB - 1) / (64 * Units.MIB) * 64 * Units.MIB;
        boolean fits = least <= resolved.size();
        needs.add(
                Need.of(
                                "espRoom",
                                fits ? Need.State.ADVICE : Need.State.LACKS,
                                text,
                                SizeText.display(resolved.size()))
                        .withFix(growEsp(esp, resolved.start(), wanted)));
    }

    private Edit growEsp(int esp, long start, long wanted) {
        Preset preset = design.layout().preset();
        if (preset == Preset.EFI || preset == Preset.HYBRID) {
            return new Edit.SetBootSize(ByteSize.of(start + wanted));
        }
        PartitionSpec spec = layout.partitions().get(esp);
        return new Edit.SetPartition(
                esp,
                spec.withPlace(spec.start(), null, SizeText.parse(wanted / Units.MIB + "MiB")));
    }

    private void kernel() {
        String kernel = design.boot().kernel();
        if (kernel != null) {
            file("kernel", kernel, "/boot/kernel", Need.Choice.KERNEL);
            return;
        }
        String found = findKernel().orElse(null);
        Need need = Need.of("kernel", Need.State.LACKS, "", 0).withChoice(Need.Choice.KERNEL);
        needs.add(
                found == null
                        ? need
                        : new Need(
                                "kernelFound",
                                Need.State.LACKS,
                                List.of(found),
                                new Edit.SetBoot(design.boot().withKernel(IN_CONTENTS + found)),
                                Need.Choice.KERNEL));
    }

    private void file(String id, @Nullable String name, String path, Need.Choice choice) {
        if (name == null) {
            needs.add(Need.of(id, Need.State.LACKS, "", 0).withChoice(choice));
        } else if (missing(path)) {
            needs.add(Need.of(id, Need.State.LACKS, name, 1).withChoice(choice));
        } else {
            needs.add(Need.has(id, name, 1));
        }
    }

    private void initrd() {
        Boot boot = design.boot();
        if (boot.initramfs() != null) {
            needs.add(Need.of("initramfs", state("/boot/initramfs")));
            if (boot.initrd().isEmpty()) {
                return;
            }
        }
        if (boot.initrd().isEmpty()) {
            String found = find(INITRDS).orElse(null);
            needs.add(
                    found == null
                            ? Need.of("initrd", Need.State.INFO, 0)
                            : Need.of("initrdFound", Need.State.ADVICE, found)
                                    .withFix(
                                            new Edit.SetBoot(
                                                    boot.withInitrd(
                                                            List.of(IN_CONTENTS + found)))));
            return;
        }
        needs.add(
                missing("/boot/initrd")
                        ? Need.of("initrd", Need.State.LACKS, boot.initrd().size())
                        : Need.has("initrd", boot.initrd().size()));
    }

    private void root() {
        Optional<String> given =
                design.boot().cmdline().stream().filter(it -> it.startsWith("root=")).findFirst();
        if (given.isPresent()) {
            needs.add(Need.has("root", given.get(), 1));
            return;
        }
        for (int i = 0; i < layout.partitions().size(); i++) {
            PartitionSpec it = layout.partitions().get(i);
            if ("/".equals(it.mount()) && it.filesystem() != null) {
                String line = plan == null ? "" : plan.cmdline();
                needs.add(
                        line.startsWith("root=")
                                ? Need.has("root", line.split(" ", 2)[0], 2)
                                : Need.has("root", name(i), 0));
                return;
            }
        }
        needs.add(Need.of("root", Need.State.LACKS).withFix(mountRoot()));
    }

    /// {@return the edit that mounts the largest file system that is not the ESP; null if there is none}
    private @Nullable Edit mountRoot() {
        int best = -1;
        long most = -1;
        for (int i = 0; i < layout.partitions().size(); i++) {
            PartitionSpec it = layout.partitions().get(i);
            long size =
                    plan == null ? 0 : plan.partition(i).map(Segment.Partition::size).orElse(0L);
            if (it.filesystem() != null
                    && !it.type().equals("esp")
                    && it.mount() == null
                    && size > most) {
                best = i;
                most = size;
            }
        }
        return best < 0
                ? null
                : new Edit.SetPartition(best, layout.partitions().get(best).withMount("/"));
    }

    private int esp() {
        for (int i = 0; i < layout.partitions().size(); i++) {
            PartitionSpec it = layout.partitions().get(i);
            if (it.type().equals("esp") && it.filesystem() instanceof Filesystem.Vfat) {
                return i;
            }
        }
        return -1;
    }

    private boolean bios() {
        return switch (layout.table()) {
            case NONE -> false;
            case MBR, HYBRID -> true;
            case GPT -> layout.partitions().stream().anyMatch(it -> it.type().equals("bios-boot"));
        };
    }

    /// {@return whether there is a place for a loader that a BIOS starts}
    private boolean biosLoader() {
        return switch (layout.table()) {
            case NONE -> false;
            case MBR -> design.disk().sectorSize() == 512;
            case GPT, HYBRID ->
                    design.disk().sectorSize() == 512
                            && layout.partitions().stream()
                                    .anyMatch(it -> it.type().equals("bios-boot"));
        };
    }

    private Edit addEsp() {
        Preset preset = design.layout().preset();
        Edit ready =
                new Edit.SetLayout(
                        design.layout()
                                .withPreset(
                                        preset == Preset.LEGACY_GPT ? Preset.HYBRID : Preset.EFI)
                                .withPartitions(List.of()));
        if (preset != null || layout.partitions().isEmpty()) {
            return ready;
        }
        for (int i = 0; i < layout.partitions().size(); i++) {
            PartitionSpec it = layout.partitions().get(i);
            if (it.type().equals("esp")) {
                return new Edit.SetPartition(i, it.withFilesystem(vfat()));
            }
        }
        return new Edit.AddPartition(
                0,
                new PartitionSpec(
                        "ESP",
                        "esp",
                        null,
                        null,
                        null,
                        SizeText.parse("256MiB"),
                        null,
                        List.of(),
                        vfat(),
                        mounted("/boot") ? null : "/boot"));
    }

    private static Filesystem vfat() {
        return new Filesystem.Vfat("ESP", null, null, null);
    }

    private @Nullable Edit addBiosBoot() {
        if (design.layout().preset() == Preset.EFI) {
            return new Edit.SetLayout(design.layout().withPreset(Preset.HYBRID));
        }
        return layout.table() != TableKind.GPT
                ? null
                : new Edit.AddPartition(
                        0,
                        new PartitionSpec(
                                "bios",
                                "bios-boot",
                                null,
                                null,
                                null,
                                SizeText.parse("1MiB"),
                                null,
                                List.of(),
                                null,
                                null));
    }

    private boolean mounted(String point) {
        return layout.partitions().stream().anyMatch(it -> point.equals(it.mount()));
    }

    private String name(int index) {
        PartitionSpec it = layout.partitions().get(index);
        return it.name().isEmpty() ? it.type() : it.name();
    }

    private String size(int index) {
        return plan == null
                ? ""
                : plan.partition(index).map(it -> SizeText.display(it.size())).orElse("");
    }

    private Need.State state(String path) {
        return missing(path) ? Need.State.LACKS : Need.State.HAS;
    }

    private boolean missing(String path) {
        return plan != null
                && plan.diagnostics().stream()
                        .filter(Diagnostic::isError)
                        .anyMatch(it -> (it.path() + "/").startsWith(path + "/"));
    }

    private Optional<String> findKernel() {
        return find(KERNELS);
    }

    /// {@return the last file in `/boot` or `/` of the image whose name begins so}
    private Optional<String> find(List<String> beginnings) {
        if (plan == null) {
            return Optional.empty();
        }
        for (Segment.Partition it : plan.partitions()) {
            String mount = it.spec().mount();
            if (it.volume() == null || mount == null) {
                continue;
            }
            FileTree tree = it.volume().tree();
            for (String folder : mount.equals("/") ? List.of("/boot", "/") : List.of("/")) {
                Optional<String> name = find(tree.find(folder), beginnings);
                if (name.isPresent() && (mount.equals("/") || mount.equals("/boot"))) {
                    String base = mount.equals("/") ? folder : mount;
                    return name.map(found -> (base.equals("/") ? "" : base) + "/" + found);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> find(@Nullable FileNode folder, List<String> beginnings) {
        if (folder instanceof Directory directory) {
            for (String beginning : beginnings) {
                for (int i = directory.count() - 1; i >= 0; i--) {
                    FileNode node = directory.node(i);
                    if (directory.name(i).startsWith(beginning)
                            && (node instanceof RegularFile || node instanceof SymbolicLink)) {
                        return Optional.of(directory.name(i));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
