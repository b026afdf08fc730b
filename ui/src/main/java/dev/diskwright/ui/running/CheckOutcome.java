package dev.diskwright.ui.running;

import dev.diskwright.ui.build.Fact;
import java.util.List;

/// How a boot check ended.
///
/// @param kind `good`, `bad` or `cancelled`
/// @param headline the verdict
/// @param why what was seen of it; may be empty
/// @param facts label and value of each line
/// @param shots the screenshots, in order
public record CheckOutcome(
        String kind, String headline, String why, List<Fact> facts, List<Shot> shots) {
    /// Copies the lists.
    public CheckOutcome {
        facts = List.copyOf(facts);
        shots = List.copyOf(shots);
    }

    /// A screenshot.
    ///
    /// @param address of its file
    /// @param time when it was taken, for people
    /// @param spoken the same in a sentence
    public record Shot(String address, String time, String spoken) {}
}
