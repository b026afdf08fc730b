package dev.diskwright.core.vm.export;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.design.VmDisk;
import dev.diskwright.core.design.VmDiskInterface;
import dev.diskwright.core.guest.GuestInterface;
import dev.diskwright.core.guest.GuestNetwork;
import dev.diskwright.core.vm.ShellText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A configuration of Proxmox VE (`qm.conf`): a line a key, sorted, then where an archive's device goes. The disk is
/// imported beside it, by `qm importdisk` or as part of a VMA archive.
final class ProxmoxConfiguration implements ExportForm {
    /// Where Proxmox puts disks unless it is told otherwise.
    private static final String STORAGE = "local-lvm";

    private static final String VMID = "9999";

    @Override
    public String name() {
        return "proxmox";
    }

    @Override
    public String title() {
        return "Proxmox VE configuration";
    }

    @Override
    public String extension() {
        return "conf";
    }

    @Override
    public Exported export(ExportedMachine machine) {
        Design design = machine.design();
        Vm vm = design.vm();
        var remarks = new ArrayList<String>();
        Map<String, String> keys = new TreeMap<>();
        boolean efi = vm.efi().isOn(design);
        keys.put("agent", vm.guestAgent() ? "1" : "0");
        keys.put("bios", efi ? "ovmf" : "seabios");
        keys.put("cores", String.valueOf(vm.cores()));
        keys.put("cpu", vm.cpu().equals("host") ? "host" : "max");
        keys.put("memory", String.valueOf(vm.memory().bytes() / Units.MIB));
        keys.put("name", hostName(design.name()));
        keys.put("ostype", "l26");
        keys.put("rng0", "source=/dev/urandom");
        keys.put("scsihw", "virtio-scsi-single");
        keys.put("serial0", "socket");
        keys.put("vga", vm.graphics() ? "std" : "serial0");
        machine(vm, keys, remarks);
        String root = disks(vm, keys, remarks);
        if (efi) {
            String keyed = vm.efi().secureBoot() ? "1" : "0";
            keys.put(
                    "efidisk0",
                    "%s:vm-%s-efi,efitype=4m,pre-enrolled-keys=%s".formatted(STORAGE, VMID, keyed));
        }
        if (vm.tpm().enable()) {
            keys.put("tpmstate0", "%s:vm-%s-tpm,version=v2.0".formatted(STORAGE, VMID));
        }
        networks(design, keys, remarks);
        extra(vm, keys, remarks);
        var text = new StringBuilder("# The machine of the design ");
        text.append(OneLine.of(design.name())).append('\n');
        keys.forEach((key, value) ->
                text.append(key).append(": ").append(OneLine.of(value)).append('\n'));
        if (!root.isEmpty()) {
            text.append("#qmdump#map:%s:drive-%s:%s:raw:\n".formatted(root, root, STORAGE));
        }
        return new Exported(text.toString(), remarks);
    }

    private static void machine(Vm vm, Map<String, String> keys, List<String> remarks) {
        switch (vm.architecture()) {
            case X86_64 -> keys.put("machine", vm.effectiveMachine());
            case AARCH64 -> {
                keys.put("arch", "aarch64");
                keys.put("machine", "virt");
            }
            case RISCV64, ARMV7L, PPC64, RISCV32 ->
                    remarks.add("Proxmox has no machines for " + vm.architecture());
        }
        if (vm.directBoot().enable()) {
            remarks.add("Proxmox boots disks; the kernel that QEMU would load is left out");
        }
        if (vm.bios() != null || vm.efi().firmware() != null) {
            remarks.add("Proxmox takes its own firmware");
        }
    }

    /// {@return the key of the design's disk; empty if there is none}
    private static String disks(Vm vm, Map<String, String> keys, List<String> remarks) {
        String bus =
                switch (vm.diskInterface()) {
                    case VIRTIO -> "virtio";
                    case SCSI -> "scsi";
                    case IDE -> vm.architecture() == VmArchitecture.X86_64 ? "sata" : "scsi";
                    case NVME, USB -> "virtio";
                };
        if (vm.diskInterface() == VmDiskInterface.NVME
                || vm.diskInterface() == VmDiskInterface.USB) {
            remarks.add("Proxmox attaches no disks by NVMe or USB, so they are virtio's");
        }
        int number = 0;
        if (vm.hasDisk()) {
            keys.put(bus + "0", volume(number++) + ",serial=" + Vm.ROOT_SERIAL);
        }
        for (int i = 0; i < vm.emptyDiskImages().size(); i++) {
            VmDisk it = vm.emptyDiskImages().get(i);
            long size = Math.ceilDiv(it.size().bytes(), Units.MIB);
            keys.put(
                    bus + number,
                    "%s,serial=%s,size=%dM".formatted(volume(number), it.serialAt(i), size));
            number++;
            if (it.filesystem() != null) {
                remarks.add("Proxmox leaves the disk %s blank".formatted(it.serialAt(i)));
            }
        }
        var order = new ArrayList<String>();
        if (vm.networkBoot().enable()) {
            order.add("net0");
        }
        if (vm.hasDisk()) {
            order.add(bus + "0");
        }
        if (!order.isEmpty()) {
            keys.put("boot", "order=" + String.join(";", order));
        }
        return vm.hasDisk() ? bus + "0" : "";
    }

    private static String volume(int number) {
        return "%s:vm-%s-disk-%d".formatted(STORAGE, VMID, number);
    }

    private static void networks(Design design, Map<String, String> keys, List<String> remarks) {
        int number = 0;
        for (GuestInterface it : GuestNetwork.of(design)) {
            String mac = it.mac().text().toUpperCase(Locale.ROOT);
            String tag =
                    switch (it.wire()) {
                        case GuestInterface.Wire.User _ -> "";
                        case GuestInterface.Wire.Vlan(int vlan) -> vlan == 0 ? "" : ",tag=" + vlan;
                        case GuestInterface.Wire.Nothing _ -> ",link_down=1";
                    };
            keys.put("net" + number, "virtio=%s,bridge=vmbr0,firewall=1%s".formatted(mac, tag));
            number++;
        }
        if (!design.vm().forwardPorts().isEmpty() || design.vm().restrictNetwork()) {
            remarks.add(
                    "Proxmox connects guests to a bridge: ports are not forwarded there, nor is it restricted");
        }
    }

    private static void extra(Vm vm, Map<String, String> keys, List<String> remarks) {
        var args = new ArrayList<String>();
        vm.qemuOptions().forEach(it -> args.add(ShellText.posix(List.of(it))));
        if (!args.isEmpty()) {
            keys.put("args", String.join(" ", args));
        }
        if (!vm.sharedDirectories().isEmpty()) {
            remarks.add(
                    "directories of the machine that made the design are not those of Proxmox's host, so none is shared");
        }
        if (!vm.credentials().isEmpty()) {
            remarks.add("Proxmox hands over no systemd credentials");
        }
    }

    /// {@return a name as Proxmox takes it, that of a host}
    static String hostName(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9-]+", "-").replaceAll("^-+|-+$", "");
        String cut = plain.substring(0, Math.min(plain.length(), 63)).replaceAll("-+$", "");
        return cut.isEmpty() ? "machine" : cut;
    }
}
