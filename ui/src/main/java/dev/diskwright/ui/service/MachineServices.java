package dev.diskwright.ui.service;

import dev.diskwright.core.design.Design;
import dev.diskwright.ui.machine.MachineSight;
import java.io.IOException;
import java.nio.file.Path;

/// What the window asks the core about machines. Called off the toolkit's thread.
public interface MachineServices {
    /// {@return what the design's machine comes to on this host}
    ///
    /// @param folder that relative paths in the design start from
    MachineSight look(Design design, Path folder) throws IOException, InterruptedException;
}
