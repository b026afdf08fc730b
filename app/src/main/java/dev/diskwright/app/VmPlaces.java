package dev.diskwright.app;

import dev.diskwright.core.vm.LocalHost;
import dev.diskwright.core.vm.session.SessionPlaces;
import java.nio.file.Path;

/// What machines get of this computer.
final class VmPlaces {
    private VmPlaces() {}

    /// {@return this computer, as the process of the call sees it}
    static LocalHost host(Console console) {
        return new LocalHost(
                console.host().environment(),
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                Path.of(System.getProperty("user.home", "")));
    }

    /// {@return where machines have their files while they run}
    static SessionPlaces places(Console console) {
        return SessionPlaces.of(
                console.host().environment(),
                Path.of(System.getProperty("java.io.tmpdir", "")),
                System.getProperty("user.name", ""));
    }
}
