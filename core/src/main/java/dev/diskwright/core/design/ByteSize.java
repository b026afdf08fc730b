package dev.diskwright.core.design;

/// A fixed size or offset as it was written.
///
/// @param bytes the part given in bytes and multiples of it
/// @param sectors the part given in sectors
/// @param text as written, `256M`, `1GiB-2048s`
public record ByteSize(long bytes, long sectors, String text) {
    /// {@return a size of whole bytes, written with the largest binary unit that keeps it exact}
    public static ByteSize of(long bytes) {
        return new ByteSize(bytes, 0, SizeText.exact(bytes));
    }

    /// {@return the size in bytes} May be negative or overflow for what [SizeText] accepts: checked by the caller.
    ///
    /// @param sectorSize in bytes
    /// @throws ArithmeticException if it exceeds a long
    public long inBytes(int sectorSize) {
        return Math.addExact(bytes, Math.multiplyExact(sectors, (long) sectorSize));
    }

    @Override
    public String toString() {
        return text;
    }
}
