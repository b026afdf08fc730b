package dev.diskwright.ui.build;

/// Icons of states. A state always has an icon, a word and a colour.
public final class Glyphs {
    private Glyphs() {}

    /// {@return icon of how a run ended}
    public static String ofKind(String kind) {
        return switch (kind) {
            case "good" -> "fth-check-circle";
            case "warned" -> "fth-alert-triangle";
            case "bad" -> "fth-x-octagon";
            default -> "fth-stop-circle";
        };
    }

    /// {@return icon of how a stage stands}
    static String ofStage(String state) {
        return switch (state) {
            case "running" -> "fth-play";
            case "passed" -> "fth-check";
            case "warned" -> "fth-alert-triangle";
            case "failed" -> "fth-x-octagon";
            case "skipped" -> "fth-minus";
            case "cancelled" -> "fth-square";
            default -> "fth-more-horizontal";
        };
    }
}
