package dev.diskwright.ui.build;

import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.OutputChecks;
import dev.diskwright.core.build.OutputFile;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Disk;
import dev.diskwright.core.design.Edit;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.text.Texts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What a build writes, and where. Format and compression belong to the design and are edits of it; the format's other
/// options and the rest are a matter of the moment.
public final class OutputViewModel {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final Desktop desktop;
    private final Texts texts;
    private final StringProperty target = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper targetError = new ReadOnlyStringWrapper("");
    private final BooleanProperty verify = new SimpleBooleanProperty(true);
    private final BooleanProperty keepPartial = new SimpleBooleanProperty();
    private final BooleanProperty shown = new SimpleBooleanProperty(true);
    private final ChoiceModel format;
    private final ChoiceModel compression;
    private final OptionFields options;
    private String proposed = "";

    OutputViewModel(
            DocumentViewModel document, PlanningViewModel planning, Desktop desktop, Texts texts) {
        this.document = document;
        this.planning = planning;
        this.desktop = desktop;
        this.texts = texts;
        format = new ChoiceModel("/disk/format", formats(), this::setFormat);
        compression = new ChoiceModel("/disk/compress", List.of(), this::setCompression);
        options = new OptionFields(texts, it -> !isOfDesign(it), () -> {});
        target.subscribe(() -> targetError.set(""));
    }

    private List<ChoiceModel.Option> formats() {
        return OutputFormats.all(texts);
    }

    /// {@return whether the design says it} It knows some ways to compress, and no other option.
    private static boolean isOfDesign(ContainerFormat.Option option) {
        List<String> known = Stream.of(Disk.Compression.values()).map(OutputChecks::name).toList();
        return option.name().equals(OutputChecks.COMPRESSION)
                && OptionFields.words(option).filter(known::containsAll).isPresent();
    }

    private void setFormat(String name) {
        Disk disk = document.require().disk().withFormat(name);
        boolean can =
                Containers.named(name)
                        .filter(it -> !OutputChecks.compresses(it, disk.compress()))
                        .isEmpty();
        document.applyQuietly(
                texts.of(can ? "edit.format" : "edit.format.plain", name),
                new Edit.SetDisk(can ? disk : disk.withCompress(Disk.Compression.NONE)));
    }

    private void setCompression(String name) {
        document.applyQuietly(
                texts.of("edit.compress", compressionLabel(name)),
                new Edit.SetDisk(
                        document.require()
                                .disk()
                                .withCompress(
                                        Disk.Compression.valueOf(name.toUpperCase(Locale.ROOT)))));
    }

    private String compressionLabel(String name) {
        return texts.orElse("compress." + name, name);
    }

    /// Shows a design.
    void show(Design design) {
        List<Diagnostic> problems = OutputChecks.check(design);
        format.show(design.disk().format(), error(problems, "/disk/format"));
        Optional<ContainerFormat> container = Containers.named(design.disk().format());
        String now = OutputChecks.name(design.disk().compress());
        List<ChoiceModel.Option> options =
                Stream.of(Disk.Compression.values())
                        .filter(it ->
                                OutputChecks.name(it).equals(now)
                                        || container
                                                .filter(one -> OutputChecks.compresses(one, it))
                                                .isPresent())
                        .map(OutputChecks::name)
                        .map(it -> new ChoiceModel.Option(it, compressionLabel(it)))
                        .toList();
        compression.offer(options, now, error(problems, "/disk/compress"));
        compression.shownProperty().set(options.size() > 1);
        this.options.show(container.orElse(null));
        proposeTarget(design, container);
    }

    private String error(List<Diagnostic> problems, String path) {
        return problems.stream()
                .filter(it -> it.path().equals(path))
                .findFirst()
                .map(it ->
                        texts.of(
                                "build.problem",
                                it.code(),
                                it.problem(),
                                it.remedy().isEmpty() ? 0 : 1,
                                it.remedy()))
                .orElse("");
    }

    /// The target follows the design's name and format until the person chooses one.
    private void proposeTarget(Design design, Optional<ContainerFormat> container) {
        String extension =
                container.map(it -> it.extensions().getFirst()).orElse(design.disk().format());
        String name = design.name().isBlank() ? "disk" : design.name().replaceAll("[/\\\\]", "-");
        String next = planning.folder().resolve(name + "." + extension).toString();
        if (target.get().isBlank() || target.get().equals(proposed)) {
            target.set(next);
        }
        proposed = next;
    }

    /// Forgets the target: another document was opened.
    void reset() {
        target.set("");
        shown.set(true);
    }

    /// {@return the image file; empty if the field holds no path}
    Optional<Path> file() {
        try {
            return target.get().isBlank()
                    ? Optional.empty()
                    : Optional.of(
                            planning.folder()
                                    .resolve(target.get().strip())
                                    .toAbsolutePath()
                                    .normalize());
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// {@return what is handed to a build}
    BuildOptions options(Path file, boolean replace) {
        Disk disk = document.require().disk();
        var encoder = new TreeMap<>(options.values());
        if (disk.compress() != Disk.Compression.NONE) {
            encoder.put(OutputChecks.COMPRESSION, OutputChecks.name(disk.compress()));
        }
        return new BuildOptions(
                List.of(new OutputFile(file, disk.format(), encoder)),
                replace,
                verify.get(),
                keepPartial.get());
    }

    /// Lets the person choose the image file.
    ///
    /// @return whether one was chosen
    public boolean chooseTarget() {
        Optional<Path> chosen =
                desktop.chooseImageTarget(file().orElse(planning.folder().resolve("disk")));
        chosen.ifPresent(it -> target.set(it.toString()));
        return chosen.isPresent();
    }

    /// Shows what is wrong with the image file.
    void refuseTarget(String why) {
        shown.set(true);
        targetError.set(why);
    }

    /// {@return the image file}
    public StringProperty targetProperty() {
        return target;
    }

    /// {@return what is wrong with the image file; empty for nothing}
    public ReadOnlyStringProperty targetErrorProperty() {
        return targetError.getReadOnlyProperty();
    }

    /// {@return whether the image is read again and checked}
    public BooleanProperty verifyProperty() {
        return verify;
    }

    /// {@return whether what was written stays when a build ends early}
    public BooleanProperty keepPartialProperty() {
        return keepPartial;
    }

    /// {@return whether the options are unfolded}
    public BooleanProperty shownProperty() {
        return shown;
    }

    /// {@return container format}
    public ChoiceModel format() {
        return format;
    }

    /// {@return options of the format that a design says nothing of}
    public OptionFields optionFields() {
        return options;
    }

    /// {@return compression, as far as the format can}
    public ChoiceModel compression() {
        return compression;
    }
}
