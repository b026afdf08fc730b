package dev.diskwright.ui.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.vm.LocalHost;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// A host whose QEMU is a program that behaves badly, as the tests of the core have it.
public final class HostileEmulator {
    private HostileEmulator() {}

    /// {@return the host}
    ///
    /// @param folder takes the program, whose behaviour is read from a file beside it each time it is started
    /// @param behaviour one of those that the fake emulator of the core knows
    public static LocalHost host(Path folder, String behaviour)
            throws IOException, URISyntaxException {
        var code = Objects.requireNonNull(Peers.class.getProtectionDomain().getCodeSource());
        Path program = folder.resolve("qemu-system-x86_64");
        String script =
                """
                #!/bin/sh
                # Any other call asks what it can do: nothing.
                case "$*" in *diskwright-qmp*) ;; *) exit 1 ;; esac
                exec '%s' -Xshare:auto -XX:TieredStopAtLevel=1 -cp '%s' \\
                  dev.diskwright.core.vm.run.FakeEmulator '%s' "$@"
                """
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                Path.of(code.getLocation().toURI()),
                                behaviour);
        Files.write(program, script.getBytes(UTF_8));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
        return new LocalHost(
                Map.of("PATH", folder.toString()),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                folder);
    }
}
