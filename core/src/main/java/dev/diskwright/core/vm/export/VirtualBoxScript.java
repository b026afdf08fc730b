package dev.diskwright.core.vm.export;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.design.VmDisk;
import dev.diskwright.core.design.VmDiskInterface;
import dev.diskwright.core.design.VmForward;
import dev.diskwright.core.guest.GuestInterface;
import dev.diskwright.core.guest.GuestNetwork;
import dev.diskwright.core.vm.ShellText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A script of `VBoxManage` commands (VirtualBox 7) that makes the machine. A disk in a format that VirtualBox cannot write
/// to is converted first.
final class VirtualBoxScript implements ExportForm {
    private static final Set<String> FORMATS = Set.of("vdi", "vmdk", "vhd");
    private static final int MOST_CARDS = 8;

    @Override
    public String name() {
        return "virtualbox";
    }

    @Override
    public String title() {
        return "VirtualBox commands";
    }

    @Override
    public String extension() {
        return "vbox.sh";
    }

    @Override
    public boolean isExecutable() {
        return true;
    }

    @Override
    public Exported export(ExportedMachine machine) throws ExportException {
        Design design = machine.design();
        Vm vm = design.vm();
        var remarks = new ArrayList<String>();
        var lines = new ArrayList<String>();
        String name = design.name();
        boolean arm = vm.architecture() == VmArchitecture.AARCH64;
        if (!arm && vm.architecture() != VmArchitecture.X86_64) {
            throw new ExportException("VirtualBox has no machines for " + vm.architecture());
        }
        var create = words("createvm", "--name", name, "--register");
        create.addAll(List.of("--ostype", arm ? "Linux_arm64" : "Linux_64"));
        if (arm) {
            create.addAll(List.of("--platform-architecture", "arm"));
        }
        lines.add(call(create));
        modify(lines, name, "--cpus", vm.cores());
        modify(lines, name, "--memory", vm.memory().bytes() / Units.MIB);
        modify(lines, name, "--firmware", vm.efi().isOn(design) || arm ? "efi64" : "bios");
        if (!arm) {
            modify(
                    lines,
                    name,
                    "--chipset",
                    vm.effectiveMachine().contains("q35") ? "ich9" : "piix3");
        }
        modify(lines, name, "--rtc-use-utc", "on");
        modify(lines, name, "--graphicscontroller", "vmsvga");
        if (vm.tpm().enable()) {
            modify(lines, name, "--tpm-type", "2.0");
        }
        lines.add(
                call(words("modifyvm", name, "--uart1", "0x3F8", "4", "--uartmode1", "file"))
                        + " \"$PWD/\""
                        + ShellText.posix(
                                List.of(ProxmoxConfiguration.hostName(name) + "-serial.log")));
        networks(design, lines, remarks);
        disks(machine, lines, remarks);
        vm.sharedDirectories()
                .forEach((tag, it) ->
                        lines.add(
                                call(
                                        words(
                                                "sharedfolder",
                                                "add",
                                                name,
                                                "--name",
                                                tag,
                                                "--hostpath",
                                                machine.absolute(it.source()),
                                                "--auto-mount-point",
                                                it.target(),
                                                "--automount"))));
        if (vm.efi().isOn(design) && vm.efi().secureBoot()) {
            lines.add(call(words("modifynvram", name, "inituefivarstore")));
            lines.add(call(words("modifynvram", name, "enrollmssignatures")));
            lines.add(call(words("modifynvram", name, "enrollorclpk")));
            lines.add(call(words("modifynvram", name, "secureboot", "--enable")));
        }
        omitted(vm, remarks);
        var text = new StringBuilder("#!/bin/sh\n# Makes the machine of the design ");
        text.append(OneLine.of(name)).append(" in VirtualBox.\n");
        remarks.forEach(it -> text.append("# ").append(OneLine.of(it)).append(".\n"));
        text.append("set -eu\n");
        lines.forEach(it -> text.append(it).append('\n'));
        if (text.indexOf("\0") >= 0) {
            throw new ExportException("a value holds a NUL, which no program can get");
        }
        return new Exported(text.toString(), remarks);
    }

    private static List<String> words(String... words) {
        List<String> all = new ArrayList<>(List.of("VBoxManage"));
        all.addAll(List.of(words));
        return all;
    }

    private static String call(List<String> words) {
        return ShellText.posix(words);
    }

    private static void modify(List<String> lines, String name, String option, Object value) {
        lines.add(call(words("modifyvm", name, option, value.toString())));
    }

    private static void networks(Design design, List<String> lines, List<String> remarks) {
        Vm vm = design.vm();
        int card = 0;
        for (GuestInterface it : GuestNetwork.of(design)) {
            if (++card > MOST_CARDS) {
                remarks.add(
                        "VirtualBox has %d network cards, so the others are left out"
                                .formatted(MOST_CARDS));
                break;
            }
            var words = words("modifyvm", design.name(), "--nic" + card);
            switch (it.wire()) {
                case GuestInterface.Wire.User _ -> words.add("nat");
                case GuestInterface.Wire.Vlan(int vlan) ->
                        words.addAll(List.of("intnet", "--intnet" + card, "vlan" + vlan));
                case GuestInterface.Wire.Nothing _ -> words.add("null"); // there, and not attached
            }
            String mac = it.mac().text().replace(":", "").toUpperCase(Locale.ROOT);
            words.addAll(List.of("--nictype" + card, "virtio", "--macaddress" + card, mac));
            lines.add(call(words));
        }
        int number = 0;
        for (VmForward it : vm.forwardPorts()) {
            if (it.from() == VmForward.From.GUEST) {
                remarks.add(
                        "VirtualBox forwards no ports from the guest; it reaches the host at 10.0.2.2");
                continue;
            }
            String rule =
                    "forward%d,%s,%s,%d,%s,%d"
                            .formatted(
                                    number++,
                                    it.proto().name().toLowerCase(Locale.ROOT),
                                    it.host().address(),
                                    it.host().port(),
                                    it.guest().address(),
                                    it.guest().port());
            modify(lines, design.name(), "--natpf1", rule);
        }
        if (vm.networkBoot().enable()) {
            modify(lines, design.name(), "--boot1", "net");
            modify(lines, design.name(), "--boot2", "disk");
        }
    }

    private static void disks(ExportedMachine machine, List<String> lines, List<String> remarks) {
        Vm vm = machine.design().vm();
        String name = machine.design().name();
        if (!vm.hasDisk() && vm.emptyDiskImages().isEmpty()) {
            return;
        }
        int ports = Math.max(1, vm.emptyDiskImages().size() + 1);
        var controller = words("storagectl", name, "--name", "disks");
        controller.addAll(
                switch (vm.diskInterface()) {
                    case VIRTIO -> List.of("--add", "virtio", "--controller", "VirtIO");
                    case SCSI -> List.of("--add", "scsi", "--controller", "LsiLogic");
                    case IDE -> List.of("--add", "sata", "--controller", "IntelAhci");
                    case NVME -> List.of("--add", "pcie", "--controller", "NVMe");
                    case USB -> List.of("--add", "usb", "--controller", "USB");
                });
        if (vm.diskInterface() != VmDiskInterface.SCSI) {
            controller.addAll(List.of("--portcount", String.valueOf(ports)));
        }
        controller.addAll(List.of("--bootable", "on"));
        lines.add(call(controller));
        int port = 0;
        if (vm.hasDisk()) {
            String file = machine.disk().toString();
            Path last = machine.disk().getFileName();
            String plain = last == null ? "disk" : last.toString();
            String ending = plain.substring(plain.lastIndexOf('.') + 1);
            if (!FORMATS.contains(ending.toLowerCase(Locale.ROOT))) {
                String converted = file.substring(0, file.length() - ending.length()) + "vdi";
                lines.add(
                        "[ -e %s ] || %s"
                                .formatted(
                                        ShellText.posix(List.of(converted)),
                                        ShellText.posix(
                                                List.of(
                                                        "diskwright",
                                                        "convert",
                                                        file,
                                                        converted))));
                file = converted;
            }
            attach(lines, name, port++, file);
        }
        for (int i = 0; i < vm.emptyDiskImages().size(); i++) {
            VmDisk it = vm.emptyDiskImages().get(i);
            String file =
                    machine.absolute(
                            ProxmoxConfiguration.hostName(name) + "-" + it.serialAt(i) + ".vdi");
            String size = String.valueOf(it.size().bytes());
            lines.add(call(words("createmedium", "disk", "--filename", file, "--sizebyte", size)));
            attach(lines, name, port++, file);
            if (it.filesystem() != null) {
                remarks.add("VirtualBox leaves the disk %s blank".formatted(it.serialAt(i)));
            }
        }
        remarks.add("VirtualBox chooses the serials of disks itself, so links by identity differ");
    }

    private static void attach(List<String> lines, String name, int port, String file) {
        lines.add(
                call(
                        words(
                                "storageattach",
                                name,
                                "--storagectl",
                                "disks",
                                "--port",
                                String.valueOf(port),
                                "--type",
                                "hdd",
                                "--medium",
                                file)));
    }

    private static void omitted(Vm vm, List<String> remarks) {
        if (vm.directBoot().enable()) {
            remarks.add("VirtualBox boots disks; the kernel that QEMU would load is left out");
        }
        if (!vm.qemuOptions().isEmpty()) {
            remarks.add("further arguments of QEMU mean nothing to VirtualBox");
        }
        if (!vm.credentials().isEmpty()) {
            remarks.add("VirtualBox hands over no systemd credentials");
        }
        if (vm.restrictNetwork()) {
            remarks.add("VirtualBox does not restrict the user network");
        }
    }
}
