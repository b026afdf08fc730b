package dev.diskwright.ui;

import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.build.RunArchive;
import dev.diskwright.ui.build.RunStore;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.service.DesignServices;
import dev.diskwright.ui.service.ImageServices;
import dev.diskwright.ui.service.MachineServices;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.testing.FakeDesktop;
import dev.diskwright.ui.testing.FakeFileStates;
import dev.diskwright.ui.testing.FakeMachines;
import dev.diskwright.ui.testing.FakeServices;
import dev.diskwright.ui.testing.MemoryJournals;
import dev.diskwright.ui.testing.MemoryRuns;
import dev.diskwright.ui.testing.MemorySettings;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// A window's view models around fakes.
///
/// @param now the clock, in nanoseconds
/// @param files those that no test set are looked at on the disk
/// @param journals unsaved work, in memory
/// @param machines not asked in a window with others
record TestWindow(
        ViewModels models,
        FakeServices services,
        FakeDesktop desktop,
        AtomicLong now,
        FakeFileStates files,
        MemoryJournals journals,
        FakeMachines machines) {
    private static final Instant START = Instant.parse("2026-03-02T08:15:00Z");

    /// {@return view models whose jobs run on `jobs`}
    static TestWindow of(JobRunner jobs, Path folder, Settings settings) {
        var fake = new FakeServices();
        return of(jobs, folder, settings, fake, fake);
    }

    /// {@return view models that plan and build with `services`}
    static TestWindow of(
            JobRunner jobs,
            Path folder,
            Settings settings,
            DesignServices services,
            FakeServices fake) {
        return of(jobs, folder, settings, services, fake, new CoreImages());
    }

    /// {@return view models that look into images with `images`}
    static TestWindow of(
            JobRunner jobs,
            Path folder,
            Settings settings,
            DesignServices services,
            FakeServices fake,
            ImageServices images) {
        var machines = new FakeMachines();
        return of(jobs, folder, settings, services, fake, images, machines, machines);
    }

    /// {@return view models whose machines are those of `machines`}
    static TestWindow of(
            JobRunner jobs,
            Path folder,
            Settings settings,
            DesignServices services,
            FakeServices fake,
            ImageServices images,
            MachineServices machines,
            FakeMachines fakeMachines) {
        var desktop = new FakeDesktop();
        var now = new AtomicLong();
        InstantSource time = () -> START.plusNanos(now.get());
        var files = new FakeFileStates(new HostFileStates());
        var journals = new MemoryJournals();
        var outside =
                new ViewModels.Outside(
                        new Texts(WindowResources.texts(locale(settings.look().language()))),
                        services,
                        images,
                        desktop,
                        jobs,
                        new MemorySettings(settings),
                        folder,
                        now::get,
                        new RunArchive(
                                new MemoryRuns(RunStore.Kept.NOTHING),
                                () -> START.plusNanos(now.get()),
                                ZoneOffset.UTC),
                        time.withZone(ZoneOffset.UTC),
                        files,
                        journals,
                        machines);
        return new TestWindow(
                ViewModels.wire(outside), fake, desktop, now, files, journals, fakeMachines);
    }

    private static Locale locale(String tag) {
        return tag.isEmpty() ? Locale.ENGLISH : Locale.forLanguageTag(tag);
    }

    /// {@return view models whose jobs run on `jobs`, with default settings}
    static TestWindow of(JobRunner jobs, Path folder) {
        return of(jobs, folder, Settings.defaults());
    }
}
