package dev.diskwright.ui.network;

/// What a port can be let go over.
public sealed interface Drop {
    /// A lane.
    ///
    /// @param lane from 0, from left to right
    record Lane(int lane) implements Drop {}

    /// No wire.
    record Off() implements Drop {}
}
