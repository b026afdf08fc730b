package dev.diskwright.ui.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.testfx.util.WaitForAsyncUtils;

/// What tests do on the toolkit's thread, wait for there, and keep pictures of.
public final class Toolkit {
    private static final int PATIENCE = 30; // seconds
    private static final int DRAWN = 4; // passes of the toolkit until what was changed is drawn

    private Toolkit() {}

    /// {@return what `action` returns, called by the toolkit's thread}
    public static <T> T onToolkit(Callable<T> action) throws Exception {
        var done = new FutureTask<>(action);
        Platform.runLater(done);
        return done.get();
    }

    /// Does something on the toolkit's thread, and waits until what follows from it has happened.
    public static void act(Runnable action) throws Exception {
        onToolkit(() -> {
            action.run();
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Waits until `condition`, asked on the toolkit's thread, holds.
    ///
    /// @throws TimeoutException if it does not within half a minute
    public static void until(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(
                PATIENCE, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// {@return the node that `selector` finds, as soon as there is one}
    public static Node find(Scene scene, String selector) throws Exception {
        until(() -> scene.lookup(selector) != null);
        return Objects.requireNonNull(onToolkit(() -> scene.lookup(selector)));
    }

    /// Waits until the scene is drawn, then keeps a picture of it if `-Ddiskwright.screenshots=DIR` asks for that.
    public static void shoot(Scene scene, String name) throws Exception {
        WaitForAsyncUtils.waitForFxEvents(DRAWN);
        String target = System.getProperty("diskwright.screenshots", "");
        if (!target.isEmpty()) {
            keep(onToolkit(() -> Png.encode(scene.snapshot(null))), Path.of(target), name);
        }
    }

    private static void keep(byte[] picture, Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(name + ".png"), picture);
    }
}
