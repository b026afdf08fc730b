package dev.diskwright.app;

import dev.diskwright.ui.DiskwrightApplication;
import java.nio.file.Path;
import java.util.Arrays;

/// Opens the window. Apart from [Main], so that subcommands load nothing of the toolkit.
final class WindowLaunch {
    private WindowLaunch() {}

    /// Shows the window and returns when it was closed.
    static void open(String[] designs) {
        DiskwrightApplication.launch(Arrays.stream(designs).map(Path::of).toList());
    }
}
