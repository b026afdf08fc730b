package dev.diskwright.core.block;

/// Where long work tells how far it is: bytes of bytes under a named step. Called from the working thread, possibly
/// thousands of times a second; whoever shows it thins it out.
public interface Progress {
    /// Tells nobody.
    Progress NONE =
            new Progress() {
                @Override
                public void step(String name, long total) {}

                @Override
                public void advance(long bytes) {}
            };

    /// A step begins; the one before has ended.
    ///
    /// @param total bytes it will take, -1 if unknown
    void step(String name, long total);

    /// `bytes` more of the current step are done.
    void advance(long bytes);
}
