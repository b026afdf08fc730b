package dev.diskwright.ui;

import dev.diskwright.core.design.Design;
import dev.diskwright.ui.build.BuildViewModel;
import dev.diskwright.ui.build.ConvertViewModel;
import dev.diskwright.ui.build.PastRunsViewModel;
import dev.diskwright.ui.build.RunArchive;
import dev.diskwright.ui.build.RunContext;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.SourcePaths;
import dev.diskwright.ui.drop.DropTarget;
import dev.diskwright.ui.history.HistoryViewModel;
import dev.diskwright.ui.image.ImageViewModel;
import dev.diskwright.ui.inspector.InspectorViewModel;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.journal.JournalStore;
import dev.diskwright.ui.layout.LayoutViewModel;
import dev.diskwright.ui.layout.StripActions;
import dev.diskwright.ui.layout.StripViewModel;
import dev.diskwright.ui.machine.MachineViewModel;
import dev.diskwright.ui.machine.PreviewViewModel;
import dev.diskwright.ui.outline.OutlineViewModel;
import dev.diskwright.ui.problems.ProblemsViewModel;
import dev.diskwright.ui.service.DesignServices;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.service.FileStates;
import dev.diskwright.ui.service.ImageServices;
import dev.diskwright.ui.service.MachineServices;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.SettingsStore;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.shell.ShellViewModel;
import dev.diskwright.ui.start.StartViewModel;
import dev.diskwright.ui.table.PartitionTableViewModel;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// All state of a window, wired once.
record ViewModels(
        Texts texts,
        SettingsViewModel settings,
        DocumentViewModel document,
        PlanningViewModel planning,
        FilesViewModel files,
        StartViewModel start,
        LayoutViewModel layout,
        PartitionTableViewModel table,
        StripViewModel strip,
        StripActions stripActions,
        InspectorViewModel inspector,
        OutlineViewModel outline,
        ProblemsViewModel problems,
        HistoryViewModel history,
        MachineViewModel machine,
        BuildViewModel build,
        ImageViewModel image,
        ConvertViewModel convert,
        Around around,
        Finding finding,
        Filling filling,
        Machines machines,
        ShellViewModel shell) {
    /// What a window needs from outside.
    ///
    /// @param home folder that designs without a file start from
    /// @param clock in nanoseconds
    /// @param runs builds of the past
    /// @param time of day, in the zone of the person
    /// @param files looks at files without reading them
    /// @param journals keeps unsaved work
    /// @param machines what machines come to on this host
    record Outside(
            Texts texts,
            DesignServices services,
            ImageServices images,
            Desktop desktop,
            JobRunner jobs,
            SettingsStore settings,
            Path home,
            LongSupplier clock,
            RunArchive runs,
            Clock time,
            FileStates files,
            JournalStore journals,
            MachineServices machines) {}

    /// {@return view models around `outside`}
    static ViewModels wire(Outside outside) {
        var settings = new SettingsViewModel(outside.settings());
        Texts texts =
                outside.texts()
                        .telling(() -> settings.lookProperty().get().units() == Look.Units.BOTH);
        // Questions are shown by the frame, which is made last because it knows all the others.
        var asker = new AtomicReference<Consumer<Question>>(_ -> {});
        var refused = new AtomicReference<Consumer<String>>(_ -> {});
        var commands = new CommandRegistry(texts, reason -> refused.get().accept(reason));
        var document = new DocumentViewModel();
        var planning =
                new PlanningViewModel(document, outside.services(), outside.jobs(), outside.home());
        var sources = new SourcePaths(outside.desktop(), planning);
        var files =
                new FilesViewModel(
                        document,
                        settings,
                        outside.desktop(),
                        outside.files(),
                        outside.jobs(),
                        question -> asker.get().accept(question),
                        texts,
                        outside.home());
        var layout = new LayoutViewModel(document, planning, texts);
        var table =
                new PartitionTableViewModel(
                        document, planning, layout, settings, outside.desktop(), texts);
        layout.animatedProperty().bind(settings.reducedMotionProperty().not());
        layout.singleLettersProperty()
                .bind(settings.settingsProperty().map(it -> it.look().singleLetters()));
        var strip = new StripViewModel(document, planning, outside.jobs(), texts);
        var stripActions =
                new StripActions(strip, layout, document, outside.desktop(), commands, texts);
        var inspector = new InspectorViewModel(document, planning, sources, texts);
        var outline = new OutlineViewModel(document, planning, layout, sources, texts);
        var problems = new ProblemsViewModel(document, planning, outside.desktop(), texts);
        var context =
                new RunContext(
                        outside.desktop(),
                        outside.jobs(),
                        question -> asker.get().accept(question),
                        texts,
                        outside.clock(),
                        outside.runs(),
                        System.getProperty("os.name", ""));
        PastRunsViewModel past = PastRunsViewModel.of(context);
        var build = new BuildViewModel(document, planning, outside.services(), context, past);
        var image =
                new ImageViewModel(
                        outside.images(),
                        outside.desktop(),
                        outside.jobs(),
                        texts,
                        outside.clock());
        var convert = new ConvertViewModel(image, outside.images(), context, past);
        var around = Around.wire(outside, commands, document, files, planning);
        var start =
                new StartViewModel(
                        files,
                        settings,
                        around.journal(),
                        around.differences(),
                        outside.jobs(),
                        question -> asker.get().accept(question),
                        texts,
                        outside.home(),
                        outside.time());
        var history = new HistoryViewModel(document, around.differences(), texts);
        var filling =
                Filling.wire(
                        outside,
                        document,
                        planning,
                        sources,
                        files,
                        question -> asker.get().accept(question),
                        around.notices());
        layout.onChooseSource(() -> filling.drops().choose(new DropTarget.EmptyDisk()));
        stripActions.onPasteOther(filling.drops()::pasteOntoSelection);
        filling.drops().onInspect(image::open);
        var shell =
                new ShellViewModel(
                        commands, document, files, settings, problems, build, image, convert,
                        layout, outline, texts);
        table.addCommands(commands);
        var machine =
                new MachineViewModel(
                        document,
                        planning,
                        sources,
                        outside.machines(),
                        outside.jobs(),
                        outside.desktop(),
                        commands,
                        texts);
        machine.onOpen(() -> shell.show(Screen.MACHINE));
        machine.network().onTell(shell::setHint);
        noteBuilt(document, build, machine.preview());
        var machines = Machines.wire(outside, texts, commands, document, planning, image);
        machine.preview().glowsProperty().bind(settings.reducedMotionProperty().not());
        inspector.partition().onOpenContents(() -> shell.openLayoutTab("contents"));
        inspector.disk().onOpenBoot(() -> shell.openLayoutTab("boot"));
        asker.set(shell::ask);
        refused.set(shell::setHint);
        var finding =
                Finding.wire(
                        outside,
                        new Finding.Sources(
                                commands,
                                settings,
                                document,
                                planning,
                                files,
                                outline,
                                problems,
                                build,
                                convert,
                                machine.network(),
                                machines.running().console()),
                        shell);
        image.onArrival(() -> shell.show(Screen.INSPECT));
        start.onInspect(image::openChosen);
        build.run().onInspect(image::open);
        convert.run().onInspect(image::open);
        around.track(build.run(), texts, () -> shell.show(Screen.BUILD));
        around.track(convert.run(), texts, () -> shell.show(Screen.CONVERT));
        around.track(image.verify(), texts, () -> shell.show(Screen.INSPECT));
        strip.onTell(shell::setHint);
        var models =
                new ViewModels(
                        texts,
                        settings,
                        document,
                        planning,
                        files,
                        start,
                        layout,
                        table,
                        strip,
                        stripActions,
                        inspector,
                        outline,
                        problems,
                        history,
                        machine,
                        build,
                        image,
                        convert,
                        around,
                        finding,
                        filling,
                        machines,
                        shell);
        machines.connect(models);
        return models;
    }

    /// Lets the preview know of which design there is a disk.
    private static void noteBuilt(
            DocumentViewModel document, BuildViewModel build, PreviewViewModel preview) {
        var begun = new AtomicReference<@Nullable Design>();
        build.run()
                .runningProperty()
                .subscribe(runs -> {
                    if (runs) {
                        begun.set(document.designProperty().get());
                    }
                });
        build.run()
                .outcomeProperty()
                .subscribe(outcome -> {
                    Design design = begun.get();
                    if (outcome != null && outcome.image() && design != null) {
                        preview.built(design);
                    }
                });
    }
}
