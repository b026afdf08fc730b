package dev.diskwright.core.design;

import org.jspecify.annotations.Nullable;

/// Files of GRUB 2. What is not named is looked for where distributions keep it on the host.
///
/// @param bootImage `boot.img` for a BIOS
/// @param coreImage `core.img` for a BIOS; null has it made, where that is allowed
/// @param efi `grubx64.efi`
/// @param shim `shimx64.efi`, in front of GRUB; only as named
/// @param mokManager `mmx64.efi`; only as named
/// @param fallback `fbx64.efi`; only as named
/// @param vendor directory below `/EFI`; null for the one that GRUB was made for
/// @param makeImages whether the host's `grub-mkimage` may make what is not named
public record BootGrub(
        @Default("null") @Explain("boot.img for a BIOS; the host's if left out.")
                @Nullable String bootImage,
        @Default("null") @Explain("core.img for a BIOS; see makeImages if left out.")
                @Nullable String coreImage,
        @Default("null") @Explain("grubx64.efi; the host's if left out, or see makeImages.")
                @Nullable String efi,
        @Default("null") @Explain("shimx64.efi, for Secure Boot with a distribution's GRUB.")
                @Nullable String shim,
        @Default("null") @Explain("mmx64.efi, by which shim enrols keys.")
                @Nullable String mokManager,
        @Default("null") @Explain("fbx64.efi, which makes boot entries at the first start.")
                @Nullable String fallback,
        @Default("null") @Explain("Directory below /EFI; the one GRUB was made for if left out.")
                @Nullable String vendor,
        @Default("false") @Explain("Let the host's grub-mkimage make what is not named.")
                boolean makeImages) {
    /// {@return the same with `grub-mkimage` allowed or not}
    public BootGrub withMakeImages(boolean newMakeImages) {
        return new BootGrub(
                bootImage, coreImage, efi, shim, mokManager, fallback, vendor, newMakeImages);
    }

    /// {@return the same with other files for a BIOS}
    public BootGrub withBios(@Nullable String newBootImage, @Nullable String newCoreImage) {
        return new BootGrub(
                newBootImage, newCoreImage, efi, shim, mokManager, fallback, vendor, makeImages);
    }

    /// {@return the same with other files for UEFI}
    public BootGrub withEfi(
            @Nullable String newEfi, @Nullable String newShim, @Nullable String newMokManager) {
        return new BootGrub(
                bootImage, coreImage, newEfi, newShim, newMokManager, fallback, vendor, makeImages);
    }
}
