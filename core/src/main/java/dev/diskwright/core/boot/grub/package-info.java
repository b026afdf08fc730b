/// GRUB 2 for BIOS and for UEFI: what of it lies outside any file, and its menu.
///
/// ```text
/// sector 0          boot.img: reads one sector from a fixed LBA
/// gap or partition  core.img = diskboot.img (its block list reads the rest) │ decompressor │ LZMA: kernel.img, modules
/// file system       /boot/grub/grub.cfg, /boot/grub/i386-pc/*.mod for what core.img does not hold
/// ```
///
/// The gap is what lies between a master boot record and the first partition; on a GUID partition table it is the BIOS
/// boot partition. Follows the GRUB manual, "BIOS installation", and the numbers that `boot.S` and `diskboot.S` export
/// to `grub-bios-setup`.
@NullMarked
package dev.diskwright.core.boot.grub;

import org.jspecify.annotations.NullMarked;
