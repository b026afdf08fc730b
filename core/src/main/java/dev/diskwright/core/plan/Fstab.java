package dev.diskwright.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The file systems of a design as `/etc/fstab` lists them, by persistent names (fstab(5)).
final class Fstab {
    static final String PATH = "/etc/fstab";

    private Fstab() {}

    /// {@return the file} What holds others comes before them.
    ///
    /// @param partitions of the explicit layout
    /// @param devices persistent names of each, the one to use first
    /// @param growing index of the one whose file system grows when it is first mounted, -1 for none
    static DerivedFile file(
            List<PartitionSpec> partitions, List<List<String>> devices, int growing) {
        var lines = new ArrayList<Line>();
        var swaps = new ArrayList<String>();
        for (int i = 0; i < partitions.size(); i++) {
            PartitionSpec it = partitions.get(i);
            Filesystem filesystem = it.filesystem();
            if (filesystem instanceof Filesystem.Swap && !devices.get(i).isEmpty()) {
                swaps.add("%s none swap sw 0 0\n".formatted(escaped(devices.get(i).getFirst())));
            } else if (it.mount() != null && filesystem != null && !devices.get(i).isEmpty()) {
                lines.add(
                        new Line(
                                devices.get(i).getFirst(),
                                it.mount(),
                                type(filesystem),
                                filesystem instanceof Filesystem.Packed,
                                i == growing));
            }
        }
        lines.sort(Comparator.comparing(Line::mount));
        var text = new StringBuilder("# Mount points. Derived by Diskwright from the design.\n");
        lines.forEach(it -> text.append(it.text()));
        swaps.forEach(text::append);
        return new DerivedFile(PATH, text.toString(), "Mount points", DerivedFile.State.ADDED);
    }

    private record Line(String device, String mount, String type, boolean readOnly, boolean grows) {
        String text() {
            String options = type.equals("vfat") ? "umask=0077" : readOnly ? "ro" : "defaults";
            if (grows) {
                options += ",x-systemd.growfs";
            }
            int pass = readOnly ? 0 : mount.equals("/") ? 1 : 2;
            return "%s %s %s %s 0 %d\n"
                    .formatted(escaped(device), escaped(mount), type, options, pass);
        }
    }

    private static String type(Filesystem filesystem) {
        return switch (filesystem) {
            case Filesystem.Formatted made -> made.type();
            case Filesystem.Image _, Filesystem.Verity _ -> "auto";
        };
    }

    /// Fields end at blanks; a backslash begins three octal digits.
    private static String escaped(String field) {
        var escaped = new StringBuilder();
        field.codePoints()
                .forEach(c -> {
                    if (c <= ' ' || c == '\\' || c == '#' || c == 0x7f) {
                        for (byte b : Character.toString(c).getBytes(UTF_8)) {
                            escaped.append("\\%03o".formatted(b & 0xff));
                        }
                    } else {
                        escaped.appendCodePoint(c);
                    }
                });
        return escaped.toString();
    }
}
