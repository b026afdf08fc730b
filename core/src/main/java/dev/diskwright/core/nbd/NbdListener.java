package dev.diskwright.core.nbd;

import java.io.IOException;

/// Told what happens to a server. Called from the server's threads, several at once, and never after the server's `close`
/// has returned; must return soon, throw nothing and not close the server.
public interface NbdListener {
    /// Tells nobody.
    NbdListener NONE = new NbdListener() {};

    /// A client has opened an export. One that only asks what there is does not get as far as this.
    ///
    /// @param client its number, from 1 on
    default void opened(int client, String export) {}

    /// A client that had opened an export is gone, for whatever reason.
    default void left(int client) {}

    /// A disk could not be read, which the client was told too; or a client broke the protocol or stayed silent, and was
    /// cut off; or one too many came.
    ///
    /// @param client its number; 0 if it has none
    default void failed(int client, IOException problem) {}
}
