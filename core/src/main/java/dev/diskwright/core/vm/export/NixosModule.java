package dev.diskwright.core.vm.export;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.design.VmCredential;
import dev.diskwright.core.design.VmDisk;
import dev.diskwright.core.design.VmDiskInterface;
import dev.diskwright.core.design.VmForward;
import dev.diskwright.core.design.VmShare;
import dev.diskwright.core.vm.ShellText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A NixOS module that gives a NixOS system the same machine, by the `virtualisation` options of its `qemu-vm.nix`, as
/// nixpkgs has them since 2025. The disk is not the design's: NixOS makes its own, with the system that the module is part
/// of.
final class NixosModule implements ExportForm {
    @Override
    public String name() {
        return "nixos";
    }

    @Override
    public String title() {
        return "NixOS module";
    }

    @Override
    public String extension() {
        return "nix";
    }

    @Override
    public Exported export(ExportedMachine machine) throws ExportException {
        var remarks = new ArrayList<String>();
        Design design = machine.design();
        Vm vm = design.vm();
        var options = new LinkedHashMap<String, Nix>();
        options.put("cores", Nix.of(vm.cores()));
        options.put("memorySize", Nix.of(vm.memory().bytes() / Units.MIB));
        options.put("graphics", Nix.of(vm.graphics()));
        if (vm.graphics()) {
            var size = new LinkedHashMap<String, Nix>();
            size.put("x", Nix.of(vm.resolution().x()));
            size.put("y", Nix.of(vm.resolution().y()));
            options.put("resolution", new Nix.Attributes(size));
        }
        boot(design, options, remarks);
        disks(design, options, remarks);
        network(vm, options, remarks);
        shares(machine, options, remarks);
        if (vm.tpm().enable()) {
            var tpm = new LinkedHashMap<String, Nix>();
            tpm.put("enable", Nix.of(true));
            String model = vm.tpm().deviceModel();
            if (model != null) {
                tpm.put("deviceModel", Nix.of(model));
            }
            options.put("tpm", new Nix.Attributes(tpm));
        }
        credentials(machine, options);
        qemu(vm, options);
        if (vm.diskInterface() == VmDiskInterface.NVME
                || vm.diskInterface() == VmDiskInterface.USB) {
            remarks.add("NixOS attaches disks by virtio, scsi or ide only, so they are virtio's");
        }
        if (!vm.effectiveMachine().equals("pc") && vm.architecture() == VmArchitecture.X86_64) {
            remarks.add(
                    "NixOS takes QEMU's usual machine, and not %s, unless Secure Boot is on"
                            .formatted(vm.effectiveMachine()));
        }
        return new Exported(text(design, options, remarks), remarks);
    }

    private static String text(Design design, Map<String, Nix> options, List<String> remarks)
            throws ExportException {
        var text = new StringBuilder("# The machine of the design ");
        text.append(OneLine.of(design.name())).append(".\n");
        remarks.forEach(it -> text.append("# ").append(OneLine.of(it)).append(".\n"));
        text.append("{ lib, modulesPath, ... }:\n{\n");
        text.append("  imports = [ (modulesPath + \"/virtualisation/qemu-vm.nix\") ];\n\n");
        text.append("  virtualisation = ");
        text.append(new Nix.Attributes(options).write("  ")).append(";\n}\n");
        if (text.indexOf("\0") >= 0) {
            throw new ExportException("a value holds a NUL, which Nix has no way to write");
        }
        return text.toString();
    }

    private static void boot(Design design, Map<String, Nix> options, List<String> remarks) {
        Vm vm = design.vm();
        boolean efi = vm.efi().isOn(design);
        options.put("useBootLoader", Nix.of(vm.bootsDisk()));
        options.put("useEFIBoot", Nix.of(efi));
        if (vm.efi().secureBoot()) {
            options.put("useSecureBoot", Nix.of(true));
        }
        if (efi) {
            var settings = new LinkedHashMap<String, Nix>();
            settings.put("keepVariables", Nix.of(vm.efi().keepVariables()));
            options.put("efi", new Nix.Attributes(settings));
        }
        var direct = new LinkedHashMap<String, Nix>();
        direct.put("enable", Nix.of(vm.directBoot().enable()));
        String initrd = vm.directBoot().initrd();
        if (vm.directBoot().enable() && initrd != null) {
            direct.put("initrd", Nix.of(initrd));
        }
        options.put("directBoot", new Nix.Attributes(direct));
        if (vm.directBoot().enable()) {
            remarks.add("NixOS boots the kernel of its own system");
        }
        if (vm.bios() != null) {
            remarks.add("a firmware image of one's own is a package to NixOS, so it is left out");
        }
        if (vm.networkBoot().enable()) {
            remarks.add("NixOS has no option for booting over the network, so it is left out");
        }
    }

    private static void disks(Design design, Map<String, Nix> options, List<String> remarks) {
        Vm vm = design.vm();
        if (vm.hasDisk()) {
            ByteSize size = design.disk().size();
            if (size != null) {
                options.put("diskSize", Nix.of(Math.ceilDiv(size.bytes(), Units.MIB)));
            }
        } else {
            options.put("diskImage", new Nix.Word("null"));
        }
        var blank = new ArrayList<Nix>();
        for (int i = 0; i < vm.emptyDiskImages().size(); i++) {
            VmDisk it = vm.emptyDiskImages().get(i);
            var disk = new LinkedHashMap<String, Nix>();
            disk.put("size", Nix.of(Math.ceilDiv(it.size().bytes(), Units.MIB)));
            var serial = new LinkedHashMap<String, Nix>();
            serial.put("serial", Nix.of(it.serialAt(i)));
            var config = new LinkedHashMap<String, Nix>();
            config.put("deviceExtraOpts", new Nix.Attributes(serial));
            disk.put("driveConfig", new Nix.Attributes(config));
            blank.add(new Nix.Attributes(disk));
            if (it.filesystem() != null) {
                remarks.add(
                        "NixOS leaves the disk %s blank, so the guest must format it"
                                .formatted(it.serialAt(i)));
            }
        }
        if (!blank.isEmpty()) {
            options.put("emptyDiskImages", new Nix.Items(blank));
        }
    }

    private static void network(Vm vm, Map<String, Nix> options, List<String> remarks) {
        var vlans = new ArrayList<Nix>();
        vm.vlans().forEach(it -> vlans.add(Nix.of(it)));
        options.put("vlans", new Nix.Items(vlans));
        var interfaces = new LinkedHashMap<String, Nix>();
        vm.interfaces()
                .forEach((name, it) -> {
                    var one = new LinkedHashMap<String, Nix>();
                    one.put("vlan", Nix.of(it.vlan()));
                    one.put("assignIP", Nix.of(it.assignIP()));
                    interfaces.put(name, new Nix.Attributes(one));
                    if (it.mac() != null) {
                        remarks.add(
                                "NixOS derives the hardware address of every interface, that of %s too"
                                        .formatted(name));
                    }
                });
        if (!interfaces.isEmpty()) {
            options.put("interfaces", new Nix.Attributes(interfaces));
        }
        if (!vm.vlans().isEmpty() || !interfaces.isEmpty()) {
            remarks.add("vlans and interfaces take effect in NixOS's tests of several machines");
        }
        var forwards = new ArrayList<Nix>();
        for (VmForward it : vm.forwardPorts()) {
            var one = new LinkedHashMap<String, Nix>();
            one.put("from", Nix.of(it.from().name().toLowerCase(Locale.ROOT)));
            one.put("proto", Nix.of(it.proto().name().toLowerCase(Locale.ROOT)));
            one.put("host", end(it.host()));
            one.put("guest", end(it.guest()));
            forwards.add(new Nix.Attributes(one));
        }
        if (!forwards.isEmpty()) {
            options.put("forwardPorts", new Nix.Items(forwards));
        }
        options.put("restrictNetwork", Nix.of(vm.restrictNetwork()));
    }

    private static Nix end(VmForward.Endpoint it) {
        var end = new LinkedHashMap<String, Nix>();
        if (!it.address().isEmpty()) {
            end.put("address", Nix.of(it.address()));
        }
        end.put("port", Nix.of(it.port()));
        return new Nix.Attributes(end);
    }

    private static void shares(
            ExportedMachine machine, Map<String, Nix> options, List<String> remarks) {
        var all = new LinkedHashMap<String, Nix>();
        machine.design()
                .vm()
                .sharedDirectories()
                .forEach((tag, it) -> {
                    var one = new LinkedHashMap<String, Nix>();
                    one.put("source", Nix.of(machine.absolute(it.source())));
                    one.put("target", Nix.of(it.target()));
                    String model = it.securityModel().name().toLowerCase(Locale.ROOT);
                    one.put("securityModel", Nix.of(model.replace('_', '-')));
                    all.put(tag, new Nix.Attributes(one));
                    if (it.transport() == VmShare.Transport.VIRTIOFS) {
                        remarks.add("NixOS shares %s by 9p instead of virtiofs".formatted(tag));
                    }
                });
        if (!all.isEmpty()) {
            options.put("sharedDirectories", new Nix.Attributes(all));
        }
    }

    private static void credentials(ExportedMachine machine, Map<String, Nix> options) {
        var all = new LinkedHashMap<String, Nix>();
        machine.design()
                .vm()
                .credentials()
                .forEach((name, it) -> {
                    var one = new LinkedHashMap<String, Nix>();
                    if (it.mechanism() != VmCredential.Mechanism.AUTO) {
                        one.put("mechanism", Nix.of(it.mechanism().toString()));
                    }
                    String text = it.text();
                    String source = it.source();
                    if (text != null) {
                        one.put("text", Nix.of(text));
                    } else if (source != null) {
                        one.put("source", Nix.of(machine.absolute(source)));
                    }
                    all.put(name, new Nix.Attributes(one));
                });
        if (!all.isEmpty()) {
            options.put("credentials", new Nix.Attributes(all));
        }
    }

    private static void qemu(Vm vm, Map<String, Nix> options) {
        var qemu = new LinkedHashMap<String, Nix>();
        VmDiskInterface disks = vm.diskInterface();
        qemu.put("diskInterface", Nix.of(offered(disks)));
        qemu.put("consoles", Nix.texts(vm.effectiveConsoles()));
        qemu.put("virtioKeyboard", Nix.of(vm.virtioKeyboard()));
        var agent = new LinkedHashMap<String, Nix>();
        agent.put("enable", Nix.of(vm.guestAgent()));
        qemu.put("guestAgent", new Nix.Attributes(agent));
        if (!vm.userNetwork()) {
            qemu.put("networkingOptions", new Nix.Word("lib.mkForce [ \"-nic\" \"none\" ]"));
        }
        // NixOS splits what it gets by the shell's rules
        if (!vm.qemuOptions().isEmpty()) {
            qemu.put(
                    "options",
                    Nix.texts(
                            vm.qemuOptions().stream()
                                    .map(it -> ShellText.posix(List.of(it)))
                                    .toList()));
        }
        options.put("qemu", new Nix.Attributes(qemu));
    }

    /// {@return the interface that NixOS has}
    private static String offered(VmDiskInterface disks) {
        return switch (disks) {
            case VIRTIO, NVME, USB -> "virtio";
            case SCSI -> "scsi";
            case IDE -> "ide";
        };
    }
}
