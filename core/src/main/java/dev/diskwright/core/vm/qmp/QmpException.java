package dev.diskwright.core.vm.qmp;

import java.io.IOException;

/// Why a command to an emulator has no result. Not one of the four kinds of
/// [dev.diskwright.core.bytes.ImageException], which are about places in files.
public final class QmpException extends IOException {
    private final Kind kind;

    /// What went wrong.
    public enum Kind {
        /// The emulator has understood the command and will not do it; the message is its own.
        REFUSED,
        /// It did not answer in time.
        TIMED_OUT,
        /// The connection has ended, as it does when the emulator ends.
        CLOSED,
        /// It does not keep to the protocol. The connection is of no use any more.
        MALFORMED
    }

    /// @param problem one clause, lower case, without advice
    public QmpException(Kind kind, String problem) {
        super(problem);
        this.kind = kind;
    }

    /// {@return what went wrong}
    public Kind kind() {
        return kind;
    }
}
