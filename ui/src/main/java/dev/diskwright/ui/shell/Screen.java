package dev.diskwright.ui.shell;

/// The places of the window.
public enum Screen {
    /// New, open, recent.
    START(false),
    /// Strip, table, inspector.
    LAYOUT(true),
    /// The machine, its network, its command line.
    MACHINE(true),
    /// Target, stages, verdict.
    BUILD(true),
    /// What an image is.
    INSPECT(false),
    /// What becomes of an image.
    CONVERT(false),
    /// What the person prefers.
    SETTINGS(false),
    /// Every command with its key.
    SHORTCUTS(false);

    private final boolean needsDocument;

    Screen(boolean needsDocument) {
        this.needsDocument = needsDocument;
    }

    /// {@return whether it shows a part of the open design}
    public boolean needsDocument() {
        return needsDocument;
    }
}
