package dev.diskwright.core.vm.session;

import java.io.IOException;

/// Told what goes wrong while a machine runs. Called on any thread; must return soon and throw nothing.
@FunctionalInterface
public interface SessionListener {
    /// Tells nobody.
    SessionListener NONE = _ -> {};

    /// The disk that is served could not be read; the guest sees a bad one.
    void failed(IOException problem);
}
