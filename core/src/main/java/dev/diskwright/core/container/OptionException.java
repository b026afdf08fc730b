package dev.diskwright.core.container;

/// An option that an encoder does not know, or a value that it cannot have.
public final class OptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /// @param problem one clause that names the option, and what it may be
    public OptionException(String problem) {
        super(problem);
    }
}
