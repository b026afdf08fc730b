package dev.diskwright.ui.machine;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.vm.ShellText;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.service.MachineServices;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The exact arguments that Run executes, kept beside the design and held against an earlier state.
public final class PreviewViewModel {
    private static final Duration DEBOUNCE = Duration.ofMillis(60);
    private static final Duration GLOW = Duration.ofMillis(600);

    /// What the preview is compared with.
    public enum Base {
        /// What was run last.
        RUN,
        /// What was saved last.
        SAVED,
        /// What the session began with.
        START
    }

    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final MachineServices services;
    private final JobRunner jobs;
    private final Desktop desktop;
    private final Texts texts;
    private final ChoiceModel base;
    private final ReadOnlyObjectWrapper<MachineSight> sight =
            new ReadOnlyObjectWrapper<>(MachineSight.NONE);
    private final ObservableList<PreviewRow> rows = FXCollections.observableArrayList();
    private final ObservableList<PreviewRow> rowsView =
            FXCollections.unmodifiableObservableList(rows);
    private final ObservableList<PreviewRow> removed = FXCollections.observableArrayList();
    private final ObservableList<PreviewRow> removedView =
            FXCollections.unmodifiableObservableList(removed);
    private final ReadOnlyStringWrapper removedWords = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Set<String>> fresh = new ReadOnlyObjectWrapper<>(Set.of());
    private final ReadOnlyObjectWrapper<@Nullable PreviewRow> chosen =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper field = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needs = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper needsMet = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper copied = new ReadOnlyStringWrapper("");
    private final BooleanProperty glows = new SimpleBooleanProperty(true);
    private JobRunner.Running running = JobRunner.Running.NOTHING;
    private JobRunner.Running fading = JobRunner.Running.NOTHING;
    private @Nullable Design first;
    private @Nullable MachineSight run;
    private @Nullable Design compared;
    private @Nullable MachineSight comparedSight;
    private @Nullable Design built;
    private String shownCmdline = "";

    /// Shows what `services` make of the machine of the design of `document`.
    public PreviewViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            MachineServices services,
            JobRunner jobs,
            Desktop desktop,
            Texts texts) {
        this.document = document;
        this.planning = planning;
        this.services = services;
        this.jobs = jobs;
        this.desktop = desktop;
        this.texts = texts;
        base =
                new ChoiceModel(
                        "/preview/base",
                        List.of(
                                new ChoiceModel.Option("run", texts.of("preview.base.run")),
                                new ChoiceModel.Option("saved", texts.of("preview.base.saved")),
                                new ChoiceModel.Option("start", texts.of("preview.base.start"))),
                        _ -> compare());
        base.show("saved", "");
        document.designProperty().subscribe(this::changed);
        document.fileProperty().subscribe(() -> changed(document.designProperty().get()));
        document.dirtyProperty().subscribe(this::compare);
        planning.planProperty().subscribe(this::replanned);
    }

    /// A kernel that QEMU loads gets the words that the plan comes to.
    private void replanned() {
        Design design = document.designProperty().get();
        if (design != null
                && design.vm().directBoot().enable()
                && !cmdline().equals(shownCmdline)) {
            changed(design);
        }
    }

    private String cmdline() {
        Plan plan = planning.planProperty().get();
        return plan == null ? "" : plan.cmdline();
    }

    private void changed(@Nullable Design design) {
        running.cancel();
        if (design == null) {
            first = null;
            run = null;
            built = null;
            publish(MachineSight.NONE);
            busy.set(false);
            return;
        }
        boolean opened = document.done().isEmpty() && document.undone().isEmpty();
        if (first == null || opened) {
            first = design;
        }
        if (opened) {
            run = null;
            built = null;
        }
        busy.set(true);
        Path folder = planning.folder();
        String words = cmdline();
        shownCmdline = words;
        Runnable start =
                () ->
                        running =
                                jobs.start(
                                        () -> services.look(design, folder, words),
                                        this::looked,
                                        this::failed);
        if (sight.get().equals(MachineSight.NONE) || document.done().isEmpty()) {
            start.run();
        } else {
            running = jobs.later(DEBOUNCE, start);
        }
    }

    private void looked(MachineSight next) {
        busy.set(false);
        fault.set(next.fault().isEmpty() ? "" : texts.of("preview.fault", next.fault()));
        publish(next);
    }

    private void failed(Exception e) {
        busy.set(false);
        String why = e.getMessage() == null ? e.toString() : e.getMessage();
        fault.set(texts.of("preview.fault", why));
        publish(MachineSight.NONE);
    }

    private void publish(MachineSight next) {
        MachineSight before = sight.get();
        sight.set(next);
        if (!before.equals(MachineSight.NONE) && !next.equals(MachineSight.NONE) && glows.get()) {
            glow(before, next);
        }
        compare();
        showNeeds();
    }

    /// Lets what changed just now glow for a moment.
    private void glow(MachineSight before, MachineSight next) {
        var changed = new HashSet<String>();
        for (MachineSight.Group it : next.groups()) {
            if (before.groups().stream()
                    .noneMatch(
                            old -> old.id().equals(it.id()) && old.tokens().equals(it.tokens()))) {
                changed.add(it.id());
            }
        }
        fading.cancel();
        fresh.set(Set.copyOf(changed));
        if (!changed.isEmpty()) {
            fading = jobs.later(GLOW, () -> fresh.set(Set.of()));
        }
    }

    // ---- Comparison ----

    private void compare() {
        Design design = document.designProperty().get();
        Design wanted =
                design == null
                        ? null
                        : switch (chosenBase()) {
                            case RUN -> null;
                            case SAVED -> document.savedDesign();
                            case START -> first;
                        };
        if (chosenBase() == Base.RUN) {
            show(run);
        } else if (wanted == null) {
            show(null);
        } else if (wanted.equals(design)) {
            show(sight.get());
        } else if (wanted.equals(compared) && comparedSight != null) {
            show(comparedSight);
        } else {
            Path folder = planning.folder();
            String words = cmdline();
            jobs.start(
                    () -> services.look(wanted, folder, words),
                    it -> {
                        compared = wanted;
                        comparedSight = it;
                        compare();
                    },
                    _ -> show(null));
        }
    }

    private Base chosenBase() {
        return switch (base.keyProperty().get()) {
            case "run" -> Base.RUN;
            case "start" -> Base.START;
            default -> Base.SAVED;
        };
    }

    private void show(@Nullable MachineSight old) {
        List<MachineSight.Group> before = old == null ? sight.get().groups() : old.groups();
        var next = new ArrayList<PreviewRow>();
        for (MachineSight.Group it : sight.get().groups()) {
            MachineSight.Group was = find(before, it.id());
            next.add(row(it, was));
        }
        var gone = new ArrayList<PreviewRow>();
        for (MachineSight.Group it : before) {
            if (find(sight.get().groups(), it.id()) == null) {
                gone.add(
                        new PreviewRow(
                                it.id(),
                                it.title(),
                                it.tokens(),
                                PreviewRow.Mark.REMOVED,
                                ShellText.posix(it.tokens()),
                                it.paths()));
            }
        }
        setAll(rows, next);
        setAll(removed, gone);
        removedWords.set(gone.isEmpty() ? "" : texts.of("preview.removed", gone.size()));
    }

    private static PreviewRow row(MachineSight.Group it, MachineSight.@Nullable Group was) {
        PreviewRow.Mark mark =
                was == null
                        ? PreviewRow.Mark.ADDED
                        : was.tokens().equals(it.tokens())
                                ? PreviewRow.Mark.SAME
                                : PreviewRow.Mark.CHANGED;
        return new PreviewRow(
                it.id(),
                it.title(),
                it.tokens(),
                mark,
                was != null && mark == PreviewRow.Mark.CHANGED ? ShellText.posix(was.tokens()) : "",
                it.paths());
    }

    private static MachineSight.@Nullable Group find(List<MachineSight.Group> all, String id) {
        for (MachineSight.Group it : all) {
            if (it.id().equals(id)) {
                return it;
            }
        }
        return null;
    }

    private static <T> void setAll(ObservableList<T> list, List<T> next) {
        if (!list.equals(next)) {
            list.setAll(next);
        }
    }

    /// Notes that a machine of the design was started just now.
    ///
    /// @param executed as it was
    public void ran(MachineSight executed) {
        run = executed;
        base.show("run", "");
        Design design = document.designProperty().get();
        if (design != null && !executed.groups().equals(sight.get().groups())) {
            changed(design); // the run may have had to take another directory
        }
        compare();
    }

    /// Notes that a disk of this design was built just now.
    public void built(Design design) {
        built = design;
        showNeeds();
    }

    private void showNeeds() {
        var words = new ArrayList<String>();
        boolean met = true;
        for (MachineSight.HostNeed it : sight.get().needs()) {
            if (!it.met()) {
                met = false;
                words.add(it.words());
            }
        }
        Design design = document.designProperty().get();
        if (design != null && built != null && !sameDisk(built, design)) {
            words.add(texts.of("preview.older"));
        }
        if (words.isEmpty() && !sight.get().groups().isEmpty()) {
            words.add(texts.of("preview.ready"));
        }
        needsMet.set(met);
        needs.set(String.join(" ", words));
    }

    private static boolean sameDisk(Design one, Design other) {
        return one.withVm(other.vm()).equals(other);
    }

    // ---- Fields ----

    /// Notes which field has the focus.
    ///
    /// @param path its JSON pointer; empty for none
    public void focusField(String path) {
        field.set(path);
    }

    /// {@return JSON pointer of the field with the focus; empty for none}
    public ReadOnlyStringProperty fieldProperty() {
        return field.getReadOnlyProperty();
    }

    /// Notes which row was chosen, so that its fields can be marked.
    ///
    /// @param row null for none
    public void choose(@Nullable PreviewRow row) {
        chosen.set(row);
    }

    /// {@return the row that was chosen; null for none}
    public ReadOnlyObjectProperty<@Nullable PreviewRow> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /// Goes to the field that a row follows from.
    public void goTo(PreviewRow row) {
        if (!row.paths().isEmpty()) {
            document.goTo(row.paths().getFirst());
        }
    }

    // ---- Texts ----

    /// {@return the whole command in one text, an argument group a line}
    public String command() {
        var lines = new ArrayList<String>();
        lines.add(ShellText.posix(List.of(sight.get().program())));
        rows.forEach(it -> lines.add(it.text()));
        return String.join(" \\\n  ", lines) + "\n";
    }

    /// {@return a script that starts the machine}
    public String script() {
        return sight.get().script();
    }

    /// {@return program and arguments as a JSON array}
    public String json() {
        var text = new StringBuilder("[\n  ").append(quoted(sight.get().program()));
        rows.forEach(row -> row.tokens().forEach(it -> text.append(",\n  ").append(quoted(it))));
        return text.append("\n]\n").toString();
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /// Puts a form of the command on the clipboard.
    ///
    /// @param tab `command`, `script` or `json`
    public void copy(String tab) {
        desktop.copy(
                switch (tab) {
                    case "script" -> script();
                    case "json" -> json();
                    default -> command();
                });
        copied.set(texts.of("preview.copied." + tab));
    }

    /// {@return what was copied last, in words}
    public ReadOnlyStringProperty copiedProperty() {
        return copied.getReadOnlyProperty();
    }

    /// {@return what the machine comes to; [MachineSight#NONE] before it is known}
    public ReadOnlyObjectProperty<MachineSight> sightProperty() {
        return sight.getReadOnlyProperty();
    }

    /// {@return the groups of arguments, in the order in which they are executed}
    public ObservableList<PreviewRow> rows() {
        return rowsView;
    }

    /// {@return groups that are there no more}
    public ObservableList<PreviewRow> removed() {
        return removedView;
    }

    /// {@return how many groups are there no more, in words; empty for none}
    public ReadOnlyStringProperty removedWordsProperty() {
        return removedWords.getReadOnlyProperty();
    }

    /// {@return ids of the groups that changed just now}
    public ReadOnlyObjectProperty<Set<String>> freshProperty() {
        return fresh.getReadOnlyProperty();
    }

    /// {@return why there is no preview; empty if there is one}
    public ReadOnlyStringProperty faultProperty() {
        return fault.getReadOnlyProperty();
    }

    /// {@return what Run lacks on this host, or that it lacks nothing}
    public ReadOnlyStringProperty needsProperty() {
        return needs.getReadOnlyProperty();
    }

    /// {@return whether Run has all it needs}
    public ReadOnlyBooleanProperty needsMetProperty() {
        return needsMet.getReadOnlyProperty();
    }

    /// {@return whether a newer preview is being made}
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// {@return whether changed rows glow}
    public BooleanProperty glowsProperty() {
        return glows;
    }

    /// {@return what it is compared with}
    public ChoiceModel base() {
        return base;
    }
}
