package dev.diskwright.core.vm;

import dev.diskwright.core.design.VmArchitecture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Places where systems are known to keep UEFI firmware that does not describe itself. Code and variables are always of
/// one family, as their sizes must go together.
final class KnownFirmware {
    /// A pair of files in a directory.
    ///
    /// @param smm whether it is a build with Secure Boot that needs system management mode
    private record Pair(
            String directory, String code, String variables, boolean secureBoot, boolean smm) {}

    private static final List<Pair> X86_64 =
            List.of(
                    // Debian, Ubuntu
                    plain("/usr/share/OVMF", "OVMF_CODE_4M.fd", "OVMF_VARS_4M.fd"),
                    secure("/usr/share/OVMF", "OVMF_CODE_4M.ms.fd", "OVMF_VARS_4M.ms.fd"),
                    secure("/usr/share/OVMF", "OVMF_CODE_4M.secboot.fd", "OVMF_VARS_4M.fd"),
                    plain("/usr/share/OVMF", "OVMF_CODE.fd", "OVMF_VARS.fd"),
                    secure("/usr/share/OVMF", "OVMF_CODE.ms.fd", "OVMF_VARS.ms.fd"),
                    // Fedora, Alpine
                    plain("/usr/share/edk2/ovmf", "OVMF_CODE.fd", "OVMF_VARS.fd"),
                    secure("/usr/share/edk2/ovmf", "OVMF_CODE.secboot.fd", "OVMF_VARS.secboot.fd"),
                    // Arch
                    plain("/usr/share/edk2/x64", "OVMF_CODE.4m.fd", "OVMF_VARS.4m.fd"),
                    secure("/usr/share/edk2/x64", "OVMF_CODE.secboot.4m.fd", "OVMF_VARS.4m.fd"),
                    plain("/usr/share/edk2-ovmf/x64", "OVMF_CODE.fd", "OVMF_VARS.fd"),
                    // Gentoo
                    plain("/usr/share/edk2-ovmf", "OVMF_CODE.fd", "OVMF_VARS.fd"),
                    // openSUSE
                    plain("/usr/share/qemu", "ovmf-x86_64-code.bin", "ovmf-x86_64-vars.bin"),
                    secure(
                            "/usr/share/qemu",
                            "ovmf-x86_64-smm-ms-code.bin",
                            "ovmf-x86_64-smm-ms-vars.bin"),
                    // NixOS
                    plain("/run/libvirt/nix-ovmf", "OVMF_CODE.fd", "OVMF_VARS.fd"));
    private static final List<Pair> AARCH64 =
            List.of(
                    plain("/usr/share/AAVMF", "AAVMF_CODE.fd", "AAVMF_VARS.fd"),
                    plain(
                            "/usr/share/edk2/aarch64",
                            "QEMU_EFI-pflash.raw",
                            "vars-template-pflash.raw"),
                    plain("/usr/share/edk2/aarch64", "QEMU_CODE.fd", "QEMU_VARS.fd"),
                    plain("/usr/share/qemu", "aavmf-aarch64-code.bin", "aavmf-aarch64-vars.bin"),
                    plain("/run/libvirt/nix-ovmf", "AAVMF_CODE.fd", "AAVMF_VARS.fd"));
    private static final List<Pair> ARM =
            List.of(plain("/usr/share/AAVMF", "AAVMF32_CODE.fd", "AAVMF32_VARS.fd"));
    private static final List<Pair> RISCV64 =
            List.of(
                    plain(
                            "/usr/share/qemu-efi-riscv64",
                            "RISCV_VIRT_CODE.fd",
                            "RISCV_VIRT_VARS.fd"),
                    plain("/usr/share/edk2/riscv", "RISCV_VIRT_CODE.fd", "RISCV_VIRT_VARS.fd"));

    private KnownFirmware() {}

    private static Pair plain(String directory, String code, String variables) {
        return new Pair(directory, code, variables, false, false);
    }

    private static Pair secure(String directory, String code, String variables) {
        return new Pair(directory, code, variables, true, true);
    }

    /// {@return every image that could be somewhere on this host, the most usual first; whether its files are there is not
    /// asked}
    ///
    /// @param qemu the program, beside which its distribution keeps firmware
    static List<FirmwareImage> places(
            VmArchitecture architecture, VmHost host, Optional<Path> qemu) {
        var all = new ArrayList<Pair>();
        if (host.system() != HostSystem.WINDOWS) {
            all.addAll(
                    switch (architecture) {
                        case X86_64 -> X86_64;
                        case AARCH64 -> AARCH64;
                        case ARMV7L -> ARM;
                        case RISCV64 -> RISCV64;
                        case PPC64, RISCV32 -> List.<Pair>of();
                    });
        }
        dataDirectories(host, qemu).forEach(it -> all.addAll(ofQemu(architecture, it.toString())));
        return all.stream().map(KnownFirmware::image).toList();
    }

    /// QEMU's own builds, with variables that the architectures of a family share.
    private static List<Pair> ofQemu(VmArchitecture architecture, String directory) {
        return switch (architecture) {
            case X86_64 ->
                    List.of(
                            plain(directory, "edk2-x86_64-code.fd", "edk2-i386-vars.fd"),
                            secure(directory, "edk2-x86_64-secure-code.fd", "edk2-i386-vars.fd"));
            case AARCH64 -> List.of(plain(directory, "edk2-aarch64-code.fd", "edk2-arm-vars.fd"));
            case ARMV7L -> List.of(plain(directory, "edk2-arm-code.fd", "edk2-arm-vars.fd"));
            case RISCV64 -> List.of(plain(directory, "edk2-riscv-code.fd", "edk2-riscv-vars.fd"));
            case PPC64, RISCV32 -> List.of();
        };
    }

    /// {@return where QEMU's data may lie, the most general place first}
    static List<Path> dataDirectories(VmHost host, Optional<Path> qemu) {
        var all = new ArrayList<Path>();
        switch (host.system()) {
            case LINUX, OTHER ->
                    all.addAll(
                            List.of(Path.of("/usr/share/qemu"), Path.of("/usr/local/share/qemu")));
            case MACOS ->
                    all.addAll(
                            List.of(
                                    Path.of("/usr/local/share/qemu"),
                                    Path.of("/opt/homebrew/share/qemu"),
                                    Path.of("/opt/local/share/qemu")));
            case WINDOWS -> all.add(Path.of("C:\\Program Files\\qemu\\share"));
        }
        Optional<Path> directory = qemu.map(Path::getParent);
        Optional<Path> beside =
                host.system() == HostSystem.WINDOWS
                        ? directory.map(it -> it.resolve("share"))
                        : directory.map(Path::getParent).map(it -> it.resolve("share/qemu"));
        beside.filter(it -> !all.contains(it)).ifPresent(all::add);
        return all;
    }

    private static FirmwareImage image(Pair it) {
        Path directory = Path.of(it.directory());
        return new FirmwareImage(
                directory.resolve(it.code()),
                "raw",
                directory.resolve(it.variables()),
                "raw",
                it.directory(),
                it.secureBoot(),
                it.variables().contains("ms") || it.variables().contains("secboot"),
                it.smm());
    }
}
