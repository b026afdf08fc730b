package dev.diskwright.ui;

import dev.diskwright.ui.service.FileState;
import dev.diskwright.ui.service.FileStates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Files as the host keeps them.
final class HostFileStates implements FileStates {
    @Override
    public FileState look(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(
                    true,
                    attributes.size(),
                    attributes.lastModifiedTime(),
                    attributes.fileKey(),
                    Files.isWritable(file));
        } catch (IOException _) {
            return FileState.MISSING;
        }
    }
}
