package dev.diskwright.ui.service;

import dev.diskwright.core.vm.run.MachineEvent;
import java.io.IOException;

/// Told what a machine does. Called on any thread; must return soon and throw nothing.
public interface LiveListener {
    /// The guest has written this to its first serial port, control sequences included. It waits as long as this takes.
    default void serial(String text) {}

    /// Something happened to the machine.
    default void happened(MachineEvent event) {}

    /// The disk that is served to it could not be read; the guest sees a bad one.
    default void failed(IOException problem) {}
}
