package dev.diskwright.core.design;

/// Size of the screen that the machine offers to the guest.
///
/// @param x width in pixels
/// @param y height in pixels
public record VmResolution(
        @Default("1024") @Explain("Width in pixels.") int x,
        @Default("768") @Explain("Height in pixels.") int y) {}
