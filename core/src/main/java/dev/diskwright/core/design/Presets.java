package dev.diskwright.core.design;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Presets written out: the five layouts of NixOS's image builder with its numbers, names, types, flags and labels.
/// Sizes are meant in binary and aligned, and the last partition fills the disk.
public final class Presets {
    /// Where the ESP begins.
    private static final ByteSize ESP_START = SizeText.parseFixed("8MiB");

    private Presets() {}

    /// NixOS's constants, the same in every image it builds.
    public static final class Nixos {
        /// Disk GUID as it ends up on disk.
        public static final UUID DISK = UUID.fromString("97fd5997-f390-0b4a-a3f8-d106c1723aea");

        /// First partition of a GPT.
        public static final UUID FIRST = UUID.fromString("1c06f03b-704e-4657-b9cd-681a087a2fdc");

        /// BIOS boot partition where it is number 2.
        public static final UUID SECOND = UUID.fromString("970c694f-afd0-4b99-b750-cdb7a329ab6f");

        /// Root partition and its file system.
        public static final UUID ROOT = UUID.fromString("f222513b-ded1-49fa-b591-20ce86a2fe7f");

        private Nixos() {}
    }

    /// {@return the layout without a preset: what its preset stands for, or itself}
    public static Layout expand(Design design) {
        Layout layout = design.layout();
        Preset preset = layout.preset();
        if (preset == null) {
            return layout;
        }
        boolean nixos = design.reproducible().identifiers() == Reproducible.Identifiers.NIXOS;
        ByteSize grain = layout.align();
        Filesystem root = root(layout, nixos);
        List<PartitionSpec> partitions = new ArrayList<>();
        switch (preset) {
            case NONE -> partitions.add(rootPartition("", "linux", null, root, null));
            case LEGACY ->
                    partitions.add(
                            rootPartition("", "linux", grain, root, null)
                                    .withFlags(List.of("active")));
            case LEGACY_GPT -> {
                partitions.add(
                        biosBoot(
                                1,
                                grain,
                                ByteSize.of(2 * grain.bytes()),
                                nixos ? Nixos.FIRST : null));
                partitions.add(
                        rootPartition("primary", "linux", null, root, nixos ? Nixos.ROOT : null));
            }
            case EFI -> {
                partitions.add(esp(layout, nixos));
                partitions.add(
                        rootPartition("primary", "linux", null, root, nixos ? Nixos.ROOT : null));
            }
            case HYBRID -> {
                partitions.add(esp(layout, nixos));
                // In what the table and its grain leave free, unaligned by design.
                partitions.add(
                        biosBoot(2, firstUsable(design), grain, nixos ? Nixos.SECOND : null));
                partitions.add(
                        rootPartition("primary", "linux", null, root, nixos ? Nixos.ROOT : null)
                                .withNumber(3));
            }
        }
        TableKind table =
                switch (preset) {
                    case NONE -> TableKind.NONE;
                    case LEGACY -> TableKind.MBR;
                    case LEGACY_GPT, EFI, HYBRID -> TableKind.GPT;
                };
        String diskId = nixos && table == TableKind.GPT ? Nixos.DISK.toString() : layout.diskId();
        return new Layout(
                null,
                layout.bootSize(),
                layout.rootFilesystem(),
                layout.rootLabel(),
                table,
                diskId,
                grain,
                partitions);
    }

    private static ByteSize firstUsable(Design design) {
        long sectors = design.disk().sectorSize() == 4096 ? 6 : 34;
        return new ByteSize(0, sectors, sectors + "s");
    }

    private static Filesystem root(Layout layout, boolean nixos) {
        return layout.rootFilesystem().equals("vfat")
                ? Shape.defaults(Filesystem.Vfat.class).withLabel(layout.rootLabel())
                : new Filesystem.Ext4(layout.rootLabel(), nixos ? Nixos.ROOT : null, 4096, 5);
    }

    private static PartitionSpec esp(Layout layout, boolean nixos) {
        return new PartitionSpec(
                "ESP",
                "esp",
                1,
                ESP_START,
                layout.bootSize(),
                null,
                nixos ? Nixos.FIRST : null,
                List.of(),
                new Filesystem.Vfat("ESP", nixos ? "1234-ABCD" : null, null, null),
                "/boot");
    }

    private static PartitionSpec biosBoot(
            int number, ByteSize start, ByteSize end, @Nullable UUID id) {
        return new PartitionSpec(
                "no-fs", "bios-boot", number, start, end, null, id, List.of(), null, null);
    }

    private static PartitionSpec rootPartition(
            String name,
            String type,
            @Nullable ByteSize start,
            Filesystem root,
            @Nullable UUID id) {
        return new PartitionSpec(
                name, type, null, start, null, SizeExpression.rest(), id, List.of(), root, "/");
    }
}
