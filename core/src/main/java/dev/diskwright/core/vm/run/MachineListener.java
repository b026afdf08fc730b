package dev.diskwright.core.vm.run;

/// Told what happens to a machine. Must throw nothing.
public interface MachineListener {
    /// Tells nobody.
    MachineListener NONE = new MachineListener() {};

    /// Called on a thread of its own, one event after the other; a listener that is too slow misses some.
    default void happened(MachineEvent event) {}

    /// The guest has written this to its first serial port. Called on the thread that reads it: as long as this takes, the
    /// guest waits, so nothing is missed. Others use [SerialConsole#listen].
    default void serial(String text) {}

    /// The firmware has written this to its port for messages. Called like [#serial].
    default void firmware(String text) {}
}
