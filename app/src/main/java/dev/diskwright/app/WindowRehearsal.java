package dev.diskwright.app;

import dev.diskwright.ui.DiskwrightApplication;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/// Opens the window once, with no screen, while the program is packaged, so that the Java runtime can keep what it learns
/// from it (its AOT cache).
final class WindowRehearsal {
    private static final int SECONDS = 6; // enough to draw the start screen, then a layout

    private WindowRehearsal() {}

    /// @param args a design to open
    public static void main(String[] args) {
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS, Runnable::run)
                .execute(Platform::exit);
        DiskwrightApplication.launch(List.of(Path.of(args[0])));
    }
}
