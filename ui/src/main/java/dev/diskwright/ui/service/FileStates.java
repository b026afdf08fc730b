package dev.diskwright.ui.service;

import java.nio.file.Path;

/// Looks at files without reading them. Called off the toolkit's thread.
@FunctionalInterface
public interface FileStates {
    /// {@return the state of `file`; one that cannot be looked at counts as missing}
    FileState look(Path file);
}
