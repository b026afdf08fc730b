package dev.diskwright.core.vm;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.design.VmDirectBoot;
import dev.diskwright.core.design.VmEfi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the machine starts: a kernel, or firmware.
final class StartArguments {
    /// As large as code and variables together may be.
    private static final long MAX_FLASH = 8 * Units.MIB;

    /// Sizes of variable stores by the sizes of the code that they go with, in bytes, of builds that are common.
    private static final Map<Long, Long> FAMILIES =
            Map.of(1_966_080L, 131_072L, 3_653_632L, 540_672L);

    private static final String CONTENTS = "contents:";

    private final Parts parts;
    private final Vm vm;

    StartArguments(Parts parts) {
        this.parts = parts;
        this.vm = parts.vm();
    }

    /// A kernel that QEMU loads.
    ///
    /// @param given files that were made for it; null for those that the design names
    void kernel(@Nullable DirectKernel given) {
        if (!vm.directBoot().enable()) {
            return;
        }
        DirectKernel it = given != null ? given : named();
        var tokens = new ArrayList<>(List.of("-kernel", it.kernel().toString()));
        Path initrd = it.initrd();
        if (initrd != null) {
            tokens.addAll(List.of("-initrd", initrd.toString()));
        }
        requireNamed();
        var words = new ArrayList<>(it.cmdline());
        if (words.stream().noneMatch(word -> word.startsWith("console="))) {
            vm.effectiveConsoles().forEach(console -> words.add("console=" + console));
        }
        tokens.addAll(List.of("-append", String.join(" ", words)));
        parts.group(
                "kernel",
                "Kernel",
                tokens,
                "/vm/directBoot",
                "/boot/kernel",
                "/boot/initrd",
                "/boot/cmdline",
                "/vm/consoles");
    }

    /// Files of the host that the design names must be there, also where copies of them are loaded.
    private void requireNamed() {
        String kernel = kernelName();
        if (kernel != null && !isInContents(kernel)) {
            requireFile(parts.file(kernel), "/vm/directBoot/kernel");
        }
        for (String name : initrdNames()) {
            if (!isInContents(name)) {
                requireFile(parts.file(name), "/vm/directBoot/initrd");
            }
        }
    }

    private @Nullable String kernelName() {
        VmDirectBoot direct = vm.directBoot();
        return direct.kernel() != null ? direct.kernel() : parts.design().boot().kernel();
    }

    private List<String> initrdNames() {
        VmDirectBoot direct = vm.directBoot();
        return direct.initrd() != null
                ? List.of(direct.initrd())
                : direct.kernel() != null ? List.of() : parts.design().boot().initrd();
    }

    private DirectKernel named() {
        VmDirectBoot direct = vm.directBoot();
        String kernel = kernelName();
        List<String> initrds = initrdNames();
        if (initrds.size() > 1
                || isInContents(kernel)
                || initrds.stream().anyMatch(StartArguments::isInContents)) {
            parts.lacks(
                    "VM-109",
                    "/vm/directBoot",
                    "the kernel's files are in the contents of the image, or several that are to be joined",
                    "name files of this computer");
        }
        List<String> words =
                direct.cmdline() != null ? direct.cmdline() : parts.design().boot().cmdline();
        return new DirectKernel(
                parts.file(kernel == null ? "" : kernel),
                initrds.isEmpty() ? null : parts.file(initrds.getFirst()),
                words);
    }

    private static boolean isInContents(@Nullable String name) {
        return name != null && name.startsWith(CONTENTS);
    }

    private void requireFile(Path file, String path) {
        if (file.isAbsolute() && !parts.host().isFile(file)) {
            parts.lacks(
                    "VM-108",
                    path,
                    "%s is not there, or cannot be read".formatted(file),
                    "name a file that QEMU can load");
        }
    }

    /// UEFI in two flash devices, or the BIOS that is named.
    FirmwareChoice firmware() {
        if (vm.efi().isOn(parts.design())) {
            return uefi();
        }
        String bios = vm.bios();
        if (bios != null) {
            Path file = parts.file(bios);
            requireFile(file, "/vm/bios");
            parts.group("bios", "BIOS", List.of("-bios", file.toString()), "/vm/bios");
        }
        return new FirmwareChoice.BuiltIn();
    }

    private FirmwareChoice uefi() {
        VmEfi efi = vm.efi();
        Optional<FirmwareImage> image =
                efi.firmware() != null && efi.variables() != null
                        ? Optional.of(given(efi.firmware(), efi.variables()))
                        : Optional.empty();
        if (image.isEmpty()) {
            FirmwareSearch search =
                    FirmwareSearch.on(parts.host(), vm.architecture(), vm.effectiveMachine());
            image = search.choose(efi.secureBoot());
            if (image.isEmpty()) {
                parts.lacks(
                        "VM-103",
                        efi.secureBoot() ? "/vm/efi/secureBoot" : "/vm/efi/enable",
                        "there is no UEFI firmware%s for %s; looked in %s"
                                .formatted(
                                        efi.secureBoot() ? " with Secure Boot" : "",
                                        vm.architecture(),
                                        String.join(", ", search.looked())),
                        "install it (packages are called ovmf or edk2), or name its files");
                return new FirmwareChoice.Missing(search.looked());
            }
        }
        flash(image.get());
        return new FirmwareChoice.Found(image.get());
    }

    private FirmwareImage given(String firmware, String variables) {
        Path code = parts.file(firmware);
        Path template = parts.file(variables);
        requireFile(code, "/vm/efi/firmware");
        requireFile(template, "/vm/efi/variables");
        long codeSize = parts.host().size(code);
        long templateSize = parts.host().size(template);
        Long right = FAMILIES.get(codeSize);
        boolean x86 = vm.architecture() == VmArchitecture.X86_64;
        if (x86 && codeSize > 0 && templateSize > 0) {
            if (codeSize + templateSize > MAX_FLASH) {
                parts.lacks(
                        "VM-104",
                        "/vm/efi/firmware",
                        "firmware and variables have %d bytes together"
                                .formatted(codeSize + templateSize),
                        "QEMU takes 8 MiB at most");
            } else if (right != null && right != templateSize) {
                parts.lacks(
                        "VM-105",
                        "/vm/efi/variables",
                        "the variables have %d bytes, and this firmware's have %d"
                                .formatted(templateSize, right),
                        "take both of one build");
            }
        }
        boolean secure = vm.efi().secureBoot();
        return new FirmwareImage(
                code, "raw", template, "raw", "the design", secure, secure, secure && x86);
    }

    private void flash(FirmwareImage image) {
        boolean keep = vm.efi().keepVariables();
        Path variables =
                keep
                        ? parts.file(parts.design().name() + "-efi-vars.fd")
                        : parts.ofRun("efi-vars.fd");
        parts.prepare(new Preparation.Variables(variables, image.variables(), keep));
        parts.group(
                "firmware",
                "UEFI firmware and its variables",
                List.of(
                        "-drive",
                        pflash(image.codeFormat(), 0, "on", image.code()),
                        "-drive",
                        pflash(image.variablesFormat(), 1, "off", variables)),
                "/vm/efi",
                "/vm/efi/firmware",
                "/vm/efi/variables",
                "/vm/efi/keepVariables",
                "/vm/efi/secureBoot");
    }

    private static String pflash(String format, int unit, String readOnly, Path file) {
        return Option.keys()
                .with("if", "pflash")
                .with("format", format)
                .with("unit", unit)
                .with("readonly", readOnly)
                .with("file", file.toString())
                .toString();
    }

    /// The mode in which firmware keeps its variables from the guest.
    void systemManagement(FirmwareChoice firmware) {
        if (firmware instanceof FirmwareChoice.Found(FirmwareImage image) && image.requiresSmm()) {
            parts.group(
                    "smm",
                    "System management mode",
                    List.of(
                            "-machine",
                            Option.of(vm.effectiveMachine()).with("smm", "on").toString(),
                            "-global",
                            "driver=cfi.pflash01,property=secure,value=on"),
                    "/vm/efi/secureBoot");
        }
    }
}
