package dev.diskwright.ui.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignChecks;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmEfi;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BootPathTest {
    private static final VmEfi SECURE = new VmEfi(null, "code.fd", "vars.fd", true, true);

    private static Design design(Preset preset) {
        Design design = Design.of("router", preset);
        return design.withBoot(design.boot().withKernel("vmlinuz"));
    }

    @ParameterizedTest
    @EnumSource(BootPath.class)
    void aPathThatIsTakenIsThePath(BootPath path) {
        for (Preset preset : Preset.values()) {
            Design design = design(preset);
            Vm vm = path.take(design, BootPath.Kept.NOTHING).vm();
            assertEquals(path, BootPath.of(design.withVm(vm)), preset.toString());
        }
    }

    @Test
    void firmwareGoesOnFollowingTheLayoutWhereItDoes() {
        Design efi = design(Preset.EFI);
        Design legacy = design(Preset.LEGACY);

        assertNull(BootPath.UEFI.take(efi, BootPath.Kept.NOTHING).vm().efi().enable());
        assertEquals(false, BootPath.BIOS.take(efi, BootPath.Kept.NOTHING).vm().efi().enable());
        assertNull(BootPath.BIOS.take(legacy, BootPath.Kept.NOTHING).vm().efi().enable());
        assertEquals(true, BootPath.UEFI.take(legacy, BootPath.Kept.NOTHING).vm().efi().enable());
    }

    /// The document refuses what belongs to another path; it comes back with its path.
    @Test
    void valuesOfOtherPathsAreKept() {
        Design design = design(Preset.EFI);
        Design start = design.withVm(design.vm().withEfi(SECURE));
        Design current = start;
        BootPath.Kept kept = BootPath.Kept.NOTHING;
        for (BootPath path : List.of(BootPath.BIOS, BootPath.DIRECT, BootPath.BIOS)) {
            BootPath.Taken taken = path.take(current, kept);
            kept = taken.kept();
            current = current.withVm(taken.vm());
            assertEquals(path, BootPath.of(current));
            assertEquals(List.of(), mistakes(current), path.toString());
        }
        current = current.withVm(BootPath.UEFI.take(current, kept).vm());

        assertEquals(SECURE, current.vm().efi());
        assertEquals(List.of(), mistakes(current));
    }

    @Test
    void theInitialRamDiskOfDirectBootIsKept() {
        Design design = design(Preset.EFI);
        Vm vm =
                design.vm()
                        .withUseBootLoader(false)
                        .withDirectBoot(
                                design.vm()
                                        .directBoot()
                                        .withEnable(true)
                                        .withInitrd("netboot.img"));
        BootPath.Taken off = BootPath.UEFI.take(design.withVm(vm), BootPath.Kept.NOTHING);
        Design booted = design.withVm(off.vm());

        assertEquals(List.of(), mistakes(booted));
        assertEquals(
                "netboot.img", BootPath.DIRECT.take(booted, off.kept()).vm().directBoot().initrd());
    }

    private static List<String> mistakes(Design design) {
        return DesignChecks.check(design).stream()
                .filter(it -> it.code().startsWith("VM-0"))
                .filter(Diagnostic::isError)
                .map(it -> it.code() + " " + it.problem())
                .toList();
    }
}
