package dev.diskwright.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir private Path folder;

    @Test
    void settingsComeBackAsTheyWereSaved() {
        Settings settings =
                Settings.defaults()
                        .withTheme(Settings.Theme.DARK)
                        .withSize(1400, 900)
                        .withPanes(260, 360)
                        .withRecent(Path.of("/a/b.json"))
                        .withRecent(Path.of("/c = d.json"));
        Path file = folder.resolve("deep/er/window.conf");

        new SettingsFile(file).save(settings);

        assertEquals(settings, new SettingsFile(file).load());
    }

    @Test
    void nothingSavedMeansDefaults() {
        assertEquals(Settings.defaults(), new SettingsFile(folder.resolve("none")).load());
    }

    @Test
    void whatCannotBeReadFallsBackAlone() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("window.conf"),
                        "theme = dark\nwidth = NaN\nheight = -3\nleft = x\nfuture = 1\n\n=\n");

        assertEquals(
                Settings.defaults().withTheme(Settings.Theme.DARK), new SettingsFile(file).load());
    }

    @Test
    void onlyTheLastDesignsAreKept() {
        Settings settings = Settings.defaults();
        for (int i = 0; i < 30; i++) {
            settings = settings.withRecent(Path.of("/" + i));
        }

        assertEquals(Settings.RECENT, settings.recent().size());
        assertEquals(Path.of("/29"), settings.recent().getFirst());
    }
}
