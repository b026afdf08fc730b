package dev.diskwright.core.design;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The virtual machine that the image is tried in. Names follow NixOS's `virtualisation` options. Files are paths
/// relative to the design.
///
/// @param node number, 1 to 254: with the vlan it gives addresses; designs that run together need different ones
/// @param architecture processor family
/// @param machine QEMU machine; null follows from the architecture
/// @param cpu QEMU processor model
/// @param acceleration what executes the guest's instructions
/// @param cores number of processors
/// @param memory size, in whole MiB
/// @param graphics whether there is a screen; else the serial port is the console
/// @param resolution size of the screen
/// @param consoles values of `console=` on a kernel's command line that QEMU passes; null follows from architecture and graphics
/// @param virtioKeyboard whether there is a paravirtual keyboard
/// @param useBootLoader whether the image boots by itself
/// @param directBoot loading a kernel by QEMU
/// @param efi UEFI firmware
/// @param bios firmware image instead of QEMU's own; excludes UEFI
/// @param networkBoot booting over the network
/// @param vlans wires to which `eth1`, `eth2` … are connected, with addresses
/// @param interfaces further interfaces, by name
/// @param networkBackend what vlans are made of
/// @param userNetwork whether `eth0` reaches the host's network
/// @param forwardPorts forwarded ports of the user network
/// @param restrictNetwork whether the user network leads nowhere but to forwarded ports
/// @param emptyDiskImages further disks
/// @param sharedDirectories directories of the host, by tag
/// @param diskInterface how disks are attached
/// @param diskImage the design's disk, or null for none: the root is in memory then
/// @param tpm TPM 2
/// @param guestAgent whether there is a port for QEMU's guest agent
/// @param credentials systemd credentials, by name
/// @param qemuOptions further arguments of QEMU, one token an entry, kept as they are
public record Vm(
        @Default("1")
                @Explain("Number of this machine, 1 to 254; with the vlan it gives addresses.")
                int node,
        @Default("\"x86_64\"")
                @Explain("Processor family: x86_64, aarch64, riscv64, armv7l, ppc64 or riscv32.")
                VmArchitecture architecture,
        @Default("null") @Explain("QEMU machine, such as q35 or pc; by architecture if left out.")
                @Nullable String machine,
        @Default("\"max\"")
                @Explain("QEMU processor model; max is everything the accelerator can do.")
                String cpu,
        @Default("\"auto\"") @Explain("auto, kvm, hvf, whpx or tcg; auto takes what works.")
                VmAcceleration acceleration,
        @Default("1") @Explain("Number of processors.") int cores,
        @Default("\"1GiB\"") @Explain("Size of the memory, in whole MiB.") ByteSize memory,
        @Default("false") @Explain("Show a screen; without, the serial port is the console.")
                boolean graphics,
        @Default("{}") @Explain("Size of the screen.") VmResolution resolution,
        @Default("null")
                @Explain(
                        "Consoles of the kernel, the last is the primary one; by architecture and graphics if left out.")
                @Nullable List<String> consoles,
        @Default("true") @Explain("A keyboard that needs no driver but virtio's.")
                boolean virtioKeyboard,
        @Default("true") @Explain("Boot the image by firmware and its own boot loader.")
                boolean useBootLoader,
        @Default("{}") @Explain("Boot a kernel by QEMU itself.") VmDirectBoot directBoot,
        @Default("{}") @Explain("UEFI firmware and its variables.") VmEfi efi,
        @Default("null") @Explain("Firmware image to use instead of QEMU's BIOS.")
                @Nullable String bios,
        @Default("{}") @Explain("Boot over the network before the disks.")
                VmNetworkBoot networkBoot,
        @Default("[]")
                @Explain("Vlans to connect to, by interfaces eth1, eth2 and so on, with addresses.")
                List<Integer> vlans,
        @Default("{}") @Explain("Further interfaces by the name that they have in the guest.")
                Map<String, VmInterface> interfaces,
        @Default("\"multicast\"")
                @Explain("What vlans are made of: multicast, socket, vde or none.")
                VmNetworkBackend networkBackend,
        @Default("true") @Explain("Connect eth0 to the host's network, by address translation.")
                boolean userNetwork,
        @Default("[]") @Explain("Ports of host and guest that lead to each other.")
                List<VmForward> forwardPorts,
        @Default("false")
                @Explain("Keep the guest from the host and the world; forwarded ports still work.")
                boolean restrictNetwork,
        @Default("[]") @Explain("Further disks, each a size or an object.")
                List<VmDisk> emptyDiskImages,
        @Default("{}")
                @Explain("Directories of the host by the tag under which the guest mounts them.")
                Map<String, VmShare> sharedDirectories,
        @Default("\"virtio\"") @Explain("How disks are attached: virtio, scsi, ide, nvme or usb.")
                VmDiskInterface diskInterface,
        @Default("\"default\"")
                @Explain("The design's disk, or null for a machine whose root is in memory.")
                @OrNull
                @Nullable VmDiskImage diskImage,
        @Default("{}") @Explain("TPM 2 of the machine.") VmTpm tpm,
        @Default("false") @Explain("A port for QEMU's guest agent.") boolean guestAgent,
        @Default("{}") @Explain("systemd credentials by name.")
                Map<String, VmCredential> credentials,
        @Default("[]") @Explain("Further arguments of QEMU, one token an entry.")
                List<String> qemuOptions) {
    /// Serial of the disk that the design describes.
    public static final String ROOT_SERIAL = "root";

    /// Copies the collections; maps are sorted by name.
    public Vm {
        consoles = consoles == null ? null : List.copyOf(consoles);
        vlans = List.copyOf(vlans);
        interfaces = sorted(interfaces);
        forwardPorts = List.copyOf(forwardPorts);
        emptyDiskImages = List.copyOf(emptyDiskImages);
        sharedDirectories = sorted(sharedDirectories);
        credentials = sorted(credentials);
        qemuOptions = List.copyOf(qemuOptions);
    }

    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }

    /// {@return the machine in effect}
    public String effectiveMachine() {
        return machine != null ? machine : architecture.defaultMachine();
    }

    /// {@return the consoles in effect; the last is the primary one}
    public List<String> effectiveConsoles() {
        if (consoles != null) {
            return consoles;
        }
        String serial = architecture.serialPort() + ",115200n8";
        return graphics ? List.of(serial, "tty0") : List.of("tty0", serial);
    }

    /// {@return whether its first drive is the design's disk}
    public boolean hasDisk() {
        return diskImage != null;
    }

    /// {@return whether firmware hands over to what is on the disk}
    public boolean bootsDisk() {
        return useBootLoader && hasDisk() && !directBoot.enable();
    }

    /// {@return the same with another number of the node}
    public Vm withNode(int newNode) {
        return Shape.with(this, "node", newNode);
    }

    /// {@return the same with another architecture}
    public Vm withArchitecture(VmArchitecture newArchitecture) {
        return Shape.with(this, "architecture", newArchitecture);
    }

    /// {@return the same with another machine}
    public Vm withMachine(@Nullable String newMachine) {
        return Shape.with(this, "machine", newMachine);
    }

    /// {@return the same with another processor model}
    public Vm withCpu(String newCpu) {
        return Shape.with(this, "cpu", newCpu);
    }

    /// {@return the same with other acceleration}
    public Vm withAcceleration(VmAcceleration newAcceleration) {
        return Shape.with(this, "acceleration", newAcceleration);
    }

    /// {@return the same with another number of processors}
    public Vm withCores(int newCores) {
        return Shape.with(this, "cores", newCores);
    }

    /// {@return the same with memory of another size}
    public Vm withMemory(ByteSize newMemory) {
        return Shape.with(this, "memory", newMemory);
    }

    /// {@return the same with a screen or without}
    public Vm withGraphics(boolean newGraphics) {
        return Shape.with(this, "graphics", newGraphics);
    }

    /// {@return the same with another resolution}
    public Vm withResolution(VmResolution newResolution) {
        return Shape.with(this, "resolution", newResolution);
    }

    /// {@return the same with other consoles}
    public Vm withConsoles(@Nullable List<String> newConsoles) {
        return Shape.with(this, "consoles", newConsoles);
    }

    /// {@return the same with a paravirtual keyboard or without}
    public Vm withVirtioKeyboard(boolean newVirtioKeyboard) {
        return Shape.with(this, "virtioKeyboard", newVirtioKeyboard);
    }

    /// {@return the same with the boot loader used or not}
    public Vm withUseBootLoader(boolean newUseBootLoader) {
        return Shape.with(this, "useBootLoader", newUseBootLoader);
    }

    /// {@return the same with other settings of direct boot}
    public Vm withDirectBoot(VmDirectBoot newDirectBoot) {
        return Shape.with(this, "directBoot", newDirectBoot);
    }

    /// {@return the same with other UEFI settings}
    public Vm withEfi(VmEfi newEfi) {
        return Shape.with(this, "efi", newEfi);
    }

    /// {@return the same with another BIOS image}
    public Vm withBios(@Nullable String newBios) {
        return Shape.with(this, "bios", newBios);
    }

    /// {@return the same with other settings of network boot}
    public Vm withNetworkBoot(VmNetworkBoot newNetworkBoot) {
        return Shape.with(this, "networkBoot", newNetworkBoot);
    }

    /// {@return the same with other vlans}
    public Vm withVlans(List<Integer> newVlans) {
        return Shape.with(this, "vlans", newVlans);
    }

    /// {@return the same with other interfaces}
    public Vm withInterfaces(Map<String, VmInterface> newInterfaces) {
        return Shape.with(this, "interfaces", newInterfaces);
    }

    /// {@return the same with another back end for vlans}
    public Vm withNetworkBackend(VmNetworkBackend newNetworkBackend) {
        return Shape.with(this, "networkBackend", newNetworkBackend);
    }

    /// {@return the same with a user network or without}
    public Vm withUserNetwork(boolean newUserNetwork) {
        return Shape.with(this, "userNetwork", newUserNetwork);
    }

    /// {@return the same with other forwarded ports}
    public Vm withForwardPorts(List<VmForward> newForwardPorts) {
        return Shape.with(this, "forwardPorts", newForwardPorts);
    }

    /// {@return the same with the user network restricted or not}
    public Vm withRestrictNetwork(boolean newRestrictNetwork) {
        return Shape.with(this, "restrictNetwork", newRestrictNetwork);
    }

    /// {@return the same with other further disks}
    public Vm withEmptyDiskImages(List<VmDisk> newEmptyDiskImages) {
        return Shape.with(this, "emptyDiskImages", newEmptyDiskImages);
    }

    /// {@return the same with other shared directories}
    public Vm withSharedDirectories(Map<String, VmShare> newSharedDirectories) {
        return Shape.with(this, "sharedDirectories", newSharedDirectories);
    }

    /// {@return the same with another disk interface}
    public Vm withDiskInterface(VmDiskInterface newDiskInterface) {
        return Shape.with(this, "diskInterface", newDiskInterface);
    }

    /// {@return the same with the design's disk, or null without}
    public Vm withDiskImage(@Nullable VmDiskImage newDiskImage) {
        return Shape.with(this, "diskImage", newDiskImage);
    }

    /// {@return the same with another TPM or none}
    public Vm withTpm(VmTpm newTpm) {
        return Shape.with(this, "tpm", newTpm);
    }

    /// {@return the same with a guest agent or without}
    public Vm withGuestAgent(boolean newGuestAgent) {
        return Shape.with(this, "guestAgent", newGuestAgent);
    }

    /// {@return the same with other credentials}
    public Vm withCredentials(Map<String, VmCredential> newCredentials) {
        return Shape.with(this, "credentials", newCredentials);
    }

    /// {@return the same with other further arguments}
    public Vm withQemuOptions(List<String> newQemuOptions) {
        return Shape.with(this, "qemuOptions", newQemuOptions);
    }
}
