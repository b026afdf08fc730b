package dev.diskwright.ui.testing;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.guest.GuestDisk;
import dev.diskwright.core.guest.GuestDisks;
import dev.diskwright.core.guest.GuestInterface;
import dev.diskwright.core.guest.GuestNetwork;
import dev.diskwright.ui.machine.MachineSight;
import dev.diskwright.ui.service.MachineServices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A host that has two firmware images and no hypervisor. Machines come to a few groups of arguments by simple rules.
public final class FakeMachines implements MachineServices {
    private static final List<MachineSight.Firmware> FIRMWARE =
            List.of(
                    new MachineSight.Firmware(
                            "/usr/share/OVMF/OVMF_CODE_4M.fd",
                            "/usr/share/OVMF/OVMF_VARS_4M.fd",
                            "/usr/share/qemu/firmware/60-edk2-x86_64.json",
                            false),
                    new MachineSight.Firmware(
                            "/usr/share/OVMF/OVMF_CODE_4M.secboot.fd",
                            "/usr/share/OVMF/OVMF_VARS_4M.ms.fd",
                            "/usr/share/qemu/firmware/40-edk2-x86_64-secure.json",
                            true));

    private boolean bare;
    private int looks;

    /// Takes all firmware from the host.
    public void strip() {
        bare = true;
    }

    /// {@return how often a machine was looked at}
    public int looks() {
        return looks;
    }

    @Override
    public synchronized MachineSight look(Design design, Path folder) {
        looks++;
        Vm vm = design.vm();
        boolean uefi = vm.efi().isOn(design);
        var groups = new ArrayList<MachineSight.Group>();
        groups.add(group("name", "Name", List.of("-name", design.name()), "/name"));
        groups.add(
                group(
                        "machine",
                        "Machine",
                        List.of("-machine", vm.effectiveMachine() + ",accel=tcg", "-cpu", vm.cpu()),
                        "/vm/machine",
                        "/vm/architecture",
                        "/vm/acceleration",
                        "/vm/cpu"));
        groups.add(group("memory", "Memory", List.of("-m", vm.memory().text()), "/vm/memory"));
        groups.add(
                group(
                        "cores",
                        "Processors",
                        List.of("-smp", Integer.toString(vm.cores())),
                        "/vm/cores"));
        if (uefi) {
            groups.add(
                    group(
                            "firmware",
                            "Firmware",
                            List.of(
                                    "-drive",
                                    "if=pflash,format=raw,unit=0,readonly=on,file=" + code(vm)),
                            "/vm/efi/firmware",
                            "/vm/efi/enable"));
        }
        for (GuestDisk it : GuestDisks.of(design)) {
            groups.add(
                    group(
                            "drive-" + it.serial(),
                            "Disk " + it.serial(),
                            List.of(
                                    "-drive",
                                    "file="
                                            + it.serial()
                                            + ".img,format=raw,if=none,id="
                                            + it.serial(),
                                    "-device",
                                    "virtio-blk-pci,drive="
                                            + it.serial()
                                            + ",serial="
                                            + it.serial()),
                            it.path(),
                            "/vm/diskInterface"));
        }
        try {
            for (GuestInterface it : GuestNetwork.of(design)) {
                groups.add(
                        group(
                                "nic-" + it.name(),
                                "Interface " + it.name(),
                                List.of(
                                        "-netdev",
                                        "user,id=" + it.name(),
                                        "-device",
                                        "virtio-net-pci,netdev=" + it.name() + ",mac=" + it.mac()),
                                it.path()));
            }
        } catch (IllegalArgumentException e) {
            return sight(vm, List.of(), "a vlan is out of range");
        }
        if (!vm.graphics()) {
            groups.add(group("display", "Display", List.of("-nographic"), "/vm/graphics"));
        }
        for (int i = 0; i < vm.qemuOptions().size(); i++) {
            groups.add(
                    group(
                            "extra-" + i,
                            "Extra argument",
                            List.of(vm.qemuOptions().get(i)),
                            "/vm/qemuOptions/" + i));
        }
        return sight(vm, groups, "");
    }

    private String code(Vm vm) {
        String given = vm.efi().firmware();
        return given != null
                ? given
                : bare ? "" : FIRMWARE.get(vm.efi().secureBoot() ? 1 : 0).code();
    }

    private MachineSight sight(Vm vm, List<MachineSight.Group> groups, String fault) {
        var needs = new ArrayList<MachineSight.HostNeed>();
        if (vm.tpm().enable()) {
            needs.add(
                    new MachineSight.HostNeed("swtpm is not installed.", false, "/vm/tpm/enable"));
        }
        return new MachineSight(
                "/usr/bin/qemu-system-" + vm.architecture(),
                groups,
                new MachineSight.Search(
                        bare ? List.of() : FIRMWARE,
                        List.of(
                                "/usr/share/qemu/firmware",
                                "/etc/qemu/firmware",
                                "/usr/share/OVMF"),
                        code(vm)),
                List.of(
                        new MachineSight.Accelerator("kvm", false, "permission denied"),
                        new MachineSight.Accelerator("tcg", true, "")),
                needs,
                "#!/bin/sh\nexec qemu-system-" + vm.architecture() + "\n",
                fault);
    }

    private static MachineSight.Group group(
            String id, String title, List<String> tokens, String... paths) {
        return new MachineSight.Group(id, title, tokens, List.of(paths));
    }
}
