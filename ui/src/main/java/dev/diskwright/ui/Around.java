package dev.diskwright.ui;

import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.build.RunViewModel;
import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.difference.DifferencesViewModel;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.document.OutsideViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.fault.FaultViewModel;
import dev.diskwright.ui.help.HelpViewModel;
import dev.diskwright.ui.help.Manual;
import dev.diskwright.ui.help.Topic;
import dev.diskwright.ui.image.VerifyViewModel;
import dev.diskwright.ui.journal.JournalViewModel;
import dev.diskwright.ui.notice.EditToasts;
import dev.diskwright.ui.notice.NoticesViewModel;
import dev.diskwright.ui.running.BootCheckViewModel;
import dev.diskwright.ui.running.RunningViewModel;
import dev.diskwright.ui.task.RunningTask;
import dev.diskwright.ui.task.TasksViewModel;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/// State of what surrounds the work on a design: what is told, kept, watched and explained.
///
/// @param notices toasts and banners
/// @param editToasts which steps get a toast
/// @param differences the list of differences
/// @param journal unsaved work
/// @param outside changes by others
/// @param faults the program's own
/// @param help the manual
/// @param tasks what the person started
record Around(
        NoticesViewModel notices,
        EditToasts editToasts,
        DifferencesViewModel differences,
        JournalViewModel journal,
        OutsideViewModel outside,
        FaultViewModel faults,
        HelpViewModel help,
        TasksViewModel tasks) {
    /// {@return view models around `document`, with their commands}
    static Around wire(
            ViewModels.Outside outside,
            CommandRegistry commands,
            DocumentViewModel document,
            FilesViewModel files,
            PlanningViewModel planning) {
        Texts texts = outside.texts();
        var notices = new NoticesViewModel(outside.jobs());
        var differences = new DifferencesViewModel(texts);
        var journal =
                new JournalViewModel(
                        document,
                        outside.journals(),
                        outside.jobs(),
                        notices,
                        texts,
                        outside.time());
        var watch =
                new OutsideViewModel(
                        document, files, planning, outside.files(), outside.jobs(), notices, texts);
        watch.onShowDifferences((yours, onDisk) -> {
            Path file = Objects.requireNonNull(document.fileProperty().get());
            differences.show(
                    new DifferencesViewModel.Heading(
                            texts.of("difference.heading.outside", file.getFileName()),
                            texts.of("difference.side.yours"),
                            texts.of("difference.side.disk")),
                    yours,
                    onDisk);
        });
        var faults =
                new FaultViewModel(
                        document, journal, outside.desktop(), outside.jobs(), texts, about());
        var help =
                new HelpViewModel(
                        () -> Manual.of(WindowResources.manual(texts.bundle().getLocale())));
        commands.in(Command.Group.HELP);
        commands.add("help", "F1", "fth-help-circle", help::explain);
        commands.add("manual", "", "fth-book-open", () -> help.show(Topic.START));
        return new Around(
                notices,
                new EditToasts(document, notices, texts),
                differences,
                journal,
                watch,
                faults,
                help,
                new TasksViewModel(texts));
    }

    /// Lists a run while it lasts.
    ///
    /// @param show goes to its screen
    void track(RunViewModel run, Texts texts, Runnable show) {
        String name =
                switch (run.activity()) {
                    case BUILD -> texts.of("tasks.building");
                    case CONVERT -> texts.of("tasks.converting");
                };
        track(
                run.runningProperty(),
                () -> tasks.start(run.activity().key(), name, run::cancel, show),
                run.fractionProperty(),
                run.percentProperty());
    }

    /// Lists a check of an image while it runs.
    ///
    /// @param show goes to its screen
    void track(VerifyViewModel check, Texts texts, Runnable show) {
        track(
                check.runningProperty(),
                () -> tasks.start("verify", texts.of("tasks.verifying"), check::cancel, show),
                check.fractionProperty(),
                check.stepProperty());
    }

    /// Lists a machine while it runs.
    ///
    /// @param show brings it into view
    void track(RunningViewModel machine, Texts texts, Runnable show) {
        track(
                machine.liveProperty(),
                () -> tasks.start("machine", texts.of("tasks.machine"), machine::stop, show),
                new SimpleDoubleProperty(-1),
                machine.uptimeProperty());
    }

    /// Lists a boot check while it runs.
    ///
    /// @param show brings it into view
    void track(BootCheckViewModel check, Texts texts, Runnable show) {
        track(
                check.runningProperty(),
                () -> tasks.start("check", texts.of("tasks.checking"), check::cancel, show),
                check.fractionProperty(),
                check.timingProperty());
    }

    private void track(
            ReadOnlyBooleanProperty running,
            Supplier<RunningTask> start,
            ObservableValue<Number> fraction,
            ReadOnlyStringProperty detail) {
        var listed = new AtomicReference<@Nullable RunningTask>();
        running.subscribe(runs -> {
            RunningTask before = listed.getAndSet(null);
            if (before != null) {
                tasks.end(before);
            }
            if (runs) {
                RunningTask task = start.get();
                task.fractionProperty().bind(fraction);
                task.detailProperty().bind(detail);
                listed.set(task);
            }
        });
    }

    private static String about() {
        return String.join(
                "\n",
                "Diskwright",
                "Java " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
}
