package dev.diskwright.core.vm;

import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.design.VmDisk;
import dev.diskwright.core.design.VmDiskInterface;
import dev.diskwright.core.guest.GuestDisk;
import dev.diskwright.core.guest.GuestDisks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The disks, numbered from 1, each with its format told and a serial.
///
/// All disks on SCSI share one virtio controller, for which kernels and both kinds of firmware have a driver. On IDE the
/// machine's own ports come first; where it has none, or no more, AHCI controllers are added. A USB controller has 15 fast
/// ports.
final class DriveArguments {
    private static final int AHCI_PORTS = 6;
    private static final int USB_PORTS = 15;

    /// Ports of a q35's own controller; at the third is its CD-ROM drive.
    private static final List<String> Q35_PORTS =
            List.of("ide.0", "ide.1", "ide.3", "ide.4", "ide.5");

    private final Parts parts;
    private final MachineDisk root;
    private int number;

    DriveArguments(Parts parts, MachineDisk root) {
        this.parts = parts;
        this.root = root;
    }

    void add() {
        GuestDisks.of(parts.design()).forEach(this::drive);
    }

    private void drive(GuestDisk it) {
        int index = number++; // on its bus
        String id = "drive" + number;
        Map<String, String> drive = new TreeMap<>();
        VmDisk blank = it.blank();
        if (blank == null) {
            drive.put("cache", "writeback");
            root(drive);
        } else {
            drive.putAll(blank(blank, it.serial()));
        }
        drive.put("werror", "report");
        drive.put("id", id);
        drive.put("if", "none");
        drive.put("index", Integer.toString(number));
        var tokens = new ArrayList<String>();
        tokens.addAll(List.of("-drive", Option.sorted("", drive).toString()));
        Map<String, String> device = new TreeMap<>();
        device.put("drive", id);
        device.put("serial", it.serial());
        if (blank == null) {
            device.put("bootindex", Integer.toString(parts.nextBootIndex()));
            int sectorSize = parts.design().disk().sectorSize();
            if (sectorSize != 512) {
                device.put("logical_block_size", Integer.toString(sectorSize));
                device.put("physical_block_size", Integer.toString(sectorSize));
            }
        }
        device(it.bus(), index, device, tokens);
        parts.group(
                "drive-" + it.serial(),
                blank == null ? "The image" : "Disk " + it.serial(),
                tokens,
                it.path(),
                "/vm/diskInterface");
    }

    private void root(Map<String, String> drive) {
        switch (root) {
            case MachineDisk.Image(Path file, String format) -> image(drive, file, format);
            case MachineDisk.Made(Path file, String format) -> {
                drive.put("file", file.toString());
                drive.put("format", format);
            }
            case MachineDisk.Snapshot(Path file, String format) -> {
                image(drive, file, format);
                drive.put("snapshot", "on");
            }
            case MachineDisk.Served(Path socket, String export) -> {
                drive.put(
                        "file",
                        "nbd:unix:" + socket + (export.isEmpty() ? "" : ":exportname=" + export));
                drive.put("format", "raw");
                drive.put("snapshot", "on");
            }
        }
    }

    private void image(Map<String, String> drive, Path file, String format) {
        drive.put("file", file.toString());
        drive.put("format", format);
        if (file.isAbsolute() && !parts.host().isFile(file)) {
            parts.lacks(
                    "VM-110",
                    "/vm/diskImage",
                    "%s is not there".formatted(file),
                    "build the image first, or start the design unbuilt");
        }
    }

    private Map<String, String> blank(VmDisk blank, String serial) {
        Path file = parts.ofRun(serial + ".img");
        long size = blank.size().inBytes(parts.design().disk().sectorSize());
        parts.prepare(new Preparation.BlankDisk(file, size, serial, blank.filesystem()));
        return Map.of("file", file.toString(), "format", "raw");
    }

    private void device(
            VmDiskInterface bus, int index, Map<String, String> device, List<String> tokens) {
        String type =
                switch (bus) {
                    case VIRTIO -> "virtio-blk-pci";
                    case NVME -> "nvme";
                    case SCSI -> {
                        if (index == 0) {
                            tokens.addAll(List.of("-device", "virtio-scsi-pci,id=scsi0"));
                        }
                        device.put("bus", "scsi0.0");
                        yield "scsi-hd";
                    }
                    case IDE -> {
                        ide(index, device, tokens);
                        yield "ide-hd";
                    }
                    case USB -> {
                        int controller = index / USB_PORTS;
                        if (index % USB_PORTS == 0) {
                            tokens.addAll(
                                    List.of(
                                            "-device",
                                            Option.of("qemu-xhci")
                                                    .with("id", "xhci" + controller)
                                                    .with("p2", USB_PORTS)
                                                    .with("p3", USB_PORTS)
                                                    .toString()));
                        }
                        device.put("bus", "xhci" + controller + ".0");
                        yield "usb-storage";
                    }
                };
        tokens.addAll(List.of("-device", Option.sorted(type, device).toString()));
    }

    private void ide(int index, Map<String, String> device, List<String> tokens) {
        boolean pc = parts.vm().architecture() == VmArchitecture.X86_64;
        boolean q35 = pc && parts.vm().effectiveMachine().contains("q35");
        if (q35 && index < Q35_PORTS.size()) {
            device.put("bus", Q35_PORTS.get(index));
            return;
        }
        if (pc && !q35 && index < 3) {
            device.put("bus", index < 2 ? "ide.0" : "ide.1");
            device.put("unit", index == 0 ? "0" : "1"); // the CD-ROM drive is unit 0 of ide.1
            return;
        }
        int own = q35 ? Q35_PORTS.size() : pc ? 3 : 0;
        int controller = (index - own) / AHCI_PORTS;
        int port = (index - own) % AHCI_PORTS;
        if (port == 0) {
            tokens.addAll(List.of("-device", "ich9-ahci,id=ahci" + controller));
        }
        device.put("bus", "ahci%d.%d".formatted(controller, port));
    }
}
