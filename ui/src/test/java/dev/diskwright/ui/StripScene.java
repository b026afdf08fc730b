package dev.diskwright.ui;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.testing.FakeServices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Designs to show on the strip, and a window around the real planner.
final class StripScene {
    private StripScene() {}

    /// {@return view models that plan with the core}
    static ViewModels models(JobRunner jobs, Path folder, Settings settings) {
        return TestWindow.of(jobs, folder, settings, new CoreServices(), new FakeServices())
                .models();
    }

    /// {@return a disk with these partitions}
    ///
    /// @param size of the disk, null for automatic
    static Design disk(@Nullable String size, PartitionSpec... partitions) {
        Design base = Design.of("tour", Preset.EFI);
        return base.withLayout(Layout.explicit(TableKind.GPT, null, List.of(partitions)))
                .withDisk(base.disk().withSize(size == null ? null : SizeText.parseFixed(size)));
    }

    /// {@return a partition}
    ///
    /// @param size an expression
    static PartitionSpec part(
            String name,
            String type,
            String size,
            @Nullable Filesystem files,
            @Nullable String mount) {
        return new PartitionSpec(
                name, type, null, null, null, SizeText.parse(size), null, List.of(), files, mount);
    }

    static Filesystem ext4(String label) {
        return new Filesystem.Ext4(label, null, 4096, 5);
    }

    static Filesystem vfat(String label) {
        return new Filesystem.Vfat(label, null, null, null);
    }

    /// {@return ESP, root, data and free space on 8 GiB}
    static Design four() {
        return disk(
                "8GiB",
                part("ESP", "esp", "512MiB", vfat("ESP"), "/boot"),
                part("root", "linux", "3GiB", ext4("root"), "/"),
                part("data", "linux", "2GiB", ext4("data"), "/data"));
    }

    /// {@return ESP, and root that takes the rest of 8 GiB}
    static Design rest() {
        return disk(
                "8GiB",
                part("ESP", "esp", "512MiB", vfat("ESP"), "/boot"),
                part("root", "linux", "rest", ext4("root"), "/"));
    }

    /// {@return a partition of every role, one pinned, free space in two places}
    static Design seven() {
        PartitionSpec pinned =
                part("data", "linux", "6GiB", ext4("data"), "/data")
                        .withPlace(
                                ByteSize.of(7 * Units.GIB),
                                null,
                                SizeExpression.fixed(6 * Units.GIB));
        return disk(
                "20GiB",
                part("bios-boot", "bios-boot", "1MiB", null, null),
                part("ESP", "esp", "512MiB", vfat("ESP"), "/efi"),
                part("boot", "xbootldr", "1GiB", vfat("boot"), "/boot"),
                part("root", "linux", "3GiB", ext4("root"), "/"),
                pinned,
                part("verity", "linux-root-x86-64-verity", "64MiB", null, null),
                part("swap", "linux-swap", "2GiB", null, null));
    }

    /// {@return as many partitions as wanted}
    static Design many(int count) {
        var all = new ArrayList<PartitionSpec>();
        String[] types = {"linux", "esp", "linux-swap", "xbootldr", "linux-home"};
        for (int i = 0; i < count; i++) {
            long size = (8L << i % 5) * Units.MIB;
            all.add(
                    part(
                            "part" + (i + 1),
                            types[i % types.length],
                            SizeText.exact(size),
                            null,
                            null));
        }
        return disk("64GiB", all.toArray(PartitionSpec[]::new));
    }

    /// {@return more than the disk holds}
    static Design over() {
        return disk(
                "6GiB",
                part("ESP", "esp", "512MiB", vfat("ESP"), "/boot"),
                part("root", "linux", "4GiB", ext4("root"), "/"),
                part("data", "linux", "2GiB", ext4("data"), "/data"),
                part("swap", "linux-swap", "1GiB", null, null));
    }

    /// {@return a disk without partitions}
    static Design empty() {
        return disk("8GiB");
    }

    /// Puts a design into the window.
    static void open(ViewModels models, Design design) {
        models.document().open(design, null, List.of(), false);
        models.shell().show(dev.diskwright.ui.shell.Screen.LAYOUT);
    }
}
