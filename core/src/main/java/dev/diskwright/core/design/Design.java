package dev.diskwright.core.design;

import java.util.List;

/// A disk image as it is wished for: the document a person edits.
///
/// @param version of the document format, [#VERSION]
/// @param name of the image; names output files and the self-test's line
public record Design(
        @Default("1") @Explain("Version of the document format.") int version,
        @Explain("Name of the image; output files are named after it.") String name,
        @Default("{}") @Explain("The disk: container format, size, sector size.") Disk disk,
        @Default("{}") @Explain("The partition layout: a preset or a list of partitions.")
                Layout layout,
        @Default("[]") @Explain("What goes into the file systems, in order.")
                List<Content> contents,
        @Default("{}") @Explain("Files that follow from the design and join its contents.")
                Derived derived,
        @Default("{}") @Explain("How the image boots.") Boot boot,
        @Default("{}") @Explain("Where identifiers and times come from.") Reproducible reproducible,
        @Default("{}") @Explain("The virtual machine that the image is tried in.") Vm vm,
        @Default("[]") @Explain("Warnings and hints that are right as they are.")
                List<Ignored> ignored) {
    /// The version of the document format that this program writes.
    public static final int VERSION = 1;

    /// Copies the lists.
    public Design {
        contents = List.copyOf(contents);
        ignored = List.copyOf(ignored);
    }

    /// {@return a design with that layout and defaults for everything else}
    public static Design of(String name, Preset preset) {
        return new Design(
                VERSION,
                name,
                Shape.defaults(Disk.class),
                Shape.defaults(Layout.class).withPreset(preset),
                List.of(),
                Shape.defaults(Derived.class),
                Shape.defaults(Boot.class),
                Shape.defaults(Reproducible.class),
                Shape.defaults(Vm.class),
                List.of());
    }

    /// {@return the seed of all identifiers: the given one, or else the name}
    public String seed() {
        return reproducible.seed().isEmpty() ? name : reproducible.seed();
    }

    /// {@return the same with another name}
    public Design withName(String newName) {
        return new Design(
                version, newName, disk, layout, contents, derived, boot, reproducible, vm, ignored);
    }

    /// {@return the same with another disk}
    public Design withDisk(Disk newDisk) {
        return new Design(
                version, name, newDisk, layout, contents, derived, boot, reproducible, vm, ignored);
    }

    /// {@return the same with another layout}
    public Design withLayout(Layout newLayout) {
        return new Design(
                version, name, disk, newLayout, contents, derived, boot, reproducible, vm, ignored);
    }

    /// {@return the same with other contents}
    public Design withContents(List<Content> newContents) {
        return new Design(
                version, name, disk, layout, newContents, derived, boot, reproducible, vm, ignored);
    }

    /// {@return the same with other derived files}
    public Design withDerived(Derived newDerived) {
        return new Design(
                version, name, disk, layout, contents, newDerived, boot, reproducible, vm, ignored);
    }

    /// {@return the same with other boot settings}
    public Design withBoot(Boot newBoot) {
        return new Design(
                version, name, disk, layout, contents, derived, newBoot, reproducible, vm, ignored);
    }

    /// {@return the same with other sources of identifiers and times}
    public Design withReproducible(Reproducible newReproducible) {
        return new Design(
                version, name, disk, layout, contents, derived, boot, newReproducible, vm, ignored);
    }

    /// {@return the same with another virtual machine}
    public Design withVm(Vm newVm) {
        return new Design(
                version, name, disk, layout, contents, derived, boot, reproducible, newVm, ignored);
    }

    /// {@return the same with other problems ignored}
    public Design withIgnored(List<Ignored> newIgnored) {
        return new Design(
                version, name, disk, layout, contents, derived, boot, reproducible, vm, newIgnored);
    }
}
