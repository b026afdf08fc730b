package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.act;
import static dev.diskwright.ui.testing.Toolkit.onToolkit;
import static dev.diskwright.ui.testing.Toolkit.shoot;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.design.Design;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.gesture.Pointer;
import dev.diskwright.ui.layout.StripEditor;
import dev.diskwright.ui.layout.StripGeometry;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.nio.file.Path;
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

/// Shows the strip in every state, theme and size; `-Ddiskwright.screenshots=DIR` keeps the pictures.
@ExtendWith(ApplicationExtension.class)
class StripPicturesTest {
    @TempDir private Path folder;

    @BeforeEach
    void forgetErrors() {
        CssParser.errorsProperty().clear();
    }

    @ParameterizedTest(name = "{0} {1}x{2}")
    @CsvSource({"LIGHT, 1000, 680", "DARK, 1280, 800"})
    void everyStateOfTheStripShowsWithoutComplaint(Look.Theme theme, int width, int height)
            throws Exception {
        var jobs = new ImmediateJobs();
        Settings settings = Settings.defaults().look(it -> it.withTheme(theme));
        ViewModels models = onToolkit(() -> StripScene.models(jobs, folder, settings));
        Stage stage = onToolkit(() -> open(models, theme, width, height));
        Scene scene = stage.getScene();
        String end = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width;
        designs(models, scene, end);
        gestures(models, scene, end);
        act(stage::close);
        List<String> errors =
                CssParser.errorsProperty().stream().map(CssParser.ParseError::getMessage).toList();
        assertEquals(List.of(), errors, "style sheet errors");
    }

    private static void designs(ViewModels models, Scene scene, String end) throws Exception {
        Design[] designs = {
            StripScene.disk(
                    "8GiB", StripScene.part("root", "linux", "rest", StripScene.ext4("root"), "/")),
            StripScene.seven(),
            StripScene.many(20),
            StripScene.many(128),
            StripScene.over(),
            StripScene.empty()
        };
        String[] names = {"one", "seven", "twenty", "many", "over", "empty"};
        for (int i = 0; i < designs.length; i++) {
            Design design = designs[i];
            act(() -> StripScene.open(models, design));
            shoot(scene, "strip-" + names[i] + end);
        }
        for (StripGeometry.Scale scale : StripGeometry.Scale.values()) {
            act(() -> {
                StripScene.open(models, StripScene.seven());
                models.layout().scaleProperty().set(scale);
                models.document().select(new Selected.Partition(4));
                models.layout().structuresProperty().set(scale == StripGeometry.Scale.LOG);
                models.layout().focusSelected();
            });
            shoot(scene, "strip-" + scale.name().toLowerCase(Locale.ROOT) + end);
        }
        act(() -> {
            models.layout().structuresProperty().set(false);
            models.layout().scaleProperty().set(StripGeometry.Scale.TRUE);
            models.layout().zoomBy(3);
        });
        shoot(scene, "strip-zoomed" + end);
        act(() -> models.layout().zoomBy(0));
    }

    private static void gestures(ViewModels models, Scene scene, String end) throws Exception {
        act(() -> {
            StripScene.open(models, StripScene.seven());
            models.document().select(new Selected.Partition(3));
            models.strip().startKeys(3);
            models.strip().press(dev.diskwright.ui.gesture.ResizeKeys.Key.SNAP_RIGHT);
        });
        shoot(scene, "strip-keys" + end);
        act(() -> {
            models.strip().cancel();
            models.strip().holdEdge(3, true);
            models.strip().edgeTo(Pointer.at(12L << 30), true);
        });
        shoot(scene, "strip-wall" + end);
        act(() -> {
            models.strip().cancel();
            models.strip().editor().start(3, StripEditor.Field.SIZE);
            models.strip().editor().type("1500MB");
        });
        shoot(scene, "strip-size" + end);
        act(() -> {
            models.strip().editor().cancel();
            models.strip().editor().start(4, StripEditor.Field.NAME);
        });
        shoot(scene, "strip-name" + end);
        act(() -> {
            models.strip().editor().cancel();
            models.shell().commands().run("strip.explain");
        });
        shoot(scene, "strip-explain" + end);
    }

    private static Stage open(ViewModels models, Look.Theme theme, int width, int height) {
        Theme.loadFonts();
        Parent root = new Views(models).shell();
        var scene = new Scene(root, width, height);
        Theme.apply(scene, Look.DEFAULT.withTheme(theme), false);
        var stage = new Stage(StageStyle.UNDECORATED);
        stage.setScene(scene);
        stage.show();
        return stage;
    }
}
