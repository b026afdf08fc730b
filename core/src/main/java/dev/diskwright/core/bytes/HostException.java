package dev.diskwright.core.bytes;

/// The host failed us: no space, no permission, a file that is missing or changed while it was read.
public final class HostException extends ImageException {
    /// @param problem one clause, lower case, without advice
    public HostException(Where where, String problem) {
        super(where, problem);
    }

    /// @param problem one clause, lower case, without advice
    public HostException(Where where, String problem, Throwable cause) {
        super(where, problem, cause);
    }
}
