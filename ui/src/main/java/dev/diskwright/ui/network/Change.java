package dev.diskwright.ui.network;

import dev.diskwright.core.design.Vm;
import java.util.List;

/// What a gesture on the network comes to.
public sealed interface Change {
    /// Another machine.
    ///
    /// @param vm the machine afterwards
    /// @param label names the step: `edit.network.<label>`
    /// @param arguments of the label
    /// @param focus name of the interface that has the focus afterwards; empty to leave it
    record Done(Vm vm, String label, List<Object> arguments, String focus) implements Change {
        /// Copies the list.
        public Done {
            arguments = List.copyOf(arguments);
        }
    }

    /// Nothing, because it is as wished already.
    record Same() implements Change {}

    /// Nothing, for a reason.
    ///
    /// @param reason names it: `network.refused.<reason>`
    /// @param arguments of the reason
    record Refused(String reason, List<Object> arguments) implements Change {
        /// Copies the list.
        public Refused {
            arguments = List.copyOf(arguments);
        }
    }
}
