package dev.diskwright.ui.service;

/// Asks the person. Called on the toolkit's thread; the answer comes through the choice's action.
@FunctionalInterface
public interface Questions {
    /// Asks.
    void ask(Question question);
}
