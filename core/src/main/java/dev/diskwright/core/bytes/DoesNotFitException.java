package dev.diskwright.core.bytes;

/// The contents outgrow the space they are given.
public final class DoesNotFitException extends ImageException {
    private final long needed;
    private final long available;

    /// @param needed in bytes
    /// @param available in bytes
    public DoesNotFitException(Where where, long needed, long available) {
        super(
                where,
                "needs %d bytes, has %d: %d bytes are missing"
                        .formatted(needed, available, needed - available));
        this.needed = needed;
        this.available = available;
    }

    /// A limit that is not counted in bytes, such as a name's length or the number of files.
    public DoesNotFitException(Where where, String found, String limit) {
        super(where, "found %s, but the limit is %s".formatted(found, limit));
        this.needed = -1;
        this.available = -1;
    }

    /// {@return bytes needed, -1 where the limit is of another kind}
    public long needed() {
        return needed;
    }

    /// {@return bytes there are, -1 where the limit is of another kind}
    public long available() {
        return available;
    }
}
