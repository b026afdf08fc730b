package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.act;
import static dev.diskwright.ui.testing.Toolkit.onToolkit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.Clipping;
import dev.diskwright.ui.testing.FakeServices;
import dev.diskwright.ui.testing.ImmediateJobs;
import dev.diskwright.ui.testing.Toolkit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.css.CssParser;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// Shows every screen in a few of the themes, sizes and languages, and in all of them with
/// `-Ddiskwright.screenshots=DIR`, which keeps the pictures; `-Ddiskwright.screenshots.cases=REGEX` picks some, such as
/// `dark-1000-en`. It fails for texts that are not shown in full.
@ExtendWith(ApplicationExtension.class)
class ScreenshotTest {
    @TempDir private Path folder;
    private final List<String> clipped = new ArrayList<>();

    @BeforeEach
    void forgetErrors() {
        CssParser.errorsProperty().clear();
    }

    /// A way to look at the window.
    record Case(Look.Theme theme, int width, int height, String language, int text) {
        String end() {
            return "-"
                    + theme.name().toLowerCase(Locale.ROOT).replace("high_", "")
                    + "-"
                    + width
                    + "-"
                    + language
                    + (text == 100 ? "" : "-" + text);
        }

        @Override
        public String toString() {
            return end().substring(1);
        }
    }

    static List<Case> cases() {
        if (System.getProperty("diskwright.screenshots", "").isEmpty()) {
            return List.of(
                    new Case(Look.Theme.LIGHT, 1000, 680, "en", 100),
                    new Case(Look.Theme.DARK, 1280, 800, "en-XA", 100),
                    new Case(Look.Theme.HIGH_CONTRAST, 1280, 800, "en", 200));
        }
        var all = new ArrayList<Case>();
        for (String language : List.of("en", "en-XA")) {
            for (Look.Theme theme :
                    List.of(Look.Theme.LIGHT, Look.Theme.DARK, Look.Theme.HIGH_CONTRAST)) {
                all.add(new Case(theme, 1000, 680, language, 100));
                all.add(new Case(theme, 1280, 800, language, 100));
                all.add(new Case(theme, 1920, 1080, language, 100));
            }
        }
        all.add(new Case(Look.Theme.LIGHT, 1280, 800, "en", 150));
        all.add(new Case(Look.Theme.LIGHT, 1280, 800, "en", 200));
        String wanted = System.getProperty("diskwright.screenshots.cases", ".*");
        all.removeIf(it -> !it.toString().matches(wanted));
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyScreenShowsWithoutComplaint(Case it) throws Exception {
        clipped.clear();
        showAll(it);
        assertEquals(List.of(), clipped, "texts that are not shown in full");
        List<String> errors =
                CssParser.errorsProperty().stream().map(CssParser.ParseError::getMessage).toList();
        assertEquals(List.of(), errors, "style sheet errors");
    }

    private void showAll(Case it) throws Exception {
        var jobs = new ImmediateJobs();
        Path recent = Files.writeString(folder.resolve("router.diskwright.json"), "{}");
        Path home = Path.of("/home/ada/images");
        Settings settings =
                Settings.defaults()
                        .look(look ->
                                look.withTheme(it.theme())
                                        .withLanguage(it.language())
                                        .withTextPercent(it.text()))
                        .frame(frame -> frame.withSize(it.width(), it.height()))
                        .withRecent(home.resolve("field-kit.diskwright.json"))
                        .withRecent(recent);
        TestWindow window = onToolkit(() -> TestWindow.of(jobs, folder, settings));
        ViewModels models = window.models();
        Stage stage = onToolkit(() -> open(models, it.width(), it.height()));
        Scene scene = stage.getScene();
        String end = it.end();
        shoot(scene, "start" + end);

        act(() -> {
            models.files().create("efi");
            jobs.passTime();
            models.document().select(new Selected.Partition(1));
        });
        shoot(scene, "layout" + end);
        act(() -> models.document().select(Selected.DISK));
        shoot(scene, "layout-disk" + end);

        act(() -> {
            populate(models, jobs);
            models.shell().showProblems();
        });
        shoot(scene, "layout-full" + end);
        act(() -> {
            models.problems().fix(0);
            jobs.passTime();
            models.shell().drawerOpenProperty().set(false);
            models.layout().structuresProperty().set(true);
            models.document().select(new Selected.Partition(0));
            models.shell().openInspector();
        });
        shoot(scene, "layout-inspector" + end);
        act(() -> models.files().whenSafe(() -> {}));
        shoot(scene, "question" + end);
        act(() -> {
            models.shell().dismiss();
            models.shell().show(Screen.BUILD);
        });
        shoot(scene, "build-ready" + end);
        act(() -> build(window));
        shoot(scene, "build-running" + end);
        act(() -> {
            models.build().run().cancel();
            window.services().script(FakeServices::pass);
            models.build().start();
        });
        shoot(scene, "build-done" + end);
        act(() -> {
            window.services().script(ScreenshotTest::fail);
            models.build().start();
        });
        shoot(scene, "build-failed" + end);
        act(() -> {
            models.finding().palette().openEverything();
            models.finding().palette().queryProperty().set("root 3g");
        });
        shoot(scene, "palette-edit" + end);
        act(() -> models.finding().palette().queryProperty().set("un"));
        shoot(scene, "palette" + end);
        act(models.finding().palette()::close);
        act(() -> models.shell().show(Screen.SETTINGS));
        shoot(scene, "settings" + end);
        act(() -> models.shell().show(Screen.SHORTCUTS));
        shoot(scene, "shortcuts" + end);
        act(stage::close);
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

    private static BuildReport fail(Plan plan, BuildOptions options, BuildListener steps)
            throws IOException {
        List<dev.diskwright.core.build.Stage> stages = FakeServices.stages();
        steps.planned(stages);
        steps.started(stages.get(5), 1 << 20);
        throw new IOException("no space left on the device");
    }

    /// A layout with every role, a problem and a history.
    private static void populate(ViewModels models, ImmediateJobs jobs) {
        add(models, "boot", "xbootldr", "300MiB");
        add(models, "verity", "linux-root-x86-64-verity", "64MiB");
        add(models, "var", "linux-var", "2TiB");
        add(models, "warn", "linux-srv", "400MiB");
        add(models, "swap", "linux-swap", "256MiB");
        models.document()
                .apply(
                        "Add contents",
                        new Edit.SetContents(
                                List.of(
                                        new Content("rootfs.tar.zst", "/", null, null, null),
                                        new Content(
                                                "etc/app/*.conf",
                                                "/etc/app",
                                                "0644",
                                                "root",
                                                "root"))));
        jobs.passTime();
    }

    private static void add(ViewModels models, String name, String type, String size) {
        models.document().select(Selected.DISK);
        models.outline().addPartition();
        int last = models.document().explicitLayout().partitions().size() - 1;
        PartitionSpec spec = models.document().explicitLayout().partitions().get(last);
        models.document()
                .apply(
                        "Set up " + name,
                        new Edit.SetPartition(
                                last,
                                spec.withName(name)
                                        .withType(type)
                                        .withFilesystem(
                                                name.equals("swap") ? null : spec.filesystem())
                                        .withPlace(null, null, SizeText.parse(size))));
    }

    /// Leaves a build in its middle: its job never comes back.
    private static void build(TestWindow window) {
        window.services()
                .script((plan, options, steps) -> {
                    List<dev.diskwright.core.build.Stage> stages = FakeServices.stages();
                    steps.planned(stages);
                    for (dev.diskwright.core.build.Stage stage : stages.subList(0, 5)) {
                        steps.started(stage, 1 << 20);
                        window.now().addAndGet(1_400_000_000L);
                        steps.advanced(stage, 1 << 20);
                        boolean warned = stage.id().equals("sources");
                        steps.ended(
                                stage,
                                warned
                                        ? dev.diskwright.core.build.Stage.State.WARNED
                                        : dev.diskwright.core.build.Stage.State.PASSED,
                                warned ? "2 files have no owner" : "");
                    }
                    steps.started(stages.get(5), 1_782_579_200L);
                    steps.advanced(stages.get(5), 1_212_153_856L);
                    window.now().addAndGet(900_000_000L);
                    throw new ImmediateJobs.Unfinished();
                });
        window.models().build().start();
    }

    /// Waits until the toolkit has drawn the scene a few times, then takes its picture.
    private void shoot(Scene scene, String name) throws Exception {
        WaitForAsyncUtils.waitForFxEvents(3);
        for (String it : onToolkit(() -> Clipping.of(scene.getRoot()))) {
            clipped.add(name + ": " + it);
        }
        Toolkit.shoot(scene, name);
    }
}
