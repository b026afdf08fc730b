package dev.diskwright.ui.testing;

import dev.diskwright.ui.service.Desktop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers every chooser with one path, and remembers what it was asked to do.
public final class FakeDesktop implements Desktop {
    private final List<String> done = new ArrayList<>();
    private List<Path> pastedFiles = List.of();
    private String pastedText = "";
    private @Nullable Path answer;

    /// Takes what the next choosers answer.
    public void answer(@Nullable Path path) {
        answer = path;
    }

    /// {@return what was copied and shown}
    public List<String> done() {
        return done;
    }

    @Override
    public Optional<Path> chooseDesign() {
        return Optional.ofNullable(answer);
    }

    @Override
    public Optional<Path> chooseDesignTarget(Path proposal) {
        return Optional.ofNullable(answer);
    }

    @Override
    public Optional<Path> chooseImage() {
        return Optional.ofNullable(answer);
    }

    @Override
    public Optional<Path> chooseImageTarget(Path proposal) {
        return Optional.ofNullable(answer);
    }

    @Override
    public Optional<Path> chooseReportTarget(Path proposal) {
        return Optional.ofNullable(answer);
    }

    @Override
    public Optional<Path> chooseSourceFile() {
        return Optional.ofNullable(answer);
    }

    @Override
    public Optional<Path> chooseSourceFolder() {
        return Optional.ofNullable(answer);
    }

    @Override
    public void show(Path folder) {
        done.add("show " + folder);
    }

    /// Takes what the clipboard holds.
    public void paste(List<Path> files, String text) {
        pastedFiles = List.copyOf(files);
        pastedText = text;
    }

    @Override
    public List<Path> pastedFiles() {
        return pastedFiles;
    }

    @Override
    public String pastedText() {
        return pastedText;
    }

    @Override
    public void copy(String text) {
        done.add("copy " + text);
        paste(List.of(), text);
    }
}
