package dev.diskwright.ui.service;

import dev.diskwright.core.block.Progress;
import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.ui.image.ImageChoice;
import dev.diskwright.ui.image.ImageSight;
import java.io.IOException;
import java.util.function.Consumer;

/// What the window asks of the core about images that exist. Called off the toolkit's thread; no file stays open.
public interface ImageServices {
    /// {@return what the file is}
    ///
    /// @throws dev.diskwright.core.bytes.ImageException if it cannot be read as a container
    ImageSight look(ImageChoice choice) throws IOException, InterruptedException;

    /// Checks every level of the file and tells what is wrong as it is found.
    ///
    /// @throws dev.diskwright.core.bytes.ImageException if it cannot be read as a container
    void verify(ImageChoice choice, Consumer<Finding> findings, Progress progress)
            throws IOException, InterruptedException;

    /// {@return how converting it ended}
    ///
    /// @param all whether all its disks are meant, rather than the one that was chosen
    BuildReport convert(
            ImageChoice choice, boolean all, BuildOptions options, BuildListener listener)
            throws IOException, InterruptedException;
}
