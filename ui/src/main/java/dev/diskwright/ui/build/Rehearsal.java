package dev.diskwright.ui.build;

import java.util.List;

/// What a dry run found, as the screen shows it.
///
/// @param kind `good`, `warned` or `bad`
/// @param headline whether it can be built
/// @param facts about the output
/// @param sources what would be read
/// @param problems worst first; empty for none
public record Rehearsal(
        String kind,
        String headline,
        List<Fact> facts,
        List<Source> sources,
        List<Problem> problems) {
    /// Something that would be read.
    ///
    /// @param name as the design names it
    /// @param use where it goes
    /// @param size what there is of it, in words
    /// @param missing whether there is nothing of that name
    public record Source(String name, String use, String size, boolean missing) {}

    /// Something wrong.
    ///
    /// @param severity `error`, `warning` or `hint`
    /// @param code stable code
    /// @param sentence what is wrong
    /// @param path JSON path of what it is about
    public record Problem(String severity, String code, String sentence, String path) {}

    /// Copies the lists.
    public Rehearsal {
        facts = List.copyOf(facts);
        sources = List.copyOf(sources);
        problems = List.copyOf(problems);
    }
}
