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
                        .look(it ->
                                it.withTheme(Look.Theme.HIGH_CONTRAST)
                                        .withDensity(Look.Density.COMPACT)
                                        .withTextPercent(150)
                                        .withMotion(Look.Motion.REDUCED)
                                        .withLanguage("en-XA")
                                        .withUnits(Look.Units.BOTH)
                                        .withSingleLetters(false))
                        .frame(it ->
                                it.withSize(1400, 900)
                                        .withPanes(260, 360)
                                        .withDrawer(300, "history")
                                        .withOpen(false, true, true)
                                        .withScreen("build"))
                        .withKey("build", "Shortcut+Shift+B")
                        .withKey("undo", "")
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
                        """
                        theme = dark
                        width = NaN
                        height = -3
                        left = x
                        text = 900
                        motion = often
                        single-letters = maybe
                        future = 1

                        =
                        # remark = 1
                        """);

        assertEquals(
                Settings.defaults().look(it -> it.withTheme(Look.Theme.DARK).withTextPercent(200)),
                new SettingsFile(file).load());
    }

    @Test
    void whatAnotherVersionWroteIsKept() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("window.conf"), "future = 1\ntheme = dark\nmap.x = a = b\n");
        var store = new SettingsFile(file);

        store.save(store.load().look(it -> it.withTheme(Look.Theme.LIGHT)));
        store.save(store.load());

        var lines = Files.readAllLines(file);
        assertEquals(1, lines.stream().filter("future = 1"::equals).count());
        assertEquals(1, lines.stream().filter("map.x = a = b"::equals).count());
        assertEquals(Look.Theme.LIGHT, store.load().look().theme());
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
