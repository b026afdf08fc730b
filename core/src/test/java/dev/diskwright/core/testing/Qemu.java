package dev.diskwright.core.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Machines that tests boot, without KVM and without a network. The disk is not written to.
public final class Qemu {
    private static final String PROGRAM = "qemu-system-x86_64";

    /// What a disk can be attached as, by the name that a person would give it.
    private static final Map<String, List<String>> DEVICES =
            Map.of(
                    "virtio", List.of("-device", "virtio-blk-pci,drive=disk"),
                    "ide", List.of("-device", "ide-hd,drive=disk"),
                    "nvme", List.of("-device", "nvme,drive=disk,serial=1"),
                    "usb", List.of("-device", "nec-usb-xhci", "-device", "usb-storage,drive=disk"),
                    "scsi", List.of("-device", "virtio-scsi-pci", "-device", "scsi-hd,drive=disk"));

    private Qemu() {}

    /// {@return what a machine with a BIOS wrote to its first serial port until it powered off}
    ///
    /// @param device one of virtio, ide, nvme, usb, scsi
    public static String bootBios(Path disk, String format, String device) throws IOException {
        Peers.require(PROGRAM);
        return boot(disk, format, device, List.of("-m", "512"));
    }

    /// {@return what a machine with a BIOS wrote to its first serial port until `text` was in it, or for a minute} For
    /// what does not power off.
    ///
    /// @param device one of virtio, ide, nvme, usb, scsi
    public static String bootBiosUntil(Path disk, String device, String text)
            throws IOException, InterruptedException {
        Peers.require(PROGRAM);
        Path serial = Files.createTempFile("serial", ".log");
        var command = new ArrayList<>(List.of(PROGRAM));
        command.addAll(arguments(disk, "raw", device, List.of("-m", "64"), serial));
        Process machine = new ProcessBuilder(command).inheritIO().start();
        try {
            String written = "";
            for (int i = 0; i < 600 && machine.isAlive() && !written.contains(text); i++) {
                machine.waitFor(Duration.ofMillis(100));
                written = new String(Files.readAllBytes(serial), UTF_8);
            }
            return written;
        } finally {
            machine.destroy();
            machine.waitFor();
            Files.delete(serial);
        }
    }

    /// {@return what a machine with UEFI wrote to its first serial port until it powered off}
    ///
    /// @param device one of virtio, ide, nvme, usb, scsi
    public static String bootUefi(Path disk, String format, String device) throws IOException {
        Peers.require(PROGRAM);
        Path code =
                Peers.requireFile(
                        "/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/edk2/ovmf/OVMF_CODE.fd");
        Path variables =
                Peers.requireFile(
                        "/usr/share/OVMF/OVMF_VARS_4M.fd", "/usr/share/edk2/ovmf/OVMF_VARS.fd");
        return bootFlash(disk, format, device, "q35", code, variables);
    }

    /// {@return the same with firmware that knows Secure Boot, and with these variables}
    public static String bootSecure(
            Path disk, String format, String device, Path code, Path variables) throws IOException {
        Peers.require(PROGRAM);
        return bootFlash(disk, format, device, "q35,smm=on", code, variables);
    }

    private static String bootFlash(
            Path disk, String format, String device, String machine, Path code, Path variables)
            throws IOException {
        String flash = "if=pflash,format=raw,file=";
        return boot(
                disk,
                format,
                device,
                List.of(
                        "-machine",
                        machine,
                        "-m",
                        "512",
                        "-global",
                        "driver=cfi.pflash01,property=secure,value="
                                + (machine.endsWith("smm=on") ? "on" : "off"),
                        "-drive",
                        flash + code + ",readonly=on",
                        "-drive",
                        flash + variables + ",snapshot=on"));
    }

    private static String boot(Path disk, String format, String device, List<String> machine)
            throws IOException {
        Path serial = Files.createTempFile("serial", ".log");
        try {
            Peers.run(180, PROGRAM, arguments(disk, format, device, machine, serial).toArray())
                    .ok();
            return new String(Files.readAllBytes(serial), UTF_8); // firmware writes other bytes too
        } finally {
            Files.delete(serial);
        }
    }

    private static List<String> arguments(
            Path disk, String format, String device, List<String> machine, Path serial) {
        var arguments = new ArrayList<String>(machine);
        arguments.addAll(List.of("-display", "none", "-no-reboot", "-net", "none"));
        arguments.addAll(List.of("-serial", "file:" + serial));
        arguments.add("-drive");
        arguments.add("if=none,id=disk,snapshot=on,format=%s,file=%s".formatted(format, disk));
        arguments.addAll(DEVICES.get(device));
        return arguments;
    }
}
