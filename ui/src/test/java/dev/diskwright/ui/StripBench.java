package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.onToolkit;

import dev.diskwright.core.design.Design;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.layout.StripGeometry;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// How long the toolkit's thread works for a strip of 128 partitions, drawn by software: for a redraw in which every
/// block changes its place, and for one step of a drag. Its name keeps it out of the normal run; it prints and asserts
/// nothing, since a busy machine is no fault.
@ExtendWith(ApplicationExtension.class)
class StripBench {
    private static final int WARM = Integer.getInteger("diskwright.bench.warm", 200);
    private static final int ROUNDS = Integer.getInteger("diskwright.bench.rounds", 200);

    @TempDir private Path folder;

    @Test
    void redrawAndDrag() throws Exception {
        for (String count :
                System.getProperty("diskwright.bench.counts", "8,32,128").split(",", -1)) {
            measure(Integer.parseInt(count));
        }
    }

    private void measure(int count) throws Exception {
        Settings settings = Settings.defaults().look(it -> it.withMotion(Look.Motion.REDUCED));
        ViewModels models =
                onToolkit(() -> StripScene.models(new ImmediateJobs(), folder, settings));
        Stage stage = onToolkit(() -> open(models, StripScene.many(count)));
        WaitForAsyncUtils.waitForFxEvents(4);
        var watch = new Watch(stage.getScene());
        StripGeometry.Scale[] scales = StripGeometry.Scale.values();
        time(count + " redraw", watch, i -> models.layout().scaleProperty().set(scales[i % 3]));
        onToolkit(() -> {
            models.layout().scaleProperty().set(StripGeometry.Scale.LOG);
            models.document().select(new Selected.Partition(2));
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents(4);
        // The right edge of the third block goes to the right and back, by the events that a mouse
        // sends.
        Node block = stage.getScene().lookup("#block-3");
        Point2D edge = block.localToScene(block.getLayoutBounds().getWidth() - 1, 70);
        onToolkit(() -> fire(block, MouseEvent.MOUSE_PRESSED, edge));
        time(
                count + " drag step",
                watch,
                i ->
                        fire(
                                block,
                                MouseEvent.MOUSE_DRAGGED,
                                edge.add(5 + Math.abs(i % 120 - 60), 0)));
        onToolkit(() -> fire(block, MouseEvent.MOUSE_RELEASED, edge));
        onToolkit(() -> {
            stage.close();
            return true;
        });
    }

    /// Does something on the toolkit's thread and waits until the frame after it is styled and laid out.
    private static final class Watch {
        private final AtomicReference<@Nullable CompletableFuture<Long>> waiting =
                new AtomicReference<>();
        private long began;

        Watch(Scene scene) throws Exception {
            onToolkit(() -> {
                scene.addPreLayoutPulseListener(() -> began = System.nanoTime());
                scene.addPostLayoutPulseListener(() -> {
                    CompletableFuture<Long> done = waiting.getAndSet(null);
                    if (done != null) {
                        done.complete(System.nanoTime() - began);
                    }
                });
                return true;
            });
        }

        /// {@return how long the step and how long the frame took, in milliseconds}
        double[] run(Runnable step) throws Exception {
            var frame = new CompletableFuture<Long>();
            long own =
                    onToolkit(() -> {
                        long start = System.nanoTime();
                        step.run();
                        long took = System.nanoTime() - start;
                        waiting.set(frame);
                        Platform.requestNextPulse();
                        return took;
                    });
            return new double[] {own / 1e6, frame.get(10, TimeUnit.SECONDS) / 1e6};
        }
    }

    private static boolean fire(Node block, EventType<MouseEvent> type, Point2D at) {
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
        return true;
    }

    private static void time(String what, Watch watch, IntConsumer step) throws Exception {
        for (int i = 0; i < WARM; i++) {
            int round = i;
            watch.run(() -> step.accept(round));
        }
        double[] steps = new double[ROUNDS];
        double[] all = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            int round = i;
            double[] took = watch.run(() -> step.accept(round));
            steps[i] = took[0];
            all[i] = took[0] + took[1];
        }
        System.out.printf(
                Locale.ROOT,
                "%-14s best %6.2f ms, median %6.2f ms (before the frame: best %6.2f, median %6.2f)%n",
                what,
                best(all),
                median(all),
                best(steps),
                median(steps));
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
}
