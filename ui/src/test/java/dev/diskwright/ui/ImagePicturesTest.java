package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.act;
import static dev.diskwright.ui.testing.Toolkit.onToolkit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.Accessibility;
import dev.diskwright.ui.testing.Clipping;
import dev.diskwright.ui.testing.FakeImages;
import dev.diskwright.ui.testing.FakeServices;
import dev.diskwright.ui.testing.ImmediateJobs;
import dev.diskwright.ui.testing.Toolkit;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// Shows the screens of images in all their states; `-Ddiskwright.screenshots=DIR` keeps the pictures. It fails for texts
/// that are not shown in full, and for what has no name.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // each case fills them
class ImagePicturesTest {
    private static final Path FILE = Path.of("/home/ada/images/web.qcow2");

    @TempDir private Path folder;
    private final List<String> complaints = new ArrayList<>();
    private FakeImages images;
    private ViewModels models;
    private Scene scene;
    private String end;

    @BeforeEach
    void forgetErrors() {
        CssParser.errorsProperty().clear();
    }

    @ParameterizedTest(name = "{0} {1}x{2} {3} {4} %")
    @CsvSource({
        "LIGHT, 1280, 800, en, 100",
        "DARK, 1000, 680, en, 100",
        "LIGHT, 1000, 680, en-XA, 100",
        "HIGH_CONTRAST, 1280, 800, en, 200"
    })
    void everyStateShowsWithoutComplaint(
            Look.Theme theme, int width, int height, String language, int text) throws Exception {
        var jobs = new ImmediateJobs();
        images = new FakeImages();
        var fake = new FakeServices();
        Settings settings =
                Settings.defaults()
                        .look(it ->
                                it.withTheme(theme).withLanguage(language).withTextPercent(text))
                        .frame(it -> it.withSize(width, height));
        TestWindow window =
                onToolkit(() -> TestWindow.of(jobs, folder, settings, fake, fake, images));
        models = window.models();
        end =
                "-%s-%d-%s%s"
                        .formatted(
                                theme.name().toLowerCase(Locale.ROOT).replace("high_", ""),
                                width,
                                language,
                                text == 100 ? "" : "-" + text);
        Stage stage = onToolkit(() -> open(width, height));
        look();
        act(stage::close);
        assertEquals(List.of(), complaints);
        List<String> errors =
                CssParser.errorsProperty().stream().map(CssParser.ParseError::getMessage).toList();
        assertEquals(List.of(), errors, "style sheet errors");
    }

    private Stage open(int width, int height) {
        Theme.loadFonts();
        Parent root = new Views(models).shell();
        scene = new Scene(root, width, height);
        Theme.apply(scene, models.settings().lookProperty().get(), true);
        var stage = new Stage(StageStyle.UNDECORATED);
        stage.setScene(scene);
        stage.show();
        return stage;
    }

    private void look() throws Exception {
        act(() -> models.shell().show(Screen.INSPECT));
        shoot("inspect-empty");
        act(() -> models.image().open(FILE));
        shoot("inspect-disk");
        act(() -> models.image().show("part-2"));
        shoot("inspect-part");
        act(() -> models.image().show("file"));
        shoot("inspect-file");
        act(models.image()::startVerify);
        shoot("inspect-good");
        images.verification((findings, progress) -> {
            progress.step("qcow2", 1 << 20);
            Where at = Where.file("web.qcow2").structure("refcount table", 65536);
            findings.accept(Finding.error(at.field("entry 3", 24), "points beyond the file"));
            findings.accept(Finding.warning(at, "a cluster is allocated and used by nobody"));
            throw new ImmediateJobs.Unfinished();
        });
        act(models.image()::startVerify);
        shoot("inspect-verifying");
        images.verification((findings, _) -> {
            Where at = Where.file("web.qcow2").structure("refcount table", 65536);
            findings.accept(Finding.error(at.field("entry 3", 24), "points beyond the file"));
            findings.accept(Finding.warning(at, "a cluster is allocated and used by nobody"));
        });
        act(models.image().verify()::cancel);
        act(() -> {
            models.image().startVerify();
            models.image().show("disk");
        });
        shoot("inspect-bad");
        images.look(FakeImages::several);
        act(() -> models.image().open(FILE));
        shoot("inspect-several");
        act(() -> models.shell().show(Screen.CONVERT));
        shoot("convert-several");
        convert();
        images.look(_ -> {
            throw new CorruptImageException(
                    Where.file("web.qcow2").structure("header", 0).field("l1TableOffset", 40),
                    "0x3",
                    "a cluster's start");
        });
        act(() -> models.image().open(FILE));
        shoot("inspect-damaged");
    }

    private void convert() throws Exception {
        Path file = Files.writeString(folder.resolve("web.qcow2"), "image");
        images.look(FakeImages::usual);
        act(() -> {
            models.image().open(file);
            models.shell().show(Screen.CONVERT);
            models.convert().addOutput();
        });
        shoot("convert-form");
        images.script((_, options, steps) -> {
            steps.planned(FakeImages.stages());
            steps.started(FakeImages.stages().getFirst(), 1 << 30);
            steps.advanced(FakeImages.stages().getFirst(), 700 << 20);
            throw new ImmediateJobs.Unfinished();
        });
        act(models.convert()::start);
        shoot("convert-running");
        act(models.convert().run()::cancel);
        shoot("convert-cancelled");
        images.script((_, options, steps) -> {
            steps.planned(FakeImages.stages());
            steps.started(FakeImages.stages().getFirst(), 1 << 30);
            throw new CorruptImageException(
                    Where.file("web.qcow2").structure("L2 table", 65536).field("entry 3", 24),
                    "0x3",
                    "a cluster's start");
        });
        act(models.convert()::start);
        shoot("convert-failed");
        images.script((_, options, steps) -> FakeImages.pass(options, steps));
        act(models.convert()::start);
        shoot("convert-done");
        act(() -> models.shell().show(Screen.INSPECT));
    }

    private void shoot(String name) throws Exception {
        WaitForAsyncUtils.waitForFxEvents(3);
        for (String it : onToolkit(() -> Clipping.of(scene.getRoot()))) {
            complaints.add(name + ": " + it);
        }
        for (String it : onToolkit(() -> Accessibility.of(scene.getRoot()))) {
            complaints.add(name + ": " + it);
        }
        Toolkit.shoot(scene, name + end);
    }
}
