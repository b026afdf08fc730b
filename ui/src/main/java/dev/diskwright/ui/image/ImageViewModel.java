package dev.diskwright.ui.image;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.ui.build.ErrorCard;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.image.ImageSight.Held;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.layout.StripItem;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.service.ImageServices;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The image that is looked into: what it is, what is on its disk, which level is shown. One at a time.
public final class ImageViewModel {
    private final ImageServices services;
    private final Desktop desktop;
    private final JobRunner jobs;
    private final Texts texts;
    private final VerifyViewModel verify;
    private final ReadOnlyObjectWrapper<@Nullable ImageSight> sight = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ErrorCard> fault = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ImageNode> root = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ImageNode> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper subtitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper path = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper reason = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<StripItem>> strip =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper diskEnd = new ReadOnlyStringWrapper("");
    private final ObservableList<PartRow> parts = FXCollections.observableArrayList();
    private final ObservableList<PartRow> partsView =
            FXCollections.unmodifiableObservableList(parts);
    private final ChoiceModel disk;
    private @Nullable ImageChoice choice;
    private JobRunner.Running looking = JobRunner.Running.NOTHING;
    private Runnable arrival = () -> {};

    /// Nothing is open at first.
    ///
    /// @param clock in nanoseconds
    public ImageViewModel(
            ImageServices services,
            Desktop desktop,
            JobRunner jobs,
            Texts texts,
            LongSupplier clock) {
        this.services = services;
        this.desktop = desktop;
        this.jobs = jobs;
        this.texts = texts;
        verify = new VerifyViewModel(services, jobs, texts, clock);
        disk = new ChoiceModel("image/disk", List.of(), this::chooseDisk);
        disk.shownProperty().set(false);
        reason.set(texts.of("reason.noImage"));
    }

    /// Takes what brings the screen of images into view.
    public void onArrival(Runnable newArrival) {
        arrival = newArrival;
    }

    /// Lets the person choose an image.
    public void openChosen() {
        desktop.chooseImage().ifPresent(this::open);
    }

    /// Opens an image, whatever it is.
    public void open(Path file) {
        look(ImageChoice.of(file.toAbsolutePath().normalize()));
        arrival.run();
    }

    private void look(ImageChoice next) {
        looking.cancel();
        verify.reset();
        choice = next;
        clear();
        title.set(next.name());
        path.set(next.file().toString());
        reason.set(texts.of("reason.readingImage"));
        busy.set(true);
        looking = jobs.start(() -> services.look(next), this::seen, it -> refused(it, next));
    }

    private void clear() {
        sight.set(null);
        fault.set(null);
        root.set(null);
        shown.set(null);
        strip.set(List.of());
        parts.clear();
        subtitle.set("");
        disk.shownProperty().set(false);
    }

    private void seen(ImageSight found) {
        busy.set(false);
        reason.set("");
        subtitle.set(
                texts.of(
                        "image.subtitle",
                        found.title(),
                        found.format(),
                        SizeText.display(found.fileSize()),
                        SizeText.display(found.diskSize())));
        diskEnd.set(SizeText.display(found.diskSize()));
        var words = new ImageParts(found, texts);
        strip.set(words.strip());
        parts.setAll(words.rows());
        offerDisks(found);
        ImageNode top = new ImageNodes(found, texts).root();
        sight.set(found);
        root.set(top);
        shown.set(top.find(ImageNodes.DISK));
    }

    private void offerDisks(ImageSight found) {
        var options = new ArrayList<ChoiceModel.Option>();
        found.disks().forEach(it -> options.add(option(it, "disk")));
        found.snapshots().forEach(it -> options.add(option(it, "snapshot")));
        String chosen = found.choice().disk();
        disk.offer(options, chosen.isEmpty() ? found.disks().getFirst().name() : chosen, "");
        disk.shownProperty().set(found.isSeveral());
    }

    private ChoiceModel.Option option(Held it, String kind) {
        return new ChoiceModel.Option(
                it.name(),
                texts.of("image.choice." + kind, it.name(), SizeText.display(it.size())));
    }

    private void refused(Exception why, ImageChoice tried) {
        busy.set(false);
        reason.set(texts.of("reason.badImage"));
        fault.set(new ImageFaults(texts).of(why, tried));
    }

    /// Looks into another disk or snapshot of the same file.
    private void chooseDisk(String name) {
        ImageChoice now = choice;
        if (now != null) {
            look(now.withDisk(name));
        }
    }

    /// Shows a level.
    ///
    /// @param id of its node
    public void show(String id) {
        ImageNode top = root.get();
        ImageNode found = top == null ? null : top.find(id);
        if (found != null) {
            shown.set(found);
        }
    }

    /// Opens what a node stands for: the disk or snapshot of that name.
    public void enter(ImageNode node) {
        ImageSight now = sight.get();
        String name = node.id().substring(node.id().indexOf('-') + 1);
        boolean other = node.kind().equals("disk") || node.kind().equals("snapshot");
        if (now != null && other && !node.id().equals(ImageNodes.DISK)) {
            disk.keyProperty().set(name);
        }
    }

    /// Does what the card offers.
    public void act(ErrorCard.Action action) {
        ImageChoice tried = choice;
        if (tried == null) {
            return;
        }
        switch (action) {
            case RETRY -> look(tried);
            case OPEN_RAW -> look(tried.withFormat("raw"));
            case ALLOW_FOLDER ->
                    desktop.chooseSourceFolder().ifPresent(it -> look(tried.withAllowed(it)));
            case OPEN_OTHER -> openChosen();
            case CHOOSE_TARGET, REPLACE, GO -> {}
        }
    }

    /// Copies what the card says.
    public void copyFault() {
        ErrorCard card = fault.get();
        if (card != null) {
            desktop.copy(card.text());
        }
    }

    /// Reads the file again.
    public void refresh() {
        ImageChoice now = choice;
        if (now != null) {
            look(now);
        }
    }

    /// {@return which image is looked into, and how; null while that is not known}
    public @Nullable ImageChoice choice() {
        ImageSight now = sight.get();
        return now == null ? null : now.choice();
    }

    /// Checks every level.
    public void startVerify() {
        ImageSight now = sight.get();
        if (now != null) {
            verify.start(now.choice());
        }
    }

    /// Copies what verification found.
    public void copyFindings() {
        Judgement end = verify.judgementProperty().get();
        if (end != null) {
            desktop.copy(
                    title.get()
                            + ": "
                            + end.headline()
                            + "\n"
                            + verify.findings().stream()
                                    .map(it -> it.place() + ": " + it.sentence() + "\n")
                                    .collect(Collectors.joining()));
        }
    }

    /// {@return names of all formats that can be opened, for people}
    public String formats() {
        return Containers.ALL.stream().map(ContainerFormat::name).collect(Collectors.joining(", "));
    }

    /// {@return the check of all levels}
    public VerifyViewModel verify() {
        return verify;
    }

    /// {@return which of several disks and snapshots is looked into}
    public ChoiceModel disk() {
        return disk;
    }

    /// {@return what the image is; null while nothing is known}
    public ReadOnlyObjectProperty<@Nullable ImageSight> sightProperty() {
        return sight.getReadOnlyProperty();
    }

    /// {@return why it cannot be looked into; null if it can}
    public ReadOnlyObjectProperty<@Nullable ErrorCard> faultProperty() {
        return fault.getReadOnlyProperty();
    }

    /// {@return whether it is being read}
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// {@return its name; empty while none was opened}
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// {@return what it is, in a line}
    public ReadOnlyStringProperty subtitleProperty() {
        return subtitle.getReadOnlyProperty();
    }

    /// {@return where it lies}
    public ReadOnlyStringProperty pathProperty() {
        return path.getReadOnlyProperty();
    }

    /// {@return why nothing can be done with an image now; empty if it can}
    public ReadOnlyStringProperty reasonProperty() {
        return reason.getReadOnlyProperty();
    }

    /// {@return the levels; null while nothing is known}
    public ReadOnlyObjectProperty<@Nullable ImageNode> rootProperty() {
        return root.getReadOnlyProperty();
    }

    /// {@return the level whose details are shown; null while nothing is known}
    public ReadOnlyObjectProperty<@Nullable ImageNode> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// {@return the disk as the strip draws it}
    public ReadOnlyObjectProperty<List<StripItem>> stripProperty() {
        return strip.getReadOnlyProperty();
    }

    /// {@return size of the disk, for people}
    public ReadOnlyStringProperty diskEndProperty() {
        return diskEnd.getReadOnlyProperty();
    }

    /// {@return the partitions}
    public ObservableList<PartRow> parts() {
        return partsView;
    }
}
