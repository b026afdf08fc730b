package dev.diskwright.ui.shell;

/// The places of the window.
public enum Screen {
    /// New, open, recent.
    START,
    /// Strip, table, inspector.
    LAYOUT,
    /// Target, stages, verdict.
    BUILD
}
