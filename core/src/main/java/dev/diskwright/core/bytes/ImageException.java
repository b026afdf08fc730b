package dev.diskwright.core.bytes;

import java.io.IOException;

/// Why an image could not be read, written or built. Its four kinds each ask something else of the person.
public abstract sealed class ImageException extends IOException
        permits CorruptImageException,
                UnsupportedImageException,
                DoesNotFitException,
                HostException {
    private final transient Where where;
    private final String problem;

    ImageException(Where where, String problem) {
        super(where + ": " + problem);
        this.where = where;
        this.problem = problem;
    }

    ImageException(Where where, String problem, Throwable cause) {
        super(where + ": " + problem, cause);
        this.where = where;
        this.problem = problem;
    }

    /// {@return the place this is about}
    public Where where() {
        return where;
    }

    /// {@return the message without the place}
    public String problem() {
        return problem;
    }
}
