package dev.diskwright.core.codec;

import dev.diskwright.core.block.Extent;
import java.io.IOException;
import java.io.InputStream;

/// A compressed file as stretches of what it unpacks to: unpacking can begin with each of them. For several threads.
interface Stretches {
    /// {@return bytes that all of it unpacks to}
    long size();

    /// {@return how many there are} None only if there are no bytes.
    int count();

    /// {@return offset where a stretch begins}
    long start(int stretch);

    /// {@return the stretch that covers `offset`}
    int at(long offset);

    /// {@return what is unpacked from the start of a stretch on, up to the end of the file}
    InputStream open(int stretch) throws IOException;

    /// {@return what is known of zeros at `offset`}
    Extent extentAt(long offset);

    /// {@return where a stretch ends}
    default long end(int stretch) {
        return stretch + 1 < count() ? start(stretch + 1) : size();
    }
}
