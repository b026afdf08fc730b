package dev.diskwright.ui.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// Settings as `key = value` lines of one small file. Lines of another version are kept.
public final class SettingsFile implements SettingsStore {
    private final Path file;

    /// @param file is created with its folder when first saved
    public SettingsFile(Path file) {
        this.file = file;
    }

    @Override
    public Settings load() {
        return SettingsText.read(lines());
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException _) {
            return List.of();
        }
    }

    @Override
    public void save(Settings settings) {
        var text = new ArrayList<>(SettingsText.write(settings));
        text.addAll(SettingsText.unknown(lines()));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, text);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException _) {
            // a read-only home: the window works without memory
        }
    }
}
