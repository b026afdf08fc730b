package dev.diskwright.core.design;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is wrong in how the virtual machine starts.
final class VmBootChecks {
    /// Names of firmware configuration files have 55 bytes, of which `opt/io.systemd.credentials/` takes 27.
    private static final int MAX_FW_CFG_CREDENTIAL = 28;

    private static final int MAX_CREDENTIAL = 255; // systemd keeps each in a file of that name

    private final Findings all;
    private final Design design;
    private final Vm vm;

    private VmBootChecks(Findings all) {
        this.all = all;
        this.design = all.design();
        this.vm = design.vm();
    }

    static void check(Findings all) {
        var checks = new VmBootChecks(all);
        checks.directBoot();
        checks.path();
        checks.efi();
        checks.secureBoot();
        checks.credentials();
    }

    private void directBoot() {
        VmDirectBoot direct = vm.directBoot();
        Edit off = new Edit.SetVm(vm.withDirectBoot(direct.withEnable(false)));
        if (direct.enable() && direct.kernel() == null && design.boot().kernel() == null) {
            all.error(
                    "VM-010",
                    "/vm/directBoot/kernel",
                    "there is no kernel that QEMU could load",
                    "name one here or in /boot/kernel; an initial RAM disk and a command line need one",
                    "Do not load a kernel directly",
                    off);
        }
        if (direct.enable() && vm.useBootLoader()) {
            all.warning(
                    "VM-011",
                    "/vm/directBoot/enable",
                    "QEMU loads the kernel, so that the image's boot loader is not used",
                    "choose one of both",
                    "Do not use the boot loader",
                    new Edit.SetVm(vm.withUseBootLoader(false)));
        }
        if (!direct.enable() && direct.initrd() != null) {
            all.add(
                    Diagnostic.error(
                                    "VM-012",
                                    "/vm/directBoot/initrd",
                                    "an initial RAM disk is named and QEMU does not load a kernel",
                                    "it would be ignored: leave it out, or load the kernel directly")
                            .withFix(
                                    "Leave it out",
                                    new Edit.SetVm(vm.withDirectBoot(direct.withInitrd(null))))
                            .withFix(
                                    "Load the kernel directly",
                                    new Edit.SetVm(
                                            vm.withUseBootLoader(false)
                                                    .withDirectBoot(direct.withEnable(true)))));
        }
        List<String> words = direct.cmdline() == null ? List.of() : direct.cmdline();
        for (int i = 0; i < words.size(); i++) {
            if (VmChecks.hasControls(words.get(i))) {
                all.error(
                        "VM-013",
                        "/vm/directBoot/cmdline/" + i,
                        "a control character in the command line",
                        "write one word an entry",
                        "Leave the word out",
                        new Edit.SetVm(
                                vm.withDirectBoot(direct.withCmdline(VmChecks.without(words, i)))));
            }
        }
    }

    private void path() {
        if (!vm.hasDisk() && vm.useBootLoader()) {
            all.error(
                    "VM-014",
                    "/vm/diskImage",
                    "the machine has no disk from which a boot loader could start",
                    "with its root in memory it boots a kernel directly or over the network",
                    "Do not use the boot loader",
                    new Edit.SetVm(vm.withUseBootLoader(false)));
        }
        boolean starts = vm.directBoot().enable() || vm.networkBoot().enable();
        if (!vm.hasDisk() && !vm.useBootLoader() && !starts) {
            all.add(
                    Diagnostic.warning(
                                    "VM-015",
                                    "/vm/diskImage",
                                    "nothing is there that the machine could start",
                                    "give it the design's disk, a kernel, or the network")
                            .withFix(
                                    "Give it the design's disk",
                                    new Edit.SetVm(
                                            vm.withDiskImage(VmDiskImage.DEFAULT)
                                                    .withUseBootLoader(true))));
        }
    }

    private void efi() {
        VmEfi efi = vm.efi();
        Edit on = new Edit.SetVm(vm.withEfi(efi.withEnable(true)).withBios(null));
        if (Boolean.TRUE.equals(efi.enable()) && !vm.architecture().hasEfi()) {
            all.error(
                    "VM-020",
                    "/vm/efi/enable",
                    "there is no UEFI for " + vm.architecture(),
                    "leave it to the machine's own firmware",
                    "Do not use UEFI",
                    new Edit.SetVm(vm.withEfi(efi.withEnable(false))));
            return;
        }
        boolean settings = efi.firmware() != null || efi.variables() != null || efi.keepVariables();
        if (!efi.isOn(design) && (settings || efi.secureBoot())) {
            boolean canStart =
                    vm.architecture().hasEfi()
                            && (!vm.bootsDisk() || Presets.expand(design).hasEsp());
            String key =
                    efi.secureBoot()
                            ? "secureBoot"
                            : efi.keepVariables()
                                    ? "keepVariables"
                                    : efi.firmware() != null ? "firmware" : "variables";
            all.add(
                    Diagnostic.error(
                                    "VM-021",
                                    "/vm/efi/" + key,
                                    "there are settings for UEFI and the machine starts without it",
                                    "start it by UEFI, or leave them out")
                            .withFixes(canStart ? List.of(new Fix("Start by UEFI", on)) : List.of())
                            .withFix(
                                    "Leave them out",
                                    new Edit.SetVm(
                                            vm.withEfi(
                                                    new VmEfi(
                                                            efi.enable(),
                                                            null,
                                                            null,
                                                            false,
                                                            false)))));
        }
        if (Boolean.TRUE.equals(efi.enable()) && vm.bios() != null) {
            all.error(
                    "VM-022",
                    "/vm/bios",
                    "the machine has a BIOS image and UEFI",
                    "it starts by one of them",
                    "Use UEFI, drop the BIOS image",
                    new Edit.SetVm(vm.withBios(null)));
        }
        if ((efi.firmware() == null) != (efi.variables() == null)) {
            all.error(
                    "VM-023",
                    "/vm/efi/" + (efi.firmware() == null ? "firmware" : "variables"),
                    efi.firmware() == null
                            ? "variables are given without the firmware that they belong to"
                            : "a firmware is given without its variables",
                    "both are of one build: give both or neither",
                    "Search for firmware and variables",
                    new Edit.SetVm(vm.withEfi(efi.withFiles(null, null))));
        }
        loader(efi);
    }

    /// Holds the firmware against what is on the disk.
    private void loader(VmEfi efi) {
        if (!vm.bootsDisk() || vm.networkBoot().enable()) {
            return;
        }
        boolean hasEsp = Presets.expand(design).hasEsp();
        Edit auto = new Edit.SetVm(vm.withEfi(efi.withEnable(null)).withBios(null));
        if (Boolean.TRUE.equals(efi.enable()) && !hasEsp) {
            all.error(
                    "VM-024",
                    "/vm/efi/enable",
                    "the machine starts by UEFI and the disk has no ESP",
                    "choose a layout with one, such as efi, or let the firmware follow the layout",
                    "Let the firmware follow the layout",
                    auto);
        }
        boolean uefiOnly = design.boot().uefiStartsKernel() && !biosStartsKernel();
        if (uefiOnly && hasEsp && !efi.isOn(design) && vm.architecture().hasEfi()) {
            all.warning(
                    "VM-025",
                    vm.bios() != null ? "/vm/bios" : "/vm/efi/enable",
                    "the loader is started by UEFI and the machine starts without it",
                    "let the firmware follow the layout",
                    "Let the firmware follow the layout",
                    auto);
        }
    }

    /// {@return whether a BIOS starts a kernel, and finds the loader that does}
    private boolean biosStartsKernel() {
        Layout layout = Presets.expand(design);
        boolean place =
                layout.table() == TableKind.MBR
                        || layout.partitions().stream()
                                .anyMatch(it -> it.type().equals("bios-boot"));
        return design.boot().biosStartsKernel()
                && (place || design.boot().effectiveBios() != Boot.Bios.BUILT_IN);
    }

    private void secureBoot() {
        VmEfi efi = vm.efi();
        if (!efi.secureBoot() || !efi.isOn(design)) {
            return;
        }
        if (vm.architecture() != VmArchitecture.X86_64
                && vm.architecture() != VmArchitecture.AARCH64) {
            all.error(
                    "VM-026",
                    "/vm/efi/secureBoot",
                    "there is no firmware with Secure Boot for " + vm.architecture(),
                    "choose another architecture, or do without",
                    "Do without Secure Boot",
                    new Edit.SetVm(vm.withEfi(efi.withSecureBoot(false))));
        } else if (vm.architecture() == VmArchitecture.X86_64
                && !vm.effectiveMachine().contains("q35")) {
            all.error(
                    "VM-027",
                    "/vm/machine",
                    "Secure Boot keeps its variables in system management mode, which firmware has on q35 only",
                    "choose the machine q35",
                    "Use the machine q35",
                    new Edit.SetVm(vm.withMachine(null)));
        }
    }

    private void credentials() {
        vm.credentials().forEach(this::credential);
    }

    private void credential(String name, VmCredential it) {
        String path = "/vm/credentials/" + DesignJson.escape(name);
        var rest = new TreeMap<>(vm.credentials());
        rest.remove(name);
        Edit without = new Edit.SetVm(vm.withCredentials(rest));
        VmCredential.Mechanism mechanism = it.mechanismOn(vm.architecture());
        int most =
                mechanism == VmCredential.Mechanism.FW_CFG ? MAX_FW_CFG_CREDENTIAL : MAX_CREDENTIAL;
        if (!name.matches("[A-Za-z0-9._-]+")
                || name.equals(".")
                || name.equals("..")
                || name.length() > most) {
            all.error(
                    "VM-050",
                    path,
                    "\"%s\" cannot name a credential here".formatted(VmChecks.plain(name)),
                    "it has 1 to %d letters, digits, dots, dashes and underscores".formatted(most),
                    "Leave the credential out",
                    without);
        }
        if ((it.text() == null) == (it.source() == null)) {
            all.error(
                    "VM-051",
                    path,
                    it.text() == null
                            ? "the credential has no contents"
                            : "the credential has a text and a source",
                    "give its text, or the file that holds it",
                    it.text() == null ? "Leave the credential out" : "Keep the text",
                    it.text() == null
                            ? without
                            : new Edit.SetVm(
                                    vm.withCredentials(
                                            with(name, it.withContents(it.text(), null)))));
        }
        boolean has =
                mechanism == VmCredential.Mechanism.SMBIOS
                        ? vm.architecture().hasSmbios()
                        : vm.architecture().hasFwCfg();
        if (!has) {
            boolean other =
                    mechanism == VmCredential.Mechanism.SMBIOS && vm.architecture().hasFwCfg();
            all.error(
                    "VM-052",
                    path + "/mechanism",
                    "%s has no %s by which the guest would get it"
                            .formatted(vm.architecture(), mechanism),
                    other ? "use fw_cfg" : "credentials do not reach this machine",
                    other ? "Use fw_cfg" : "Leave the credential out",
                    other
                            ? new Edit.SetVm(
                                    vm.withCredentials(
                                            with(
                                                    name,
                                                    it.withMechanism(VmCredential.Mechanism.AUTO))))
                            : without);
        }
    }

    private Map<String, VmCredential> with(String name, VmCredential changed) {
        var credentials = new TreeMap<>(vm.credentials());
        credentials.put(name, changed);
        return credentials;
    }
}
