package dev.diskwright.core.container.vma;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.container.Options;
import dev.diskwright.core.container.Output;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The machine's configuration, as `qmrestore` wants it: a line for each disk, and one that maps it to a device. What is
/// given stays as it is; what it lacks is added.
final class Configuration {
    static final String FILE = "qemu-server.conf";

    private static final String MAP = "#qmdump#map:";
    private static final String KEY = "(?:scsi|virtio|ide|sata|efidisk|tpmstate)[0-9]{1,3}";
    private static final Map<String, Integer> PLACES = places();
    private static final Pattern DISK = Pattern.compile("(" + KEY + "):\\s*(\\S+)\\s*");
    private static final Pattern DEVICE = Pattern.compile("drive-(" + KEY + ")(?:-backup)?");
    private static final Pattern MAPPED =
            Pattern.compile(MAP + "([^:]*):([^:]*):([^:]*):([^:]*):\\s*");

    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> disks = new LinkedHashMap<>(); // values by key
    private final Map<String, String> keys = new LinkedHashMap<>(); // by device, as it is mapped
    private final Set<String> cds = new HashSet<>(); // what would be their devices
    private final Options options;
    private final String storage;
    private final String vmid;

    /// {@return how many disks Proxmox has on each bus, the best first}
    private static Map<String, Integer> places() {
        var places = new LinkedHashMap<String, Integer>();
        places.put("scsi", 31);
        places.put("virtio", 16);
        places.put("sata", 6);
        places.put("ide", 4);
        return Collections.unmodifiableMap(places);
    }

    /// @param text what is given; empty to have one made
    Configuration(String text, Options options) {
        this.options = options;
        storage = options.text("storage", "[A-Za-z][A-Za-z0-9._-]*");
        vmid = Long.toString(options.number("vmid", 100, 999_999_999));
        if (text.isBlank()) {
            derive();
        } else {
            text.lines().forEach(this::take);
        }
    }

    private void derive() {
        String bus = bus();
        boolean uefi = options.choice("firmware", "seabios", "ovmf").equals("ovmf");
        String name = options.text("name", "([A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?)?");
        if (uefi) {
            lines.add("bios: ovmf");
        }
        lines.add("boot: order=" + bus + "0");
        lines.add("cores: " + options.number("cores", 1, 8192));
        lines.add("memory: " + options.number("memory", 16, 1L << 32));
        if (!name.isEmpty()) {
            lines.add("name: " + name);
        }
        lines.add("ostype: l26");
        if (bus.equals("scsi")) {
            lines.add("scsihw: virtio-scsi-single");
        }
    }

    private void take(String line) {
        Matcher mapped = MAPPED.matcher(line);
        if (mapped.matches()) {
            keys.putIfAbsent(mapped.group(2), mapped.group(1));
            return; // written again, if there is such a device
        }
        Matcher disk = DISK.matcher(line);
        if (disk.matches()) {
            if (disk.group(2).contains("media=cdrom")) {
                cds.add("drive-" + disk.group(1));
            } else {
                disks.putIfAbsent(disk.group(1), disk.group(2));
            }
        }
        lines.add(line);
    }

    /// {@return names for the devices} They are those of the disks where these can be, and else what the configuration
    /// has disks for, in its order.
    List<String> deviceNames(List<Output.Disk> of) {
        Set<String> taken = new HashSet<>();
        for (Output.Disk disk : of) {
            if (DEVICE.matcher(disk.name()).matches()) {
                taken.add(disk.name());
            }
        }
        var free = new ArrayList<String>();
        keys.forEach((device, _) -> addFree(free, taken, device));
        disks.forEach((key, _) -> addFree(free, taken, "drive-" + key));
        addFurther(free, taken, of.size());
        Set<String> given = new HashSet<>();
        var names = new ArrayList<String>();
        for (Output.Disk disk : of) {
            boolean keeps = taken.contains(disk.name()) && given.add(disk.name());
            names.add(keeps ? disk.name() : free.removeFirst());
        }
        return names;
    }

    /// Goes on where the configuration has no disk: on the bus that is asked for, then where Proxmox has places left.
    private void addFurther(List<String> free, Set<String> taken, int count) {
        var buses = new ArrayList<String>(List.of(bus()));
        buses.addAll(PLACES.keySet());
        for (String bus : buses) {
            for (int i = 0; i < PLACES.getOrDefault(bus, 0) && free.size() < count; i++) {
                addFree(free, taken, "drive-" + bus + i);
            }
        }
        for (int i = PLACES.getOrDefault(bus(), 0); free.size() < count; i++) {
            addFree(free, taken, "drive-" + bus() + i); // more than Proxmox takes
        }
    }

    private String bus() {
        return options.choice("bus", "scsi", "virtio", "sata", "ide");
    }

    private void addFree(List<String> free, Set<String> taken, String device) {
        if (DEVICE.matcher(device).matches()
                && !taken.contains(device)
                && !cds.contains(device)
                && !free.contains(device)) {
            free.add(device);
        }
    }

    /// {@return the file's text}
    ///
    /// @param names of the devices
    String text(List<String> names, List<Output.Disk> of) {
        var maps = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            String device = names.get(i);
            String key = keys.getOrDefault(device, key(device));
            if (!disks.containsKey(key)) {
                String value =
                        "%s:vm-%s-disk-%d,size=%s"
                                .formatted(storage, vmid, i, size(of.get(i).size()));
                disks.put(key, value);
                lines.add(key + ": " + value);
            }
            String value = disks.getOrDefault(key, "");
            int colon = value.indexOf(':');
            String place = colon < 0 ? storage : value.substring(0, colon);
            maps.add("%s%s:%s:%s:raw:".formatted(MAP, key, device, place));
        }
        return String.join("\n", lines) + "\n" + String.join("\n", maps) + "\n";
    }

    private static String key(String device) {
        Matcher matcher = DEVICE.matcher(device);
        return matcher.matches() ? matcher.group(1) : device;
    }

    /// {@return a size as Proxmox writes it, in the largest unit of which it is a whole number}
    private static String size(long bytes) {
        String units = "KMGT";
        long size = bytes;
        int unit = -1;
        while (size > 0 && size % Units.KIB == 0 && unit < units.length() - 1) {
            size /= Units.KIB;
            unit++;
        }
        return unit < 0 ? Long.toString(size) : size + units.substring(unit, unit + 1);
    }

    /// Tells what would keep Proxmox from restoring the devices.
    static void check(String text, List<String> devices, Consumer<String> told) {
        Map<String, String> keys = new LinkedHashMap<>(); // by device
        Set<String> disks = new HashSet<>();
        for (String line : text.lines().toList()) {
            Matcher map = MAPPED.matcher(line);
            Matcher disk = DISK.matcher(line);
            if (map.matches()) {
                keys.put(map.group(2), map.group(1));
            } else if (disk.matches()) {
                disks.add(disk.group(1));
            } else if (line.matches("(lock|parent|unused[0-9]+):.*|\\[.*")) {
                told.accept("\"%s\" does not belong in an archive".formatted(line));
            }
        }
        keys.forEach((device, key) -> {
            if (!devices.contains(device)) {
                told.accept("maps %s, which is no device".formatted(device));
            } else if (!disks.contains(key)) {
                told.accept("has no line for the disk %s that it maps".formatted(key));
            }
        });
        for (String device : devices) {
            if (!keys.containsKey(device)) {
                told.accept("does not map the device %s".formatted(device));
            }
        }
    }
}
