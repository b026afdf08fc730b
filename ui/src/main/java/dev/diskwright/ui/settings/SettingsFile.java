package dev.diskwright.ui.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Settings as `key = value` lines of one small file. What cannot be read falls back to its default.
public final class SettingsFile implements SettingsStore {
    private final Path file;

    /// @param file is created with its folder when first saved
    public SettingsFile(Path file) {
        this.file = file;
    }

    @Override
    public Settings load() {
        Settings settings = Settings.defaults();
        List<Path> recent = new ArrayList<>();
        for (String line : lines()) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String key = line.substring(0, equals).strip();
            String value = line.substring(equals + 1).strip();
            try {
                switch (key) {
                    case "theme" ->
                            settings =
                                    settings.withTheme(
                                            Settings.Theme.valueOf(value.toUpperCase(Locale.ROOT)));
                    case "width" ->
                            settings = settings.withSize(number(value, 640), settings.height());
                    case "height" ->
                            settings = settings.withSize(settings.width(), number(value, 480));
                    case "left" ->
                            settings =
                                    settings.withPanes(
                                            number(value, 100), settings.inspectorWidth());
                    case "inspector" ->
                            settings = settings.withPanes(settings.leftWidth(), number(value, 100));
                    case "recent" -> recent.add(Path.of(value));
                    default -> {
                        // of another version: left alone
                    }
                }
            } catch (IllegalArgumentException _) {
                // also InvalidPathException and NumberFormatException: the default stays
            }
        }
        for (Path path : recent.reversed()) {
            settings = settings.withRecent(path);
        }
        return settings;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException _) {
            return List.of();
        }
    }

    private static double number(String text, double least) {
        double number = Double.parseDouble(text);
        if (!(number >= least && number <= 16_384)) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    @Override
    public void save(Settings settings) {
        var lines = new ArrayList<String>();
        lines.add("theme = " + settings.theme().name().toLowerCase(Locale.ROOT));
        lines.add("width = " + Math.round(settings.width()));
        lines.add("height = " + Math.round(settings.height()));
        lines.add("left = " + Math.round(settings.leftWidth()));
        lines.add("inspector = " + Math.round(settings.inspectorWidth()));
        settings.recent().forEach(path -> lines.add("recent = " + path));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | InvalidPathException _) {
            // a read-only home: the window works without memory
        }
    }
}
