package dev.diskwright.ui;

import dev.dirs.ProjectDirectories;
import dev.diskwright.core.vm.LocalHost;
import dev.diskwright.core.vm.session.SessionPlaces;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.build.RunArchive;
import dev.diskwright.ui.build.RunFile;
import dev.diskwright.ui.journal.JournalFiles;
import dev.diskwright.ui.settings.SettingsFile;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.stage.Stage;

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
        var folders = ProjectDirectories.from("dev", "Diskwright", "Diskwright");
        Path own = Path.of(folders.configDir);
        var settings = new SettingsFile(own.resolve("window.conf"));
        var journals = new JournalFiles(Path.of(folders.dataLocalDir).resolve("state"));
        var faults = new AtomicReference<Consumer<Throwable>>(Throwable::printStackTrace);
        Consumer<Throwable> fault = it -> faults.get().accept(it);
        Thread.setDefaultUncaughtExceptionHandler((_, it) -> fault.accept(it));
        var texts = new Texts(WindowResources.texts(language(settings.load().look().language())));
        var desktop =
                new FxDesktop(stage, texts, address -> getHostServices().showDocument(address));
        var models =
                ViewModels.wire(
                        new ViewModels.Outside(
                                texts,
                                new CoreServices(),
                                new CoreImages(),
                                desktop,
                                new FxJobRunner(fault),
                                settings,
                                Path.of(System.getProperty("user.home")),
                                System::nanoTime,
                                new RunArchive(
                                        new RunFile(own.resolve("runs")),
                                        InstantSource.system(),
                                        ZoneId.systemDefault()),
                                Clock.system(ZoneId.systemDefault()),
                                new HostFileStates(),
                                journals,
                                new CoreMachines(
                                        LocalHost.ofThisProcess(),
                                        SessionPlaces.of(
                                                System.getenv(),
                                                Path.of(System.getProperty("java.io.tmpdir")),
                                                System.getProperty("user.name", "")),
                                        Path.of(folders.dataLocalDir).resolve("boot-checks"),
                                        new SecureRandom(),
                                        Clock.system(ZoneId.systemDefault()))));
        faults.set(it -> {
            it.printStackTrace();
            models.around().faults().report(it);
        });
        new Window(stage, models).show();
        models.around().journal().look();
        getParameters().getUnnamed().stream().limit(1).map(Path::of).forEach(models.files()::open);
    }
}
