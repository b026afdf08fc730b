package dev.diskwright.ui.service;

import dev.diskwright.core.vm.boottest.BootStage;
import java.time.Duration;

/// Told how a boot check goes on. Called on any thread; must return soon and throw nothing.
public interface CheckListener extends LiveListener {
    /// The machine runs. It may be looked at until the check ends, and is not to be closed.
    default void started(LiveMachine machine) {}

    /// A stage was reached.
    ///
    /// @param at from the start of the machine
    default void reached(BootStage stage, Duration at) {}
}
