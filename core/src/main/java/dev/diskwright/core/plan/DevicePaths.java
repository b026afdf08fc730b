package dev.diskwright.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.guest.GuestDisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Persistent names of block devices as udev's rules make them. Names that depend on the order of discovery or on a bus
/// address are never used.
final class DevicePaths {
    private DevicePaths() {}

    /// What a partition, or the one file system of a disk without a table, is told by. Empty is what there is none of.
    ///
    /// @param number in the table; 0 without a table
    record Tags(String label, String uuid, String partLabel, String partUuid, int number) {}

    /// {@return the names of each partition, the one to use first} A file system goes by its label or UUID, a partition
    /// without one by its own, a bare disk by its serial. A label that two of them have names neither.
    ///
    /// @param disk that they are on; null if the machine has none
    static List<List<String>> of(List<Tags> all, @Nullable GuestDisk disk) {
        Map<String, Integer> labels = new HashMap<>();
        Map<String, Integer> partLabels = new HashMap<>();
        for (Tags it : all) {
            labels.merge(it.label(), 1, Integer::sum);
            partLabels.merge(it.partLabel(), 1, Integer::sum);
        }
        var paths = new ArrayList<List<String>>();
        for (Tags it : all) {
            var of = new ArrayList<String>();
            if (!it.label().isEmpty() && labels.getOrDefault(it.label(), 0) == 1) {
                of.add(byLabel(it.label()));
            }
            if (!it.uuid().isEmpty()) {
                of.add(byUuid(it.uuid()));
            }
            if (!it.partUuid().isEmpty()) {
                of.add(byPartUuid(it.partUuid()));
            }
            if (!it.partLabel().isEmpty() && partLabels.getOrDefault(it.partLabel(), 0) == 1) {
                of.add(byPartLabel(it.partLabel()));
            }
            if (disk != null) {
                of.add(it.number() == 0 ? disk.device() : disk.partition(it.number()));
            }
            paths.add(List.copyOf(of));
        }
        return List.copyOf(paths);
    }

    static String byUuid(String uuid) {
        return "/dev/disk/by-uuid/" + uuid;
    }

    static String byPartUuid(String partUuid) {
        return "/dev/disk/by-partuuid/" + partUuid;
    }

    static String byLabel(String label) {
        return "/dev/disk/by-label/" + encoded(label);
    }

    static String byPartLabel(String name) {
        return "/dev/disk/by-partlabel/" + encoded(name);
    }

    /// udev keeps letters, digits, `#+-.:=@_` and non-ASCII UTF-8; every other byte becomes `\xHH`.
    private static String encoded(String name) {
        var encoded = new StringBuilder();
        name.codePoints()
                .forEach(c -> {
                    if (c > 0x7f || Character.isLetterOrDigit(c) || "#+-.:=@_".indexOf(c) >= 0) {
                        encoded.appendCodePoint(c);
                    } else {
                        for (byte b : Character.toString(c).getBytes(UTF_8)) {
                            encoded.append("\\x%02x".formatted(b & 0xff));
                        }
                    }
                });
        return encoded.toString();
    }
}
