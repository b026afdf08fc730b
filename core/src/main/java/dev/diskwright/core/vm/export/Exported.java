package dev.diskwright.core.vm.export;

import java.util.List;

/// A machine in another language.
///
/// @param text of the file, with a line feed at its end
/// @param remarks what the language cannot say, and what else a person should know, each a sentence without its full stop
public record Exported(String text, List<String> remarks) {
    /// Copies the list.
    public Exported {
        remarks = List.copyOf(remarks);
    }
}
