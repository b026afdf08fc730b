/// Boot loaders as contents and as raw sectors: unified kernel images, systemd-boot with its entries, and the self-test
/// payload for images that have no kernel yet.
///
/// A unified kernel image (UAPI.5) is a UEFI program, the stub, with the kernel and all it needs appended as sections:
///
/// ```text
/// DOS header │ PE header │ section table │ .text .data … (stub) │ .osrel │ .cmdline │ .uname │ .initrd │ .linux
/// ```
///
/// Follows the Microsoft PE/COFF specification, UEFI 2.10, UAPI.1 (Boot Loader Specification), UAPI.5 (Unified Kernel
/// Image) and the kernel's own Documentation/arch/x86/boot.rst. The programs of our own lie as sources in
/// `src/main/boot`.
@NullMarked
package dev.diskwright.core.boot;

import org.jspecify.annotations.NullMarked;
