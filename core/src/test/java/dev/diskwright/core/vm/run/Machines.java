package dev.diskwright.core.vm.run;

import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Tokens of machines that tests boot, without KVM and without a network.
public final class Machines {
    public static final String PROGRAM = "qemu-system-x86_64";

    private static final String FLASH = "if=pflash,format=raw,unit=";

    private Machines() {}

    /// {@return a machine with a BIOS}
    public static MachineSpec bios(String... more) {
        Peers.require(PROGRAM);
        return spec(List.of("-m", "256"), more).withReadsFirmware(true);
    }

    /// {@return a machine with UEFI, its variables fresh each time}
    ///
    /// @param place for a copy of the variables
    public static MachineSpec uefi(Path place, String... more) throws IOException {
        Peers.require(PROGRAM);
        Path code = Peers.requireFile("/usr/share/OVMF/OVMF_CODE_4M.fd");
        Path variables = Peers.requireFile("/usr/share/OVMF/OVMF_VARS_4M.fd");
        return spec(flash(List.of("-machine", "q35"), code, variables, place), more);
    }

    /// {@return a machine with UEFI that trusts what Microsoft has signed and nothing else}
    public static MachineSpec secure(Path place, String... more) throws IOException {
        Peers.require(PROGRAM);
        Path code = Peers.requireFile("/usr/share/OVMF/OVMF_CODE_4M.secboot.fd");
        Path variables = Peers.requireFile("/usr/share/OVMF/OVMF_VARS_4M.ms.fd");
        var secure =
                List.of(
                        "-machine",
                        "q35,smm=on",
                        "-global",
                        "driver=cfi.pflash01,property=secure,value=on");
        return spec(flash(secure, code, variables, place), more);
    }

    private static List<String> flash(List<String> machine, Path code, Path variables, Path place)
            throws IOException {
        Path copy = place.resolve("variables.fd");
        Files.deleteIfExists(copy);
        Files.copy(variables, copy);
        var tokens = new ArrayList<String>(machine);
        tokens.addAll(List.of("-m", "512"));
        tokens.addAll(List.of("-drive", FLASH + "0,readonly=on,file=" + code));
        tokens.addAll(List.of("-drive", FLASH + "1,file=" + copy));
        return tokens;
    }

    private static MachineSpec spec(List<String> machine, String... more) {
        var tokens = new ArrayList<String>(machine);
        tokens.addAll(List.of("-display", "none", "-monitor", "none", "-net", "none"));
        tokens.addAll(List.of(more));
        return MachineSpec.of(PROGRAM, tokens);
    }

    /// {@return tokens of a disk}
    ///
    /// @param device one of virtio, ide, nvme
    public static String[] disk(Path file, String format, String device) {
        String drive =
                "if=none,id=disk,cache=unsafe,format=%s,file=%s"
                        .formatted(format, file.toString().replace(",", ",,"));
        String model =
                switch (device) {
                    case "ide" -> "ide-hd,drive=disk";
                    case "nvme" -> "nvme,drive=disk,serial=1";
                    default -> "virtio-blk-pci,drive=disk";
                };
        return new String[] {"-drive", drive, "-device", model};
    }

    /// {@return a kernel of Debian's for machines in clouds, from the package `linux-image-cloud-amd64`}
    public static Path kernel() {
        return boot("vmlinuz-", "linux-image-cloud-amd64");
    }

    /// {@return the initial RAM disk for it, made by the package `initramfs-tools` with `busybox-static`}
    public static Path initrd() {
        return boot("initrd.img-", "initramfs-tools");
    }

    private static Path boot(String prefix, String packageName) {
        String missing = "/boot/%s*-cloud-amd64 (package %s)".formatted(prefix, packageName);
        try (Stream<Path> files = Files.list(Path.of("/boot"))) {
            return files.filter(it -> isThat(it, prefix))
                    .max(Comparator.naturalOrder())
                    .orElseGet(() -> Peers.requireFile(missing));
        } catch (IOException e) {
            return Peers.requireFile(missing);
        }
    }

    private static boolean isThat(Path file, String prefix) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(prefix) && name.endsWith("-cloud-amd64") && Files.isReadable(file);
    }
}
