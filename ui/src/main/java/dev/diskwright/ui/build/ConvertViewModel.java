package dev.diskwright.ui.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.OutputFile;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.image.ImageChoice;
import dev.diskwright.ui.image.ImageSight;
import dev.diskwright.ui.image.ImageSight.Held;
import dev.diskwright.ui.image.ImageViewModel;
import dev.diskwright.ui.service.ImageServices;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Converting the image that is looked into, to one format or to several from one read.
public final class ConvertViewModel implements RunOwner {
    private static final String ALL_DISKS = "*";

    private final ImageViewModel image;
    private final ImageServices services;
    private final RunContext context;
    private final Texts texts;
    private final RunViewModel run;
    private final TargetGate gate;
    private final ObservableList<OutputEntry> outputs = FXCollections.observableArrayList();
    private final ObservableList<OutputEntry> outputsView =
            FXCollections.unmodifiableObservableList(outputs);
    private final ChoiceModel disk;
    private final BooleanProperty verify = new SimpleBooleanProperty(true);
    private final BooleanProperty keepPartial = new SimpleBooleanProperty();
    private final BooleanProperty shown = new SimpleBooleanProperty(true);
    private final ReadOnlyStringWrapper blocked = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper commandReason = new ReadOnlyStringWrapper("");
    private @Nullable Path prepared;
    private boolean diskChosen;

    /// @param past takes conversions that have ended
    public ConvertViewModel(
            ImageViewModel image,
            ImageServices services,
            RunContext context,
            PastRunsViewModel past) {
        this.image = image;
        this.services = services;
        this.context = context;
        texts = context.texts();
        run = new RunViewModel(context, past, Activity.CONVERT);
        gate = new TargetGate(context);
        disk = new ChoiceModel("image/disk", List.of(), _ -> diskChosen = true);
        disk.shownProperty().set(false);
        image.sightProperty().subscribe(this::prepare);
        image.reasonProperty().subscribe(this::refresh);
    }

    /// Proposes what an image that was opened may become.
    private void prepare(@Nullable ImageSight sight) {
        if (sight == null || run.runningProperty().get()) {
            refresh();
            return;
        }
        if (!sight.choice().file().equals(prepared)) {
            prepared = sight.choice().file();
            diskChosen = false;
            run.clear();
            shown.set(true);
            outputs.clear();
            add(firstFormat(sight.format()));
        }
        offerDisks(sight);
        refresh();
    }

    /// {@return what most images are converted to: the first format there is, or the plainest for one that is of it}
    private static ContainerFormat firstFormat(String source) {
        List<ContainerFormat> writable = writable();
        ContainerFormat first = writable.getFirst();
        return first.name().equals(source) ? writable.getLast() : first;
    }

    private static List<ContainerFormat> writable() {
        return Containers.ALL.stream().filter(ContainerFormat::writes).toList();
    }

    private void add(ContainerFormat format) {
        ImageSight sight = image.sightProperty().get();
        if (sight != null) {
            var entry = new OutputEntry(format, context.desktop(), texts, this::refresh);
            entry.propose(folder(sight), stem(sight), it -> isFree(it, sight));
            outputs.add(entry);
        }
    }

    /// {@return whether a file is neither the image itself nor one that is written already}
    private boolean isFree(Path file, ImageSight sight) {
        return !file.equals(sight.choice().file())
                && outputs.stream().noneMatch(it -> it.file().filter(file::equals).isPresent());
    }

    private static Path folder(ImageSight sight) {
        Path file = sight.choice().file();
        return Objects.requireNonNullElse(file.getParent(), file);
    }

    private static String stem(ImageSight sight) {
        String name = sight.choice().name();
        String stem =
                Containers.named(sight.format()).map(it -> OutputEntry.stem(name, it)).orElse(name);
        int dot = stem.lastIndexOf('.');
        return stem.equals(name) && dot > 0 ? stem.substring(0, dot) : stem;
    }

    /// Adds one more image, of a format that is not written yet.
    public void addOutput() {
        if (run.runningProperty().get()) {
            return;
        }
        ImageSight sight = image.sightProperty().get();
        List<ContainerFormat> used = outputs.stream().map(OutputEntry::container).toList();
        List<ContainerFormat> unused =
                writable().stream().filter(it -> !used.contains(it)).toList();
        unused.stream()
                .filter(it -> sight == null || !it.name().equals(sight.format()))
                .findFirst()
                .or(() -> unused.stream().findFirst())
                .ifPresentOrElse(this::add, () -> add(writable().getFirst()));
        refresh();
    }

    /// Takes an image out of what is written; the last one stays.
    public void removeOutput(OutputEntry entry) {
        if (outputs.size() > 1) {
            outputs.remove(entry);
            refresh();
        }
    }

    private void offerDisks(ImageSight sight) {
        boolean whole =
                sight.disks().size() > 1
                        && outputs.stream().allMatch(it -> it.container().holdsSeveral());
        var options = new ArrayList<ChoiceModel.Option>();
        if (whole) {
            options.add(
                    new ChoiceModel.Option(
                            ALL_DISKS, texts.of("convert.allDisks", sight.disks().size())));
        }
        sight.disks().forEach(it -> options.add(option(it, "disk")));
        sight.snapshots().forEach(it -> options.add(option(it, "snapshot")));
        String chosen = disk.keyProperty().get();
        boolean still = diskChosen && options.stream().anyMatch(it -> it.key().equals(chosen));
        String looked =
                sight.choice().disk().isEmpty()
                        ? sight.disks().getFirst().name()
                        : sight.choice().disk();
        disk.offer(options, still ? chosen : whole ? ALL_DISKS : looked, "");
        disk.shownProperty().set(sight.isSeveral());
    }

    private ChoiceModel.Option option(Held it, String kind) {
        return new ChoiceModel.Option(
                it.name(),
                texts.of("image.choice." + kind, it.name(), SizeText.display(it.size())));
    }

    private void refresh() {
        ImageSight sight = image.sightProperty().get();
        if (sight != null) {
            offerDisks(sight);
        }
        String wrong =
                outputs.stream()
                        .map(it -> it.options().problemProperty().get())
                        .filter(it -> !it.isEmpty())
                        .findFirst()
                        .orElse("");
        String reason = image.reasonProperty().get();
        blocked.set(reason.isEmpty() ? wrong : reason);
        commandReason.set(reason);
        run.rests(
                sight == null
                        ? texts.of("convert.none")
                        : texts.of("convert.ready", sight.choice().name()));
    }

    private boolean isBusy() {
        return run.runningProperty().get() || gate.isLooking();
    }

    @Override
    public void start() {
        if (isBusy() || !blocked.get().isEmpty()) {
            return;
        }
        List<Path> files = files();
        if (files.size() == outputs.size()) {
            gate.pass(
                    files,
                    new TargetGate.Writer() {
                        @Override
                        public void go(boolean replace) {
                            start(replace);
                        }

                        @Override
                        public void refuse(Path target, String why) {
                            ConvertViewModel.this.refuse(target, why);
                        }

                        @Override
                        public void elsewhere(Path target) {
                            startElsewhere(target);
                        }
                    });
        }
    }

    /// {@return the image files; fewer than there are to be if one is missing, or named twice, or the image itself}
    private List<Path> files() {
        ImageSight sight = image.sightProperty().get();
        var files = new ArrayList<Path>();
        for (OutputEntry it : outputs) {
            Optional<Path> file = it.file();
            if (file.isEmpty()) {
                it.refuse(texts.of("build.target.none"));
            } else if (files.contains(file.get())) {
                it.refuse(texts.of("convert.target.twice"));
            } else if (sight != null && file.get().equals(sight.choice().file())) {
                it.refuse(texts.of("convert.target.itself"));
            } else {
                files.add(file.get());
            }
        }
        shown.set(shown.get() || files.size() < outputs.size());
        return files;
    }

    private void refuse(Path target, String why) {
        shown.set(true);
        outputs.stream()
                .filter(it -> it.file().filter(target::equals).isPresent())
                .forEach(it -> it.refuse(why));
    }

    private void startElsewhere(Path target) {
        boolean chosen =
                outputs.stream()
                        .filter(it -> it.file().filter(target::equals).isPresent())
                        .findFirst()
                        .map(OutputEntry::choose)
                        .orElse(false);
        if (chosen) {
            start();
        }
    }

    private BuildOptions options(boolean replace) {
        var files = new ArrayList<OutputFile>();
        for (OutputEntry it : outputs) {
            it.file().ifPresent(file -> files.add(it.output(file)));
        }
        return new BuildOptions(files, replace, verify.get(), keepPartial.get());
    }

    private boolean isWhole() {
        return disk.keyProperty().get().equals(ALL_DISKS);
    }

    /// {@return the image as it is to be read}
    private ImageChoice choice(ImageSight sight) {
        String name = disk.keyProperty().get();
        return sight.choice().withDisk(isWhole() || !sight.isSeveral() ? "" : name);
    }

    private void start(boolean replace) {
        ImageSight sight = image.sightProperty().get();
        if (sight == null || run.runningProperty().get()) {
            return;
        }
        ImageChoice source = choice(sight);
        boolean all = isWhole();
        BuildOptions options = options(replace);
        shown.set(false);
        run.start(
                new RunViewModel.Attempt(
                        texts.of("convert.running", source.name()),
                        source.name(),
                        Hashes.of((source.file() + "\n" + source.disk()).getBytes(UTF_8)),
                        options),
                listener -> services.convert(source, all, options, listener));
    }

    @Override
    public void act(ErrorCard.Action action) {
        switch (action) {
            case RETRY -> start();
            case CHOOSE_TARGET -> outputs.getFirst().file().ifPresent(this::startElsewhere);
            case REPLACE -> start(true);
            case GO, OPEN_RAW, ALLOW_FOLDER, OPEN_OTHER -> {} // of designs, and of images opened
        }
    }

    @Override
    public void copyCommand() {
        ImageSight sight = image.sightProperty().get();
        run.report().tell(commandReason.get());
        if (sight == null || files().size() < outputs.size()) {
            return;
        }
        RunViewModel.Attempt last = run.attempt();
        boolean replace = last != null && last.options().replace();
        ImageChoice source = choice(sight);
        context.desktop()
                .copy(
                        CommandText.of(context.system())
                                .lines(
                                        new CommandText.Conversion(
                                                source, source.disk(), options(replace))));
        run.report().tell(texts.of("build.command.copied"));
    }

    /// {@return how a conversion goes}
    public RunViewModel run() {
        return run;
    }

    /// {@return the images that are written}
    public ObservableList<OutputEntry> outputs() {
        return outputsView;
    }

    /// {@return which of several disks and snapshots is converted}
    public ChoiceModel disk() {
        return disk;
    }

    /// {@return whether images are read again and checked}
    public BooleanProperty verifyProperty() {
        return verify;
    }

    /// {@return whether what was written stays when a conversion ends early}
    public BooleanProperty keepPartialProperty() {
        return keepPartial;
    }

    /// {@return whether the options are unfolded}
    public BooleanProperty shownProperty() {
        return shown;
    }

    /// {@return why a conversion cannot start; empty if it can}
    public ReadOnlyStringProperty blockedProperty() {
        return blocked.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyStringProperty commandReasonProperty() {
        return commandReason.getReadOnlyProperty();
    }
}
