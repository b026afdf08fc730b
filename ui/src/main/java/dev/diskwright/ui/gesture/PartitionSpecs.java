package dev.diskwright.ui.gesture;

import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.TableKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a partition of a purpose looks like in a given layout: type, name, file system and mount point.
final class PartitionSpecs {
    private PartitionSpecs() {}

    /// {@return why this layout has no place for such a partition; null if it has}
    static @Nullable Phrase refusal(Layout layout, Purpose purpose) {
        if (layout.table() == TableKind.NONE && !layout.partitions().isEmpty()) {
            return Phrase.of("new.noTable");
        }
        boolean mbr = layout.table() == TableKind.MBR;
        return mbr && purpose == Purpose.VERITY ? Phrase.of("new.noVerity") : null;
    }

    /// {@return a partition without a size}
    static PartitionSpec of(Layout layout, Purpose purpose) {
        boolean gpt = layout.table() == TableKind.GPT || layout.table() == TableKind.HYBRID;
        boolean code = purpose == Purpose.RAW && gpt && !hasType(layout, "bios-boot");
        String name =
                freeName(
                        layout, code ? "bios-boot" : purpose == Purpose.ESP ? "ESP" : purpose.id());
        return new PartitionSpec(
                name,
                code ? "bios-boot" : type(purpose),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                filesystem(purpose, name),
                mount(layout, purpose));
    }

    /// {@return the same partition for another purpose: its place, name and identifier stay}
    static PartitionSpec turned(Layout layout, PartitionSpec spec, Purpose purpose) {
        Filesystem wanted = filesystem(purpose, spec.name());
        Filesystem had = spec.filesystem();
        boolean same = had != null && wanted != null && had.type().equals(wanted.type());
        String mount = mount(layout, purpose);
        boolean gpt = layout.table() == TableKind.GPT || layout.table() == TableKind.HYBRID;
        boolean code = purpose == Purpose.RAW && gpt && !hasType(layout, "bios-boot");
        return spec.withType(code ? "bios-boot" : type(purpose))
                .withFilesystem(same ? had : wanted)
                .withMount(
                        wanted == null ? null : mount != null ? mount : keptMount(spec, purpose));
    }

    private static @Nullable String keptMount(PartitionSpec spec, Purpose purpose) {
        return purpose == Purpose.DATA && !"/".equals(spec.mount()) ? spec.mount() : null;
    }

    private static String type(Purpose purpose) {
        return switch (purpose) {
            case ESP -> "esp";
            case BOOT -> "xbootldr";
            case SWAP -> "linux-swap";
            case VERITY -> "linux-root-x86-64-verity";
            case ROOT, DATA, RAW -> "linux";
        };
    }

    private static @Nullable Filesystem filesystem(Purpose purpose, String name) {
        return switch (purpose) {
            case ESP, BOOT -> new Filesystem.Vfat(cut(name, 11), null, null, null);
            case ROOT, DATA -> new Filesystem.Ext4(cut(name, 16), null, 4096, 5);
            case SWAP -> new Filesystem.Swap("", null);
            case RAW, VERITY -> null;
        };
    }

    /// {@return as much of `name` as a label holds; none if it is not plain}
    private static String cut(String name, int limit) {
        return name.matches("[A-Za-z0-9_-]*")
                ? name.substring(0, Math.min(limit, name.length()))
                : "";
    }

    private static @Nullable String mount(Layout layout, Purpose purpose) {
        return switch (purpose) {
            case ESP -> firstFree(layout, "/boot", "/efi");
            case BOOT -> firstFree(layout, "/boot");
            case ROOT -> firstFree(layout, "/");
            case DATA -> firstFree(layout, "/data", "/data2", "/data3", "/data4");
            case SWAP, RAW, VERITY -> null;
        };
    }

    private static @Nullable String firstFree(Layout layout, String... mounts) {
        for (String mount : mounts) {
            if (layout.partitions().stream().noneMatch(it -> mount.equals(it.mount()))) {
                return mount;
            }
        }
        return null;
    }

    private static boolean hasType(Layout layout, String type) {
        return layout.partitions().stream().anyMatch(it -> it.type().equals(type));
    }

    /// {@return `name`, with a number behind it if another partition has it, within what a GPT holds}
    static String freeName(Layout layout, String name) {
        String stem = name.isEmpty() ? "partition" : name;
        for (int number = 1; ; number++) {
            String tail = number == 1 ? "" : Integer.toString(number);
            int room = Names.GPT_UNITS - tail.length();
            String candidate = stem.substring(0, Math.min(room, stem.length())) + tail;
            if (layout.partitions().stream().noneMatch(it -> it.name().equals(candidate))) {
                return candidate;
            }
        }
    }
}
