package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.act;
import static dev.diskwright.ui.testing.Toolkit.onToolkit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.diskwright.core.build.Stage;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Edit;
import dev.diskwright.ui.build.LogViewModel;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.FakeServices;
import dev.diskwright.ui.testing.ImmediateJobs;
import dev.diskwright.ui.testing.Toolkit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.css.CssParser;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.stage.StageStyle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;

/// Shows the build screen in all its states; `-Ddiskwright.screenshots=DIR` keeps the pictures.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // each case fills them
class BuildScreenshotTest {
    @TempDir private Path folder;
    private ImmediateJobs jobs;
    private TestWindow window;
    private ViewModels models;
    private Scene scene;
    private String end;

    @BeforeEach
    void forgetErrors() {
        CssParser.errorsProperty().clear();
    }

    @ParameterizedTest(name = "{0} {1}x{2}")
    @CsvSource({
        "LIGHT, 1280, 800",
        "DARK, 1280, 800",
        "LIGHT, 1000, 680",
        "HIGH_CONTRAST, 1000, 680"
    })
    void everyStateShowsWithoutComplaint(Look.Theme theme, int width, int height) throws Exception {
        jobs = new ImmediateJobs();
        window =
                onToolkit(() ->
                        TestWindow.of(
                                jobs,
                                folder,
                                Settings.defaults()
                                        .look(it -> it.withTheme(theme))
                                        .frame(it -> it.withSize(width, height))));
        models = window.models();
        end = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width;
        javafx.stage.Stage stage = onToolkit(() -> open(width, height));
        prepare();
        shoot("build-empty");
        running();
        shoot("build-running");
        act(() -> models.build().run().cancel());
        shoot("build-cancelled");
        done();
        fail();
        past();
        rehearse();
        act(stage::close);
        List<String> errors =
                CssParser.errorsProperty().stream().map(CssParser.ParseError::getMessage).toList();
        assertEquals(List.of(), errors, "style sheet errors");
    }

    private javafx.stage.Stage open(int width, int height) {
        Theme.loadFonts();
        Parent root = new Views(models).shell();
        scene = new Scene(root, width, height);
        Theme.apply(scene, models.settings().lookProperty().get(), true);
        var stage = new javafx.stage.Stage(StageStyle.UNDECORATED);
        stage.setScene(scene);
        stage.show();
        return stage;
    }

    private void prepare() throws Exception {
        Files.writeString(folder.resolve("rootfs.tar"), "x".repeat(123_456));
        Files.createDirectories(folder.resolve("overlay/etc"));
        Files.writeString(folder.resolve("overlay/etc/hostname"), "router\n");
        act(() -> {
            models.files().create("efi");
            models.inspector().disk().name().take("router");
            models.document()
                    .apply(
                            "Contents",
                            new Edit.SetContents(
                                    List.of(
                                            new Content("rootfs.tar", "/", null, null, null),
                                            new Content("overlay", "/", null, null, null),
                                            new Content("keys/*", "/etc/ssh", null, null, null))));
            jobs.passTime();
            models.shell().show(Screen.BUILD);
            jobs.passTime();
        });
    }

    private void running() throws Exception {
        window.services()
                .script((_, _, steps) -> {
                    List<Stage> stages = FakeServices.stages();
                    steps.planned(stages);
                    for (Stage stage : stages.subList(0, 5)) {
                        steps.started(stage, 1 << 20);
                        window.now().addAndGet(1_400_000_000L);
                        steps.advanced(stage, 1 << 20);
                        boolean warned = stage.id().equals("sources");
                        steps.ended(
                                stage,
                                warned ? Stage.State.WARNED : Stage.State.PASSED,
                                warned ? "2 files have no owner" : "");
                    }
                    steps.started(stages.get(5), 1_782_579_200L);
                    throw new ImmediateJobs.Unfinished();
                });
        act(() -> {
            models.build().start();
            for (int i = 0; i < 80; i++) {
                window.now().addAndGet(100_000_000L);
                window.services().listener().advanced(FakeServices.stages().get(5), 15_151_923L);
                jobs.passTime();
            }
        });
    }

    private void done() throws Exception {
        act(() -> {
            window.services().script(FakeServices::pass);
            models.build().start();
        });
        shoot("build-done");
        act(() -> models.build().run().log().shownProperty().set(LogViewModel.Shown.ALL));
    }

    private void fail() throws Exception {
        window.services()
                .script((_, options, steps) -> {
                    List<Stage> stages = FakeServices.stages();
                    steps.planned(stages);
                    for (Stage stage : stages.subList(0, 5)) {
                        steps.started(stage, 1 << 20);
                        steps.advanced(stage, 1 << 20);
                        steps.ended(stage, Stage.State.PASSED, "");
                    }
                    steps.started(stages.get(5), 1 << 30);
                    steps.advanced(stages.get(5), 700 << 20);
                    window.now().addAndGet(3_000_000_000L);
                    throw new HostException(
                            Where.file(options.target().toString()), "no space left on the disk");
                });
        act(() -> models.build().start());
        shoot("build-failed");
    }

    private void past() throws Exception {
        act(() -> {
            var toggle = (ToggleButton) scene.lookup("#build-past-tab");
            toggle.fire();
        });
        shoot("build-past");
        act(() -> {
            ListView<?> list = (ListView<?>) scene.lookup("#past-runs");
            list.getSelectionModel().selectIndices(1, 2);
            Node grid = scene.lookup("#past-comparison");
            assertFalse(grid == null);
        });
        shoot("build-compare");
        act(() -> ((ToggleButton) scene.lookup("#build-log-tab")).fire());
    }

    private void rehearse() throws Exception {
        act(() -> models.build().rehearse());
        shoot("build-dry");
    }

    private void shoot(String name) throws Exception {
        Toolkit.shoot(scene, name + end);
    }
}
