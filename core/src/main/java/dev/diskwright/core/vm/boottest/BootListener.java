package dev.diskwright.core.vm.boottest;

import dev.diskwright.core.vm.run.RunningMachine;
import java.time.Duration;

/// Told how a boot test goes on. Called on the thread of the test; must return soon and throw nothing.
public interface BootListener {
    /// Tells nobody.
    BootListener NONE = new BootListener() {};

    /// The machine runs. It may be looked at and typed to until the test ends.
    default void started(RunningMachine machine) {}

    /// A stage was reached.
    ///
    /// @param at from the start of the machine
    default void reached(BootStage stage, Duration at) {}
}
