package dev.diskwright.ui.edit;

import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.ui.layout.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a role means for a partition: its type, its file system, its mount point. What fits already stays.
public final class RoleChoice {
    /// The roles a partition can be given; others are found on disks, but nobody asks for them.
    public static final List<Role> ROLES =
            List.of(Role.ESP, Role.BOOT, Role.ROOT, Role.DATA, Role.SWAP, Role.VERITY, Role.RAW);

    private RoleChoice() {}

    /// {@return what the partition is for now}
    public static Role of(PartitionSpec spec) {
        return Role.of(
                spec.type(), spec.mount() == null ? "" : spec.mount(), spec.filesystem() != null);
    }

    /// {@return the partition, made to be `role`}
    public static PartitionSpec give(PartitionSpec spec, Role role, TableKind table) {
        if (of(spec) == role) {
            return spec;
        }
        String label = spec.filesystem() == null ? spec.name() : spec.filesystem().label();
        return switch (role) {
            case ESP -> made(spec, "esp", fat(spec, label), "/boot");
            case BOOT ->
                    made(
                            spec,
                            table == TableKind.MBR ? "bls-boot" : "xbootldr",
                            files(spec, label),
                            "/boot");
            case ROOT -> made(spec, "linux", ext4(spec, label), "/");
            case DATA ->
                    made(
                            spec,
                            "linux",
                            files(spec, label),
                            spec.mount() == null
                                            || spec.mount().equals("/")
                                            || spec.mount().equals("/boot")
                                    ? null
                                    : spec.mount());
            case SWAP -> made(spec, "linux-swap", swap(spec), null);
            case VERITY -> made(spec, "linux-root-x86-64-verity", null, null);
            case RAW -> made(spec, table == TableKind.MBR ? "linux" : "bios-boot", null, null);
            case FOREIGN -> spec;
        };
    }

    private static PartitionSpec made(
            PartitionSpec spec,
            String type,
            @Nullable Filesystem filesystem,
            @Nullable String mount) {
        return spec.withType(type).withFilesystem(filesystem).withMount(mount);
    }

    private static Filesystem fat(PartitionSpec spec, String label) {
        return spec.filesystem() instanceof Filesystem.Vfat it
                ? it
                : new Filesystem.Vfat(fatLabel(label), null, null, null);
    }

    private static String fatLabel(String label) {
        return label.length() > 11 ? label.substring(0, 11) : label;
    }

    private static Filesystem ext4(PartitionSpec spec, String label) {
        return spec.filesystem() instanceof Filesystem.Ext4 it
                ? it
                : new Filesystem.Ext4(
                        label.length() > 16 ? label.substring(0, 16) : label, null, 4096, 5);
    }

    private static Filesystem swap(PartitionSpec spec) {
        return spec.filesystem() instanceof Filesystem.Swap it ? it : new Filesystem.Swap("", null);
    }

    private static Filesystem files(PartitionSpec spec, String label) {
        return spec.filesystem() == null ? ext4(spec, label) : spec.filesystem();
    }
}
