package dev.diskwright.ui.drop;

import java.util.List;

/// What is offered for a drop.
public sealed interface Offer {
    /// One or several things that can be done.
    ///
    /// @param actions the usual one first; never empty
    record Zones(List<DropAction> actions) implements Offer {
        /// Copies the list.
        public Zones {
            actions = List.copyOf(actions);
        }
    }

    /// Nothing can be done.
    ///
    /// @param reason key of the sentence that says why
    record Refused(String reason) implements Offer {}
}
