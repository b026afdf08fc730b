package dev.diskwright.core.vm.export;

/// A language in which a virtual machine can be described.
public interface ExportForm {
    /// {@return what the command line calls it, `libvirt`}
    String name();

    /// {@return what a person calls it, "libvirt domain"}
    String title();

    /// {@return the ending of its files, without a dot}
    String extension();

    /// {@return whether its files are programs}
    default boolean isExecutable() {
        return false;
    }

    /// {@return the machine in this language}
    ///
    /// @throws ExportException if it has no way to write something down
    Exported export(ExportedMachine machine) throws ExportException;
}
