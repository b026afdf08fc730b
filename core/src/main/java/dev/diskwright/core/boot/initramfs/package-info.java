/// Initial RAM disks made from a kernel's modules and busybox: which modules a machine's disk and a root file system take,
/// with all that these depend on, and a script that loads them, finds the root, mounts it and goes on there.
///
/// Packages of kernels carry no `modules.dep`; what depends on what is read from the modules' own `.modinfo` sections, as
/// depmod does (System V ABI, "Sections"; Linux, `include/linux/module.h`).
@NullMarked
package dev.diskwright.core.boot.initramfs;

import org.jspecify.annotations.NullMarked;
