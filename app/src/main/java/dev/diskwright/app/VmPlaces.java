package dev.diskwright.app;

import dev.diskwright.core.vm.LocalHost;
import dev.diskwright.core.vm.session.SessionPlaces;
import java.io.File;
import java.nio.file.Path;

/// What machines get of this computer.
final class VmPlaces {
    /// Longest path of a directory in which the paths of Unix sockets still fit, in characters.
    private static final int LONGEST = 40;

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
        String user = System.getProperty("user.name", "");
        String given = console.host().environment().getOrDefault("TMPDIR", "");
        if (File.separatorChar == '\\') {
            return SessionPlaces.in(Path.of(System.getProperty("java.io.tmpdir", "")), user);
        }
        boolean fits = given.startsWith("/") && given.length() <= LONGEST;
        return SessionPlaces.in(Path.of(fits ? given : "/tmp"), user);
    }
}
