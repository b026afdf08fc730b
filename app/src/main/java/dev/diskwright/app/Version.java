package dev.diskwright.app;

import java.lang.module.ModuleDescriptor;

/// The version of the program that runs.
final class Version {
    private Version() {}

    /// {@return what `--version` prints}
    static String[] lines() {
        return new String[] {"diskwright " + text(), "Java " + Runtime.version()};
    }

    /// {@return the version as text, `0.1.0`; empty if the program does not run as a module}
    private static String text() {
        ModuleDescriptor module = Version.class.getModule().getDescriptor();
        return module == null ? "" : module.rawVersion().orElse("");
    }
}
