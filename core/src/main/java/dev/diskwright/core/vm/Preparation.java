package dev.diskwright.core.vm;

import dev.diskwright.core.design.Filesystem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that must be there before the machine starts.
public sealed interface Preparation {
    /// {@return the file that is made}
    Path target();

    /// A directory.
    record Directory(Path target) implements Preparation {}

    /// The machine's variable store, made of a template.
    ///
    /// @param template of the firmware
    /// @param keep whether one that is there already is left as it is
    record Variables(Path target, Path template, boolean keep) implements Preparation {}

    /// A blank disk, raw.
    ///
    /// @param size in bytes
    /// @param serial by which the guest knows it, and from which identifiers are derived
    /// @param filesystem on the whole disk; null for none
    record BlankDisk(
            Path target, long size, String serial, Filesystem.@Nullable Writable filesystem)
            implements Preparation {}

    /// A credential in a file of its own.
    ///
    /// @param text the credential
    record CredentialFile(Path target, String text) implements Preparation {}

    /// A credential as a string of SMBIOS: one line, `io.systemd.credential.binary:NAME=` and its contents in base64.
    ///
    /// @param name of the credential
    /// @param text the credential; null if it is in a file
    /// @param source file that holds it; null if it is the text
    record SmbiosCredential(Path target, String name, @Nullable String text, @Nullable Path source)
            implements Preparation {}
}
