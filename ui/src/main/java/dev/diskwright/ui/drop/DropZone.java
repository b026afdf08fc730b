package dev.diskwright.ui.drop;

/// A part of a target while something is dragged over it.
///
/// @param action what dropping there does
/// @param label what it says, in the person's words
public record DropZone(DropAction action, String label) {}
