package dev.diskwright.ui.drop;

import java.nio.file.Path;

/// A file or folder from outside, with what is in it.
///
/// @param path on the host
/// @param source how the design names it
/// @param name last part of its path
/// @param kind what it was found to be, by its content
/// @param size in bytes; 0 for a folder
public record Dropped(Path path, String source, String name, Kind kind, long size) {
    /// What a file or folder may be.
    public enum Kind {
        /// A folder.
        FOLDER,
        /// An archive that is unpacked: tar, plain or compressed, or zip.
        ARCHIVE,
        /// A cpio archive that is unpacked because its name says so, though it may be an initial RAM disk.
        CPIO,
        /// A cpio archive that is kept as it is, as initial RAM disks are.
        INITRD,
        /// The image of a single file system.
        FILESYSTEM,
        /// The image of a disk with a partition table, or a container of one.
        DISK,
        /// A Linux kernel or another UEFI program.
        KERNEL,
        /// A design of this program.
        DESIGN,
        /// Any other file.
        FILE,
        /// Nothing is there, or it cannot be read.
        MISSING
    }

    /// {@return whether it brings files rather than being one}
    boolean bringsFiles() {
        return kind == Kind.FOLDER || isUnpacked();
    }

    /// {@return whether what is in it goes below a target, rather than itself}
    boolean isUnpacked() {
        return kind == Kind.ARCHIVE || kind == Kind.CPIO;
    }
}
