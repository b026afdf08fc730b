package dev.diskwright.core.vm.export;

import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.design.VmShare;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The devices of a domain: each is one argument or several that refer to each other by identifiers.
final class LibvirtDevices {
    private static final Map<String, String> ACCESS =
            Map.of("passthrough", "passthrough", "mapped-xattr", "mapped", "mapped", "mapped");

    private final ExportedMachine machine;
    private final List<Argument> left = new ArrayList<>();
    private final Element devices = new Element("devices");
    private final Set<String> controllers = new HashSet<>(); // models that are written already
    private int virtioDisks;
    private int scsiDisks;
    private boolean memory;
    private @Nullable Element video;

    LibvirtDevices(ExportedMachine machine) {
        this.machine = machine;
    }

    /// {@return the arguments that are no devices with elements}
    List<Argument> takeFrom(List<Argument> arguments) throws ExportException {
        left.addAll(arguments);
        for (Argument argument : arguments) {
            if (left.contains(argument) && take(argument)) {
                left.remove(argument);
            }
        }
        return List.copyOf(left);
    }

    /// {@return whether devices of the host share the guest's memory}
    boolean sharesMemory() {
        return memory;
    }

    private boolean take(Argument argument) throws ExportException {
        return switch (argument.option()) {
            case "device" -> !argument.text().startsWith("{") && takeDevice(argument.properties());
            case "net" ->
                    argument.text().startsWith("nic,")
                            && takeInterface(
                                    Properties.of(argument.text(), "driver"),
                                    argument.properties().get("model", ""));
            case "virtfs" -> takeShare(argument.properties());
            default -> false;
        };
    }

    private boolean takeDevice(Properties it) throws ExportException {
        return switch (it.get("driver", "")) {
            case "virtio-blk-pci", "virtio-blk" ->
                    takeDisk(it, "virtio", "vd" + letters(virtioDisks));
            case "scsi-hd" -> takeDisk(it, "scsi", "sd" + letters(scsiDisks));
            case "ide-hd" -> takeDisk(it, hasIde() ? "ide" : "sata", "");
            case "usb-storage" -> takeDisk(it, "usb", "sd" + letters(scsiDisks));
            case "virtio-scsi-pci", "virtio-scsi" ->
                    it.hasOnly("driver", "id") && put("scsi", "virtio-scsi");
            case "qemu-xhci" -> it.hasOnly("driver", "id", "p2", "p3") && putUsb(it.get("p2"));
            case "usb-ehci" -> it.hasOnly("driver", "id") && put("usb", "ehci");
            case "ich9-ahci" -> it.hasOnly("driver", "id") && put("sata", "");
            case "VGA" -> takeScreen(it, "vga");
            case "virtio-gpu-pci" -> takeScreen(it, "virtio");
            case "usb-tablet" -> it.hasOnly("driver", "bus") && putInput("tablet", "usb");
            case "usb-kbd" -> it.hasOnly("driver", "bus") && putInput("keyboard", "usb");
            case "virtio-keyboard", "virtio-keyboard-pci" ->
                    it.hasOnly("driver") && putInput("keyboard", "virtio");
            case "virtio-rng-pci" -> it.hasOnly("driver") && putRandom();
            case "virtio-net-pci", "virtio-net" -> takeInterface(it, "virtio");
            case "e1000", "e1000e", "rtl8139" -> takeInterface(it, it.get("driver", ""));
            case "virtio-9p-pci" -> takeShareDevice(it);
            case "vhost-user-fs-pci" -> takeVirtiofs(it);
            case "virtserialport" -> takeAgent(it);
            case "tpm-tis", "tpm-crb", "tpm-spapr", "tpm-tis-device" -> takeTpm(it);
            default -> false;
        };
    }

    /// {@return whether the machine has ports of parallel ATA}
    private boolean hasIde() {
        return machine.design().vm().architecture() == VmArchitecture.X86_64
                && !machine.design().vm().effectiveMachine().contains("q35");
    }

    /// {@return `a` to `z`, `aa` …}
    private static String letters(int index) {
        String last = String.valueOf((char) ('a' + index % 26));
        return index < 26 ? last : letters(index / 26 - 1) + last;
    }

    private boolean put(String type, String model) throws ExportException {
        if (!controllers.add(type)) {
            return false;
        }
        Element controller = devices.add("controller").with("type", type).with("index", "0");
        if (!model.isEmpty()) {
            controller.with("model", model);
        }
        return true;
    }

    private boolean putUsb(@Nullable String ports) throws ExportException {
        if (!controllers.add("usb")) {
            return false;
        }
        Element controller = devices.add("controller").with("type", "usb").with("index", "0");
        controller.with("model", "qemu-xhci");
        if (ports != null) {
            controller.with("ports", ports);
        }
        return true;
    }

    private boolean takeScreen(Properties it, String model) throws ExportException {
        if (video != null || !it.hasOnly("driver", "xres", "yres")) {
            return false;
        }
        video = devices.add("video");
        Element kind = video.add("model").with("type", model);
        if (it.get("xres") != null && it.get("yres") != null) {
            kind.add("resolution").with("x", it.get("xres", "")).with("y", it.get("yres", ""));
        }
        return true;
    }

    private boolean putInput(String type, String bus) throws ExportException {
        devices.add("input").with("type", type).with("bus", bus);
        return true;
    }

    private boolean putRandom() throws ExportException {
        Element random = devices.add("rng").with("model", "virtio");
        random.add("backend").with("model", "random").setText("/dev/urandom");
        return true;
    }

    private Optional<Argument> find(String option, Predicate<Properties> predicate) {
        return left.stream()
                .filter(it -> it.is(option) && !it.text().startsWith("{"))
                .filter(it -> predicate.test(it.properties()))
                .findFirst();
    }

    private Optional<Argument> byId(String option, @Nullable String id) {
        return find(option, it -> id != null && it.has("id", id));
    }

    private boolean takeDisk(Properties device, String bus, String target) throws ExportException {
        if (!device.hasOnly(
                        "driver",
                        "id",
                        "drive",
                        "bus",
                        "serial",
                        "bootindex",
                        "scsi-id",
                        "lun",
                        "channel",
                        "unit",
                        "removable")
                || bus.equals("virtio") && device.get("bus") != null) {
            return false;
        }
        Argument drive = byId("drive", device.get("drive")).orElse(null);
        if (drive == null) {
            return false;
        }
        Properties it = drive.properties();
        String format = it.get("format");
        if (!it.has("if", "none")
                || format == null
                || !it.hasOnly(
                        "file",
                        "format",
                        "id",
                        "if",
                        "index",
                        "cache",
                        "werror",
                        "rerror",
                        "discard",
                        "detect-zeroes",
                        "readonly",
                        "media",
                        "aio")
                || !it.get("media", "disk").equals("disk")) {
            return false;
        }
        left.remove(drive);
        Element disk = devices.add("disk").with("type", "file").with("device", "disk");
        Element driver = disk.add("driver").with("name", "qemu").with("type", format);
        copy(it, "cache", driver, "cache");
        copy(it, "werror", driver, "error_policy");
        copy(it, "rerror", driver, "rerror_policy");
        copy(it, "aio", driver, "io");
        copy(it, "discard", driver, "discard");
        copy(it, "detect-zeroes", driver, "detect_zeroes");
        disk.add("source").with("file", machine.absolute(it.get("file", "")));
        if (device.get("logical_block_size") != null) {
            Element sizes = disk.add("blockio");
            copy(device, "logical_block_size", sizes, "logical_block_size");
            copy(device, "physical_block_size", sizes, "physical_block_size");
        }
        disk.add("target").with("dev", target.isEmpty() ? sata(bus) : target).with("bus", bus);
        if (bus.equals("virtio")) {
            virtioDisks++;
        } else {
            scsiDisks++;
        }
        if (it.has("readonly", "on")) {
            disk.add("readonly");
        }
        if (device.get("serial") != null) {
            disk.add("serial", device.get("serial", ""));
        }
        String order = device.get("bootindex");
        if (order != null) {
            // libvirt counts from 1
            disk.add("boot").with("order", order.equals("0") ? "1" : order);
        }
        return true;
    }

    private String sata(String bus) {
        return (bus.equals("ide") ? "hd" : "sd") + letters(scsiDisks);
    }

    private static void copy(Properties from, String key, Element to, String attribute)
            throws ExportException {
        String value = from.get(key);
        if (value != null) {
            to.with(attribute, value);
        }
    }

    private boolean takeInterface(Properties device, String model) throws ExportException {
        if (!device.hasOnly(
                "driver", "id", "netdev", "mac", "macaddr", "model", "bootindex", "romfile")) {
            return false;
        }
        Argument netdev = byId("netdev", device.get("netdev")).orElse(null);
        if (netdev == null) {
            return false;
        }
        Properties it = netdev.properties();
        String source = it.get("mcast", it.get("listen", it.get("connect", "")));
        int colon = source.lastIndexOf(':');
        String kind = kind(it);
        if (kind.isEmpty() || !kind.equals("user") && colon < 0) {
            return false;
        }
        left.remove(netdev);
        Element card = devices.add("interface").with("type", kind);
        String mac = device.get("mac", device.get("macaddr", ""));
        if (!mac.isEmpty()) {
            card.add("mac").with("address", mac);
        }
        if (!kind.equals("user")) {
            Element end = card.add("source");
            if (colon > 0) {
                end.with("address", source.substring(0, colon));
            }
            end.with("port", source.substring(colon + 1));
        }
        card.add("model").with("type", model);
        String order = device.get("bootindex");
        if (order != null) {
            card.add("boot").with("order", order.equals("0") ? "1" : order);
        }
        String rom = device.get("romfile");
        if (rom != null) {
            if (rom.isEmpty()) {
                card.add("rom").with("enabled", "no");
            } else {
                card.add("rom").with("file", machine.absolute(rom));
            }
        }
        return true;
    }

    /// {@return libvirt's word for a back end that says exactly the same; empty for none} A multicast group that is kept to
    /// the loopback device is not one of them: libvirt would let it out.
    private static String kind(Properties it) {
        return switch (it.get("type", "")) {
            case "user" -> it.hasOnly("type", "id") ? "user" : "";
            case "socket" ->
                    it.hasOnly("type", "id", "mcast")
                            ? "mcast"
                            : it.hasOnly("type", "id", "listen")
                                    ? "server"
                                    : it.hasOnly("type", "id", "connect") ? "client" : "";
            default -> "";
        };
    }

    private boolean takeShare(Properties share) throws ExportException {
        return share.has("fsdriver", "local")
                && share.hasOnly(
                        "fsdriver", "path", "security_model", "mount_tag", "id", "readonly")
                && putShare(share, share.get("mount_tag", ""));
    }

    private boolean takeShareDevice(Properties device) throws ExportException {
        Argument files = byId("fsdev", device.get("fsdev")).orElse(null);
        if (files == null || !device.hasOnly("driver", "id", "fsdev", "mount_tag")) {
            return false;
        }
        Properties it = files.properties();
        boolean taken =
                it.has("fsdriver", "local")
                        && it.hasOnly("fsdriver", "path", "security_model", "id", "readonly")
                        && putShare(it, device.get("mount_tag", ""));
        if (taken) {
            left.remove(files);
        }
        return taken;
    }

    private boolean putShare(Properties it, String tag) throws ExportException {
        String mode = ACCESS.get(it.get("security_model", ""));
        if (mode == null) {
            return false; // libvirt has no word for it
        }
        Element share = devices.add("filesystem").with("type", "mount").with("accessmode", mode);
        share.add("source").with("dir", machine.absolute(it.get("path", "")));
        share.add("target").with("dir", tag);
        if (it.has("readonly", "on")) {
            share.add("readonly");
        }
        return true;
    }

    /// libvirt starts the file server itself, and has the memory shared.
    private boolean takeVirtiofs(Properties device) throws ExportException {
        String tag = device.get("tag", "");
        VmShare share = machine.design().vm().sharedDirectories().get(tag);
        Argument socket = byId("chardev", device.get("chardev")).orElse(null);
        if (share == null || socket == null) {
            return false;
        }
        left.remove(socket);
        find("object", it -> it.get("qom-type", "").startsWith("memory-backend"))
                .ifPresent(this::takeMemory);
        memory = true;
        Element files =
                devices.add("filesystem").with("type", "mount").with("accessmode", "passthrough");
        files.add("driver").with("type", "virtiofs");
        files.add("source").with("dir", machine.absolute(share.source()));
        files.add("target").with("dir", tag);
        return true;
    }

    private void takeMemory(Argument object) {
        String id = object.properties().get("id", "");
        left.remove(object);
        left.removeIf(it ->
                it.is("numa") && it.text().equals("node,memdev=" + id)
                        || it.is("machine") && it.text().equals("memory-backend=" + id));
    }

    private boolean takeAgent(Properties device) throws ExportException {
        String name = device.get("name", "");
        Argument socket = byId("chardev", device.get("chardev")).orElse(null);
        if (!name.equals("org.qemu.guest_agent.0") || socket == null) {
            return false;
        }
        left.remove(socket);
        find("device", it -> it.get("driver", "").startsWith("virtio-serial"))
                .ifPresent(left::remove);
        Element channel = devices.add("channel").with("type", "unix");
        channel.add("target").with("type", "virtio").with("name", name);
        return true;
    }

    /// libvirt starts the TPM itself.
    private boolean takeTpm(Properties device) throws ExportException {
        Argument tpm = byId("tpmdev", device.get("tpmdev")).orElse(null);
        if (tpm == null
                || !device.hasOnly("driver", "id", "tpmdev")
                || !tpm.properties().has("type", "emulator")) {
            return false;
        }
        left.remove(tpm);
        byId("chardev", tpm.properties().get("chardev")).ifPresent(left::remove);
        String driver = device.get("driver", "");
        Element element =
                devices.add("tpm")
                        .with("model", driver.equals("tpm-tis-device") ? "tpm-tis" : driver);
        element.add("backend").with("type", "emulator").with("version", "2.0");
        return true;
    }

    /// Writes them down.
    void writeTo(Element domain, boolean graphics) throws ExportException {
        Element serial = devices.add("serial").with("type", "pty");
        serial.add("target").with("port", "0");
        devices.add("console").with("type", "pty").add("target").with("type", "serial");
        if (graphics) {
            devices.add("graphics")
                    .with("type", "vnc")
                    .with("autoport", "yes")
                    .with("listen", "127.0.0.1");
        }
        if (video == null) {
            devices.add("video").add("model").with("type", graphics ? "vga" : "none");
        }
        domain.addUnlessEmpty(devices);
    }
}
