package dev.diskwright.ui.machine;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmDirectBoot;
import dev.diskwright.core.design.VmDiskImage;
import dev.diskwright.core.design.VmEfi;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the machine boots by.
public enum BootPath {
    /// UEFI firmware starts what is on the disk.
    UEFI,
    /// A BIOS starts what is on the disk.
    BIOS,
    /// The machine loads a kernel past firmware and loader.
    DIRECT;

    /// What belongs to paths that are not taken. The document refuses it, as it would have no effect, so it is kept
    /// beside it.
    ///
    /// @param efi settings of UEFI; null for none
    /// @param bios BIOS image; null for none
    /// @param initrd initial RAM disk of direct boot; null for none
    record Kept(@Nullable VmEfi efi, @Nullable String bios, @Nullable String initrd) {
        static final Kept NOTHING = new Kept(null, null, null);
    }

    /// A machine on a path.
    ///
    /// @param kept what belongs to the others
    record Taken(Vm vm, Kept kept) {}

    /// {@return its name in the texts}
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// {@return the path that a design's machine takes}
    public static BootPath of(Design design) {
        return design.vm().directBoot().enable()
                ? DIRECT
                : design.vm().efi().isOn(design) ? UEFI : BIOS;
    }

    /// {@return the machine of `design` on this path} Where the firmware that follows from the layout is the one wished
    /// for, it goes on following.
    Taken take(Design design, Kept kept) {
        Vm vm = design.vm();
        if (this == DIRECT) {
            return direct(design, kept);
        }
        VmDirectBoot off = vm.directBoot().withEnable(false);
        String initrd = off.initrd() != null ? off.initrd() : kept.initrd();
        Vm disk =
                vm.withUseBootLoader(true)
                        .withDirectBoot(off.withInitrd(null))
                        .withDiskImage(VmDiskImage.DEFAULT);
        return this == UEFI ? uefi(design, disk, kept, initrd) : bios(design, disk, kept, initrd);
    }

    private static Taken uefi(Design design, Vm disk, Kept kept, @Nullable String initrd) {
        String bios = disk.bios() != null ? disk.bios() : kept.bios();
        VmEfi settings = kept.efi() != null && !disk.efi().isOn(design) ? kept.efi() : disk.efi();
        Vm without = disk.withBios(null).withEfi(settings.withEnable(null));
        boolean follows = without.efi().isOn(design.withVm(without));
        Vm vm = follows ? without : without.withEfi(settings.withEnable(true));
        return new Taken(vm, new Kept(null, bios, initrd));
    }

    private static Taken bios(Design design, Vm disk, Kept kept, @Nullable String initrd) {
        VmEfi old = disk.efi();
        boolean settings = !old.equals(bare(old));
        VmEfi keep = settings ? old : kept.efi();
        Vm without = disk.withEfi(bare(old).withEnable(null));
        Vm named = disk.bios() == null ? without.withBios(kept.bios()) : without;
        boolean follows = !named.efi().isOn(design.withVm(named));
        Vm vm = follows ? named : named.withEfi(bare(old).withEnable(false));
        return new Taken(vm, new Kept(keep, null, initrd));
    }

    private static Taken direct(Design design, Kept kept) {
        Vm vm = design.vm();
        VmDirectBoot on = vm.directBoot().withEnable(true);
        Vm direct =
                vm.withUseBootLoader(false)
                        .withDirectBoot(on.initrd() == null ? on.withInitrd(kept.initrd()) : on);
        boolean settings = !vm.efi().equals(bare(vm.efi()));
        boolean on2 = direct.efi().isOn(design.withVm(direct));
        return settings && !on2
                ? new Taken(direct.withEfi(bare(vm.efi())), new Kept(vm.efi(), kept.bios(), null))
                : new Taken(direct, new Kept(kept.efi(), kept.bios(), null));
    }

    /// {@return the same without what only UEFI has}
    private static VmEfi bare(VmEfi efi) {
        return new VmEfi(efi.enable(), null, null, false, false);
    }
}
