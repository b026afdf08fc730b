package dev.diskwright.core.fs.iso9660;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// What Rock Ridge says of a file, collected from its system use entries.
final class Posix {
    final ByteArrayOutputStream name = new ByteArrayOutputStream();
    final ByteArrayOutputStream target = new ByteArrayOutputStream();
    boolean named;
    boolean link;
    boolean targetComponentContinues;

    /// Mode with the kind of file; -1 if there is none.
    long mode = -1;

    long links = 1;
    long uid;
    long gid;

    /// Number that tells hard links; -1 if there is none.
    long serial = -1;

    long deviceHigh = -1;
    long deviceLow = -1;

    /// Seconds since 1970; null if there is none.
    @Nullable Long modified;

    int nanos;

    /// Block of the directory that this record stands for; -1 if it is its own.
    long child = -1;

    /// Block of the directory that a moved one belongs in; -1 if it was not moved.
    long parent = -1;

    /// A moved directory, to be seen in its old place alone.
    boolean moved;

    /// Contents are compressed (zisofs).
    boolean compressed;

    /// The extension is Rock Ridge.
    boolean rockRidge;
}
