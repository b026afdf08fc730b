package dev.diskwright.core.container.ova;

import dev.diskwright.core.block.Target;

/// The names of a package's files: letters, digits and a few signs alone, as they stand in a URI, a manifest and a tar
/// header.
///
/// @param base what they begin with
/// @param descriptor its name
/// @param manifest its name
record PackageNames(String base, String descriptor, String manifest) {
    private static final int LONGEST = 80;

    /// {@return the names in an archive}
    static PackageNames inside(Target archive) {
        String base = plain(archive.name());
        return new PackageNames(base, base + ".ovf", base + ".mf");
    }

    /// {@return the names beside a descriptor, which keeps its own}
    static PackageNames beside(Target descriptor) {
        String name = descriptor.name();
        return new PackageNames(plain(name), name, name.replaceFirst("\\.[^.]*$", "") + ".mf");
    }

    private static String plain(String name) {
        String base = name.replaceFirst("(?i)\\.(ova|ovf)$", "").replaceAll("[^A-Za-z0-9._-]", "_");
        String nonEmpty = base.matches("\\.*") ? "machine" : base;
        return nonEmpty.substring(0, Math.min(LONGEST, nonEmpty.length()));
    }

    /// {@return the name of a disk's file}
    ///
    /// @param number from 1 on
    String disk(int number) {
        return "%s-disk%d.vmdk".formatted(base, number);
    }
}
