package dev.diskwright.core.vm;

import java.util.List;

/// Arguments that belong together: one row of the preview.
///
/// @param id stable: `machine`, `drive-root`, `nic-eth1`
/// @param title a few words in English
/// @param tokens one argument each, exactly as QEMU gets them
/// @param paths JSON pointers of the fields that it comes from, the foremost first
public record ArgumentGroup(String id, String title, List<String> tokens, List<String> paths) {
    /// Copies the lists.
    public ArgumentGroup {
        tokens = List.copyOf(tokens);
        paths = List.copyOf(paths);
    }
}
