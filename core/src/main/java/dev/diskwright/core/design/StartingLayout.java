package dev.diskwright.core.design;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a new design can start from: presets, and layouts written out for what no preset covers.
public enum StartingLayout {
    /// GPT with an ESP: preset `efi`.
    EFI(Preset.EFI),
    /// GPT that either firmware boots: preset `hybrid`.
    HYBRID(Preset.HYBRID),
    /// MBR for a single-board computer: room for its raw firmware, FAT for what it reads, root.
    BOARD(null),
    /// GPT with two roots of which one is updated while the other runs, and data that both keep.
    AB(null),
    /// GPT without partitions.
    EMPTY(null),
    /// GPT with a BIOS boot partition: preset `legacy+gpt`.
    LEGACY_GPT(Preset.LEGACY_GPT),
    /// MBR with one active partition: preset `legacy`.
    LEGACY(Preset.LEGACY),
    /// One file system on the bare disk: preset `none`.
    NONE(Preset.NONE);

    private final @Nullable Preset preset;

    StartingLayout(@Nullable Preset preset) {
        this.preset = preset;
    }

    /// {@return a design with this layout and defaults for everything else}
    public Design design(String name) {
        if (preset != null) {
            return Design.of(name, preset);
        }
        Design plain = Design.of(name, Preset.EFI);
        return switch (this) {
            case BOARD ->
                    plain.withLayout(Layout.explicit(TableKind.MBR, null, board()))
                            .withBoot(plain.boot().withLoader(Boot.Loader.NONE));
            case AB -> plain.withLayout(Layout.explicit(TableKind.GPT, null, pair()));
            default ->
                    plain.withLayout(Layout.explicit(TableKind.GPT, null, List.of()))
                            .withDisk(plain.disk().withSize(SizeText.parseFixed("8GiB")))
                            .withBoot(plain.boot().withLoader(Boot.Loader.NONE));
        };
    }

    /// What boards with firmware in the first 16 MiB of their card expect.
    private static List<PartitionSpec> board() {
        return List.of(
                partition("firmware", "0xda", "1MiB", "15MiB", null, null),
                partition("boot", "0x0c", null, "256MiB", vfat("BOOT"), "/boot")
                        .withFlags(List.of("active")),
                partition("root", "0x83", null, "rest", ext4("root"), "/"));
    }

    private static List<PartitionSpec> pair() {
        return List.of(
                partition("ESP", "esp", null, "512MiB", vfat("ESP"), "/boot"),
                partition("root-a", "linux-root-x86-64", null, "2GiB", ext4("root-a"), "/"),
                partition("root-b", "linux-root-x86-64", null, "2GiB", null, null)
                        .withFlags(List.of("no-auto")),
                partition("data", "linux-var", null, "rest min 256MiB", ext4("data"), "/var"));
    }

    private static PartitionSpec partition(
            String name,
            String type,
            @Nullable String start,
            String size,
            @Nullable Filesystem filesystem,
            @Nullable String mount) {
        return Shape.defaults(PartitionSpec.class)
                .withName(name)
                .withType(type)
                .withPlace(
                        start == null ? null : SizeText.parseFixed(start),
                        null,
                        SizeText.parse(size))
                .withFilesystem(filesystem)
                .withMount(mount);
    }

    private static Filesystem vfat(String label) {
        return Shape.defaults(Filesystem.Vfat.class).withLabel(label);
    }

    private static Filesystem ext4(String label) {
        return Shape.defaults(Filesystem.Ext4.class).withLabel(label);
    }

    /// {@return its stable name: that of its preset, or a word of its own}
    @Override
    public String toString() {
        return preset == null ? name().toLowerCase(Locale.ROOT) : preset.toString();
    }
}
