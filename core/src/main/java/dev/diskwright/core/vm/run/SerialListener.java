package dev.diskwright.core.vm.run;

/// Told what a guest writes to a serial port, on a thread of its own.
@FunctionalInterface
public interface SerialListener {
    /// @param text what has come since the last call, control sequences included; see [SerialText]
    /// @param skipped characters before it that the listener was too slow for
    void wrote(String text, long skipped);
}
