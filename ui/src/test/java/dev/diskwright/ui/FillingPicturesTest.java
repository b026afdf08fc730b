package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.act;
import static dev.diskwright.ui.testing.Toolkit.find;
import static dev.diskwright.ui.testing.Toolkit.onToolkit;
import static dev.diskwright.ui.testing.Toolkit.shoot;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Preset;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.build.RunArchive;
import dev.diskwright.ui.build.RunStore;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.drop.DropSupport;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.testing.FakeDesktop;
import dev.diskwright.ui.testing.FakeMachines;
import dev.diskwright.ui.testing.ImmediateJobs;
import dev.diskwright.ui.testing.MemoryJournals;
import dev.diskwright.ui.testing.MemoryRuns;
import dev.diskwright.ui.testing.MemorySettings;
import dev.diskwright.ui.testing.SourceTrees;
import dev.diskwright.ui.text.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.css.CssParser;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;

/// Shows what goes into a disk, with real files behind it, in every theme and size; `-Ddiskwright.screenshots=DIR` keeps
/// the pictures.
@ExtendWith(ApplicationExtension.class)
class FillingPicturesTest {
    @TempDir private static Path folder;

    @BeforeAll
    static void makeSources() throws IOException {
        SourceTrees.system(folder);
    }

    @BeforeEach
    void forgetErrors() {
        CssParser.errorsProperty().clear();
    }

    @ParameterizedTest(name = "{0} {1}x{2}")
    @CsvSource({"LIGHT, 1280, 800", "DARK, 1000, 680"})
    void everyTabShowsWithoutComplaint(Look.Theme theme, int width, int height) throws Exception {
        var jobs = new ImmediateJobs();
        try (var services = new CoreServices()) {
            Settings settings =
                    Settings.defaults()
                            .look(it -> it.withTheme(theme))
                            .frame(it -> it.withSize(width, height));
            ViewModels models =
                    onToolkit(() ->
                            ViewModels.wire(
                                    new ViewModels.Outside(
                                            new Texts(WindowResources.texts(Locale.ENGLISH)),
                                            services,
                                            new CoreImages(),
                                            new FakeDesktop(),
                                            jobs,
                                            new MemorySettings(settings),
                                            folder,
                                            System::nanoTime,
                                            new RunArchive(
                                                    new MemoryRuns(RunStore.Kept.NOTHING),
                                                    () -> Instant.EPOCH,
                                                    ZoneOffset.UTC),
                                            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                                            new HostFileStates(),
                                            new MemoryJournals(),
                                            new FakeMachines())));
            Stage stage = onToolkit(() -> open(models, width, height));
            String end = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width;
            contents(models, jobs, stage.getScene(), end);
            boot(models, jobs, stage.getScene(), end);
            act(stage::close);
        }
        List<String> errors =
                CssParser.errorsProperty().stream().map(CssParser.ParseError::getMessage).toList();
        assertEquals(List.of(), errors, "style sheet errors");
    }

    private void contents(ViewModels models, ImmediateJobs jobs, Scene scene, String end)
            throws Exception {
        act(() -> {
            models.document().open(Design.of("router", Preset.EFI), null, List.of(), false);
            models.shell().show(dev.diskwright.ui.shell.Screen.LAYOUT);
            jobs.passTime();
        });
        tab(scene, "contents");
        shoot(scene, "contents-empty" + end);
        drops(scene, end);
        act(() -> {
            models.document()
                    .apply(
                            "Fill",
                            new Edit.SetContents(
                                    List.of(
                                            new Content("rootfs", "/", null, null, null),
                                            new Content(
                                                    "app/*.conf",
                                                    "/etc/app",
                                                    "0640",
                                                    "root",
                                                    "root"),
                                            new Content(
                                                    "missing.tar.zst", "/opt", null, null, null),
                                            new Content(
                                                    "loader.conf",
                                                    "/boot/loader/loader.conf",
                                                    null,
                                                    null,
                                                    null))));
            jobs.passTime();
            models.document().select(new Selected.Entry(1));
        });
        shoot(scene, "contents-missing" + end);
        act(() -> {
            models.document()
                    .apply(
                            "Mend",
                            new Edit.SetContents(
                                    List.of(
                                            new Content("rootfs", "/", null, null, null),
                                            new Content(
                                                    "app/*.conf",
                                                    "/etc/app",
                                                    "0640",
                                                    "root",
                                                    "root"),
                                            new Content(
                                                    "loader.conf",
                                                    "/boot/loader/loader.conf",
                                                    null,
                                                    null,
                                                    null))));
            jobs.passTime();
            models.document().select(new Selected.Entry(0));
            var files = models.filling().contents().resolved();
            files.toggle(files.rows().getFirst());
            show(scene, "#contents-to-files");
        });
        shoot(scene, "contents-files" + end);
        act(() -> ((ToggleButton) scene.lookup("#files-as-map")).setSelected(true));
        shoot(scene, "contents-map" + end);
    }

    private static void boot(ViewModels models, ImmediateJobs jobs, Scene scene, String end)
            throws Exception {
        tab(scene, "boot");
        act(() -> models.document().select(Selected.DISK));
        shoot(scene, "boot-self-test" + end);
        act(() -> {
            var boot = models.filling().boot();
            boot.fix(boot.needs().getLast());
            boot.addWords("quiet console=ttyS0,115200 rw");
            boot.addInitrd("contents:/boot/initrd-6.12.4.img");
            jobs.passTime();
        });
        shoot(scene, "boot-kernel" + end);
        act(() -> scroll(scene, 0.35));
        shoot(scene, "boot-bios" + end);
        act(() -> scroll(scene, 0.7));
        shoot(scene, "boot-files" + end);
        act(() -> scroll(scene, 1));
        shoot(scene, "boot-words" + end);
        act(() -> {
            models.filling().boot().choose("systemd-boot");
            models.filling().boot().kernel().take("bzImage");
            models.document()
                    .apply(
                            "Legacy",
                            new Edit.SetLayout(
                                    models.document()
                                            .require()
                                            .layout()
                                            .withPreset(Preset.LEGACY)));
            jobs.passTime();
        });
        shoot(scene, "boot-lacks" + end);
        act(() -> {
            var boot = models.filling().boot();
            boot.choose("none");
            jobs.passTime();
            boot.identity().choose(dev.diskwright.ui.boot.IdentityPolicy.FIXED);
            jobs.passTime();
        });
        shoot(scene, "boot-none" + end);
    }

    private void drops(Scene scene, String end) throws Exception {
        var strip = scene.lookup("#screen-layout");
        var support =
                (DropSupport) Objects.requireNonNull(strip.getProperties().get(DropSupport.class));
        var card = scene.lookup(".strip-card");
        act(() -> {
            support.over(List.of(folder.resolve("rootfs")), 400, 60);
            support.over(List.of(folder.resolve("rootfs")), 500, 60);
        });
        shoot(scene, "drop-zones" + end);
        act(() -> {
            support.over(List.of(folder.resolve("nowhere")), 120, 60);
            support.over(List.of(folder.resolve("nowhere")), 120, 60);
        });
        shoot(scene, "drop-refused" + end);
        act(support::leave);
        assertEquals(null, card.getParent().lookup("#drop-overlay"));
    }

    private static void scroll(Scene scene, double place) {
        ((javafx.scene.control.ScrollPane) scene.lookup("#boot-view")).setVvalue(place);
    }

    private static void show(Scene scene, String button) {
        var it = (javafx.scene.control.Button) scene.lookup(button);
        if (it.isVisible()) {
            it.fire();
        }
    }

    private static void tab(Scene scene, String id) throws Exception {
        var tabs = (TabPane) find(scene, "#layout-tabs");
        act(() ->
                tabs.getTabs().stream()
                        .filter(tab -> tab.getId().equals("tab-" + id))
                        .forEach(tabs.getSelectionModel()::select));
    }

    private static Stage open(ViewModels models, int width, int height) {
        Theme.loadFonts();
        Parent root = new Views(models).shell();
        var scene = new Scene(root, width, height);
        Theme.apply(scene, models.settings().lookProperty().get(), true);
        var stage = new Stage(StageStyle.UNDECORATED);
        stage.setScene(scene);
        stage.show();
        return stage;
    }
}
