package dev.diskwright.core.vm.boottest;

import dev.diskwright.core.vm.run.MachineEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a boot test ended.
///
/// @param outcome why
/// @param stage the furthest that was reached
/// @param evidence the line that says so; the last one heard if none does, empty if nothing was
/// @param elapsed from the start of the machine
/// @param stages those that were recognised, in order
/// @param expectations the expected texts
/// @param screenshots in order, at most eight
/// @param end how the machine ended by itself; empty if the test ended it
/// @param restarts how often the guest restarted
public record BootVerdict(
        BootOutcome outcome,
        BootStage stage,
        String evidence,
        Duration elapsed,
        List<Reached> stages,
        List<Expectation> expectations,
        List<Screenshot> screenshots,
        Optional<MachineEnd> end,
        int restarts) {
    /// A stage.
    ///
    /// @param at when it was recognised, from the start of the machine
    public record Reached(BootStage stage, Duration at) {}

    /// An expected text.
    public record Expectation(String text, boolean isSeen) {}

    /// A picture of the screen.
    ///
    /// @param file a PNG file
    /// @param at when it was taken, from the start of the machine
    public record Screenshot(Path file, Duration at) {}

    /// Copies the lists.
    public BootVerdict {
        stages = List.copyOf(stages);
        expectations = List.copyOf(expectations);
        screenshots = List.copyOf(screenshots);
    }

    /// {@return whether it went as expected}
    public boolean isPassed() {
        return outcome == BootOutcome.PASSED;
    }

    /// {@return how far it came and why it ended, in one sentence}
    public String sentence() {
        String why = outcome.sentence();
        if (outcome == BootOutcome.EMULATOR_FAILED && end.isPresent()) {
            why = end.get().sentence();
        }
        return "%s (reached: %s, after %.1f s)"
                .formatted(why, stage.id(), elapsed.toMillis() / 1000.0);
    }
}
