package dev.diskwright.ui;

import dev.dirs.ProjectDirectories;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.build.RunArchive;
import dev.diskwright.ui.build.RunFile;
import dev.diskwright.ui.settings.SettingsFile;
import dev.diskwright.ui.text.Texts;

import javafx.application.Application;
import javafx.stage.Stage;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/// The desktop application.
public final class DiskwrightApplication extends Application {
    /// For the toolkit.
    public DiskwrightApplication() {}

    /// Shows the window and returns when it was closed.
    ///
    /// @param designs of which the first is opened; none shows the start screen
    public static void launch(List<Path> designs) {
        Application.launch(
                DiskwrightApplication.class,
                designs.stream().map(Path::toString).toArray(String[]::new));
    }

    /// `-Ddiskwright.language` comes before what the person chose, and that before the desktop's.
    private static Locale language(String chosen) {
        String tag = System.getProperty("diskwright.language", chosen);
        return tag.isEmpty() ? Locale.getDefault() : Locale.forLanguageTag(tag);
    }

    @Override
    public void start(Stage stage) {
        Path own = Path.of(ProjectDirectories.from("dev", "Diskwright", "Diskwright").configDir);
        var settings = new SettingsFile(own.resolve("window.conf"));
        var texts = new Texts(WindowResources.texts(language(settings.load().look().language())));
        var desktop =
                new FxDesktop(stage, texts, address -> getHostServices().showDocument(address));
        var models =
                ViewModels.wire(
                        new ViewModels.Outside(
                                texts,
                                new CoreServices(),
                                desktop,
                                new FxJobRunner(),
                                settings,
                                Path.of(System.getProperty("user.home")),
                                System::nanoTime,
                                new RunArchive(
                                        new RunFile(own.resolve("runs")),
                                        InstantSource.system(),
                                        ZoneId.systemDefault())));
        new Window(stage, models).show();
        getParameters().getUnnamed().stream().limit(1).map(Path::of).forEach(models.files()::open);
    }
}
