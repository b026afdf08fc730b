package dev.diskwright.core.design;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An initial RAM disk that is made from a kernel's modules and busybox. Sources are folders, packages or files relative to
/// the design, or `contents:/PATH` in the image.
///
/// @param modules where the kernel's modules are; null where the kernel is: in its package, or in the image
/// @param busybox a static busybox, or a package with one
/// @param root what the system gets for its root
/// @param init program that it is started with
/// @param drivers more modules to load, beside those that the machine's disk and the root's file system take
public record BootInitramfs(
        @Default("null")
                @Explain(
                        "Modules of the kernel: a package, a folder, or contents:/PATH; null where the kernel is.")
                @Nullable String modules,
        @Default("null") @Explain("A static busybox: a file, or a package with one.")
                @Nullable String busybox,
        @Default("\"disk\"")
                @Explain(
                        "What the system gets for its root: disk, overlay (changes stay in memory) or memory (a copy).")
                Root root,
        @Default("\"/sbin/init\"") @Explain("Program that the system is started with.") String init,
        @Default("[]")
                @Explain(
                        "More modules, beside those for the machine's disk and the root's file system.")
                List<String> drivers) {
    /// Copies the list.
    public BootInitramfs {
        drivers = List.copyOf(drivers);
    }

    /// What the running system gets for its root.
    public enum Root {
        /// The file system on the disk.
        DISK,
        /// The file system on the disk, read only, with changes kept in memory.
        OVERLAY,
        /// A copy in memory.
        MEMORY
    }
}
