package dev.diskwright.ui.build;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// What is there under the name of an image to be written.
enum TargetState {
    /// Nothing: it can be written.
    FREE,
    /// A file, to be replaced only when asked.
    EXISTS,
    /// A folder.
    FOLDER,
    /// Not even a folder to write it in.
    NO_PARENT;

    /// {@return what is there} Looks at the disk.
    static TargetState of(Path file) {
        if (Files.isDirectory(file)) {
            return FOLDER;
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return EXISTS;
        }
        Path parent = file.toAbsolutePath().getParent();
        return parent != null && Files.isDirectory(parent) ? FREE : NO_PARENT;
    }
}
