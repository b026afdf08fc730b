package dev.diskwright.core.vm.boottest;

/// How far a boot comes, in order.
public enum BootStage {
    /// Nothing was heard.
    NOTHING("nothing"),
    /// The firmware spoke.
    FIRMWARE("firmware"),
    /// A boot loader, or another program on the disk, was started.
    LOADER("loader"),
    /// The kernel was started.
    KERNEL("kernel"),
    /// The initial RAM disk was started.
    INITRD("initrd"),
    /// The root file system was mounted.
    ROOT("root"),
    /// Somebody could log in.
    LOGIN("login");

    private final String id;

    BootStage(String id) {
        this.id = id;
    }

    /// {@return its name in reports}
    public String id() {
        return id;
    }
}
