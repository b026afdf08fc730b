package dev.diskwright.ui.testing;

import dev.diskwright.ui.service.FileState;
import dev.diskwright.ui.service.FileStates;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Looks at real files, and lies about them when a test says so.
public final class FakeFileStates implements FileStates {
    private final FileStates real;
    private final Map<Path, UnaryOperator<FileState>> lies = new HashMap<>();
    private int looks;

    /// @param real looks at the disk
    public FakeFileStates(FileStates real) {
        this.real = real;
    }

    /// Takes what is said of `file` from now on.
    public void lie(Path file, UnaryOperator<FileState> lie) {
        lies.put(file, lie);
    }

    /// {@return how often anything was looked at}
    public int looks() {
        return looks;
    }

    @Override
    public FileState look(Path file) {
        looks++;
        return lies.getOrDefault(file, UnaryOperator.identity()).apply(real.look(file));
    }
}
