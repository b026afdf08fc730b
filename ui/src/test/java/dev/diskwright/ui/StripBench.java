package dev.diskwright.ui;

import dev.diskwright.core.design.Design;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.layout.StripGeometry;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.testing.ImmediateJobs;

import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.stage.Stage;
import javafx.stage.StageStyle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;

/// How long the toolkit's thread works for a strip of 128 partitions, drawn by software: for a redraw in which every
/// block changes its place, and for one step of a drag. Its name keeps it out of the normal run; it prints and asserts
/// nothing, since a busy machine is no fault.
@ExtendWith(ApplicationExtension.class)
class StripBench {
    private static final int WARM = Integer.getInteger("diskwright.bench.warm", 300);
    private static final int ROUNDS = Integer.getInteger("diskwright.bench.rounds", 300);

    @TempDir private Path folder;

    @Test
    void redrawAndDrag() throws Exception {
        for (int count : new int[] {8, 32, 128}) {
            measure(count);
        }
    }

    private void measure(int count) throws Exception {
        Settings settings = Settings.defaults().look(it -> it.withMotion(Look.Motion.REDUCED));
        ViewModels models =
                onToolkit(() -> StripScene.models(new ImmediateJobs(), folder, settings));
        Stage stage = onToolkit(() -> open(models, StripScene.many(count)));
        WaitForAsyncUtils.waitForFxEvents(4);
        Scene scene = stage.getScene();
        onToolkit(() -> {
            StripGeometry.Scale[] scales = StripGeometry.Scale.values();
            time(count + " redraw", scene, i -> models.layout().scaleProperty().set(scales[i % 3]));
            models.layout().scaleProperty().set(StripGeometry.Scale.LOG);
            models.document().select(new Selected.Partition(2));
            pulse(scene);
            drag(count, scene);
            return true;
        });
        onToolkit(() -> {
            stage.close();
            return true;
        });
    }

    /// Takes the right edge of the third block to the right and back, by the events that a mouse sends.
    private static void drag(int count, Scene scene) {
        Node block = scene.lookup("#block-3");
        Point2D edge = block.localToScene(block.getLayoutBounds().getWidth() - 1, 70);
        fire(block, MouseEvent.MOUSE_PRESSED, edge);
        time(
                count + " drag step",
                scene,
                i ->
                        fire(
                                block,
                                MouseEvent.MOUSE_DRAGGED,
                                edge.add(5 + Math.abs(i % 120 - 60), 0)));
        fire(block, MouseEvent.MOUSE_RELEASED, edge);
    }

    private static void fire(Node block, EventType<MouseEvent> type, Point2D at) {
        Event.fireEvent(
                block,
                new MouseEvent(
                        type,
                        at.getX(),
                        at.getY(),
                        at.getX(),
                        at.getY(),
                        MouseButton.PRIMARY,
                        1,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        false,
                        false,
                        false,
                        new PickResult(block, at.getX(), at.getY())));
    }

    private static void time(String what, Scene scene, IntConsumer step) {
        for (int i = 0; i < WARM; i++) {
            step.accept(i);
            pulse(scene);
        }
        double[] doing = new double[ROUNDS];
        double[] all = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            step.accept(i);
            long done = System.nanoTime();
            pulse(scene);
            doing[i] = (done - start) / 1e6;
            all[i] = (System.nanoTime() - start) / 1e6;
        }
        System.out.printf(
                Locale.ROOT,
                "%-14s best %6.2f ms, median %6.2f ms (before layout: best %6.2f, median %6.2f)%n",
                what,
                best(all),
                median(all),
                best(doing),
                median(doing));
    }

    /// Styles and lays out everything that changed, as each frame does.
    private static void pulse(Scene scene) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
    }

    private static double best(double... times) {
        return Arrays.stream(times).min().orElse(0);
    }

    private static double median(double... times) {
        return Arrays.stream(times).sorted().skip(times.length / 2).findFirst().orElse(0);
    }

    private static Stage open(ViewModels models, Design design) {
        Theme.loadFonts();
        models.document().open(design, null, List.of(), false);
        models.shell().show(dev.diskwright.ui.shell.Screen.LAYOUT);
        Parent root = new Views(models).shell();
        var scene = new Scene(root, 1280, 800);
        Theme.apply(scene, Look.DEFAULT.withTheme(Look.Theme.LIGHT), false);
        var stage = new Stage(StageStyle.UNDECORATED);
        stage.setScene(scene);
        stage.show();
        return stage;
    }

    private static <T> T onToolkit(Callable<T> action) throws Exception {
        var done = new FutureTask<>(action);
        Platform.runLater(done);
        return done.get();
    }
}
