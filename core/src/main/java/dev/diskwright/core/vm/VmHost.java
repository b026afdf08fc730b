package dev.diskwright.core.vm;

import dev.diskwright.core.design.VmAcceleration;
import dev.diskwright.core.design.VmArchitecture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a machine must know of the host that it is to run on. All of it may take a moment; [#refusal] starts a program.
public interface VmHost {
    /// {@return the operating system}
    HostSystem system();

    /// {@return the processor family; empty for one that guests cannot have}
    Optional<VmArchitecture> architecture();

    /// {@return where a program is; empty if it is not installed}
    ///
    /// @param name without an extension
    Optional<Path> program(String name);

    /// {@return the user's directory for settings, `~/.config` on Unix}
    Path configDirectory();

    /// {@return whether this is a file that can be read}
    boolean isFile(Path path);

    /// {@return whether this is a directory}
    boolean isDirectory(Path path);

    /// {@return size of a file in bytes; -1 if there is none}
    long size(Path path);

    /// {@return the files of a directory whose names end in `.json`, by name, the first 256; none if it is not there}
    List<Path> descriptors(Path directory);

    /// {@return the bytes of a file}
    ///
    /// @param most as many bytes as it may have
    /// @throws IOException if it cannot be read, or is longer
    byte[] read(Path path, int most) throws IOException;

    /// {@return why an accelerator does not work, in its own words; empty if it works} Found by trying; the answer is
    /// remembered.
    ///
    /// @param qemu the program that would use it
    Optional<String> refusal(Path qemu, VmAcceleration acceleration);
}
