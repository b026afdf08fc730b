package dev.diskwright.ui.build;

import java.util.List;

/// Why something failed: what a person reads in the row of the stage that failed, or in place of an image.
///
/// @param stage id of the stage; empty if it failed before the first
/// @param headline in the person's nouns
/// @param facts where it happened
/// @param why what was observed
/// @param next what to do
/// @param actions what can be done from here, the most likely one first
/// @param place JSON path of what [Action#GO] goes to; empty for none
/// @param details for whoever wants to know more
public record ErrorCard(
        String stage,
        String headline,
        List<Fact> facts,
        String why,
        String next,
        List<Action> actions,
        String place,
        String details) {
    /// What can be done.
    public enum Action {
        /// Build again.
        RETRY,
        /// Choose another image file.
        CHOOSE_TARGET,
        /// Build again and replace what is there.
        REPLACE,
        /// Go to what it is about.
        GO,
        /// Look at the image's bytes as they are, whatever they say of themselves.
        OPEN_RAW,
        /// Let the image refer to files in one more folder.
        ALLOW_FOLDER,
        /// Open another image.
        OPEN_OTHER
    }

    /// Copies the lists.
    public ErrorCard {
        facts = List.copyOf(facts);
        actions = List.copyOf(actions);
    }

    /// {@return the card as text}
    public String text() {
        var lines = new java.util.ArrayList<String>();
        lines.add(headline);
        facts.forEach(it -> lines.add(it.label() + ": " + it.value()));
        lines.add(why);
        lines.add(next);
        lines.add(details);
        return String.join("\n", lines.stream().filter(it -> !it.isEmpty()).toList()) + "\n";
    }
}
