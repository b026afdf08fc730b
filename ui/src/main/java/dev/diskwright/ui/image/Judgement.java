package dev.diskwright.ui.image;

/// What verification came to.
///
/// @param kind `good`, `warned`, `bad` or `cancelled`
/// @param headline in a few words
/// @param text what that means
public record Judgement(String kind, String headline, String text) {}
