package dev.diskwright.ui.build;

import dev.diskwright.core.build.OutputFile;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.text.Texts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// One image that a conversion writes: its format with the options of that, and its file, whose extension follows the
/// format.
public final class OutputEntry {
    private static final int MOST = 100;

    private final Desktop desktop;
    private final Runnable changed;
    private final ChoiceModel format;
    private final OptionFields options;
    private final StringProperty target = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper targetError = new ReadOnlyStringWrapper("");
    private ContainerFormat container;
    private Path folder = Path.of("");
    private Predicate<Path> acceptable = _ -> true;

    /// @param changed is told when anything is another
    OutputEntry(ContainerFormat first, Desktop desktop, Texts texts, Runnable changed) {
        this.desktop = desktop;
        this.changed = changed;
        container = first;
        options = new OptionFields(texts, _ -> true, changed);
        format = new ChoiceModel("output/format", OutputFormats.all(texts), this::setFormat);
        format.show(first.name(), "");
        options.show(first);
        options.problemProperty().subscribe(changed);
        target.subscribe(() -> {
            targetError.set("");
            changed.run();
        });
    }

    private void setFormat(String name) {
        Optional<ContainerFormat> next = Containers.named(name);
        if (next.isEmpty()) {
            return;
        }
        String path = target.get();
        String stem = stem(path, container);
        container = next.get();
        options.show(container);
        if (!stem.equals(path)) {
            target.set(proposal(stem));
        }
        changed.run();
    }

    /// {@return a path without the extension of a format; the path itself if it has none of them}
    static String stem(String path, ContainerFormat format) {
        return format.extensions().stream()
                .filter(it -> path.toLowerCase(Locale.ROOT).endsWith("." + it))
                .max(Comparator.comparingInt(String::length))
                .map(it -> path.substring(0, path.length() - it.length() - 1))
                .orElse(path);
    }

    /// Proposes a file.
    ///
    /// @param in folder that relative paths start from
    /// @param stem of its name
    /// @param free tells whether a file can be proposed
    void propose(Path in, String stem, Predicate<Path> free) {
        folder = in;
        acceptable = free;
        target.set(proposal(in.resolve(stem).toString()));
    }

    /// {@return a path of the chosen format that is no other image's; numbered, if need be}
    private String proposal(String stem) {
        String extension = "." + container.extensions().getFirst();
        for (int i = 1; i < MOST; i++) {
            String name = i == 1 ? stem : stem + "-" + i;
            if (file(name + extension).filter(acceptable).isPresent()) {
                return name + extension;
            }
        }
        return stem + extension;
    }

    /// {@return the image file; empty if the field holds no path}
    Optional<Path> file() {
        return file(target.get());
    }

    private Optional<Path> file(String path) {
        try {
            return path.isBlank()
                    ? Optional.empty()
                    : Optional.of(folder.resolve(path.strip()).toAbsolutePath().normalize());
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// {@return what is handed to a conversion}
    OutputFile output(Path file) {
        return new OutputFile(file, container.name(), options.values());
    }

    /// {@return the chosen format}
    ContainerFormat container() {
        return container;
    }

    /// Lets the person choose the file.
    ///
    /// @return whether one was chosen
    public boolean choose() {
        Optional<Path> chosen = desktop.chooseImageTarget(file().orElse(folder.resolve("disk")));
        chosen.ifPresent(it -> target.set(it.toString()));
        return chosen.isPresent();
    }

    /// Shows what is wrong with the file.
    void refuse(String why) {
        targetError.set(why);
    }

    /// {@return container format}
    public ChoiceModel format() {
        return format;
    }

    /// {@return the format's options}
    public OptionFields options() {
        return options;
    }

    /// {@return the image file}
    public StringProperty targetProperty() {
        return target;
    }

    /// {@return what is wrong with the image file; empty for nothing}
    public ReadOnlyStringProperty targetErrorProperty() {
        return targetError.getReadOnlyProperty();
    }
}
