package dev.diskwright.app;

/// What a call tells the shell.
final class ExitStatus {
    /// Done.
    static final int DONE = 0;

    /// Done, and it found what it looks for.
    static final int FOUND = 1;

    /// Wrong usage, an invalid design or an unreadable image.
    static final int REFUSED = 2;

    /// The host failed: disk full, no permission, missing program.
    static final int HOST = 3;

    /// Interrupted.
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
