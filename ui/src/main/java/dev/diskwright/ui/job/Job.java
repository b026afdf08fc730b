package dev.diskwright.ui.job;

/// Work that may take a while. It is cancelled by interrupting its thread.
@FunctionalInterface
public interface Job<T> {
    /// {@return what came of it}
    ///
    /// @throws Exception whatever went wrong; [InterruptedException] when it was cancelled
    T run() throws Exception;
}
