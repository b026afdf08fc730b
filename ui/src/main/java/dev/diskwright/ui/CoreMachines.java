package dev.diskwright.ui;

import dev.diskwright.core.block.HostErrors;
import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmAcceleration;
import dev.diskwright.core.vm.Acceleration;
import dev.diskwright.core.vm.ArgumentGroup;
import dev.diskwright.core.vm.FirmwareChoice;
import dev.diskwright.core.vm.FirmwareImage;
import dev.diskwright.core.vm.FirmwareSearch;
import dev.diskwright.core.vm.Machine;
import dev.diskwright.core.vm.MachineDisk;
import dev.diskwright.core.vm.MachinePaths;
import dev.diskwright.core.vm.VmHost;
import dev.diskwright.core.vm.boottest.BootListener;
import dev.diskwright.core.vm.boottest.BootOutcome;
import dev.diskwright.core.vm.boottest.BootStage;
import dev.diskwright.core.vm.boottest.BootTest;
import dev.diskwright.core.vm.boottest.BootVerdict;
import dev.diskwright.core.vm.export.ExportException;
import dev.diskwright.core.vm.export.ExportForm;
import dev.diskwright.core.vm.export.ExportForms;
import dev.diskwright.core.vm.export.ExportedMachine;
import dev.diskwright.core.vm.run.MachineEvent;
import dev.diskwright.core.vm.run.MachineException;
import dev.diskwright.core.vm.run.MachineListener;
import dev.diskwright.core.vm.run.RunDirectory;
import dev.diskwright.core.vm.run.RunningMachine;
import dev.diskwright.core.vm.session.ImageMachine;
import dev.diskwright.core.vm.session.MachineSession;
import dev.diskwright.core.vm.session.SessionKernel;
import dev.diskwright.core.vm.session.SessionPlaces;
import dev.diskwright.ui.machine.MachineSight;
import dev.diskwright.ui.service.BootCheck;
import dev.diskwright.ui.service.CheckListener;
import dev.diskwright.ui.service.LiveListener;
import dev.diskwright.ui.service.LiveMachine;
import dev.diskwright.ui.service.MachineOrigin;
import dev.diskwright.ui.service.MachineServices;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Machines of the core. A run's directory is proposed before anything is made in it, so that what is shown of a machine
/// are the arguments that a start executes, paths included.
final class CoreMachines implements MachineServices {
    private static final ExportForm SCRIPT = ExportForms.named("sh").orElseThrow();
    private static final String DISPLAY = "-display";
    private static final int KEPT_CHECKS = 20;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final VmHost host;
    private final SessionPlaces places;
    private final Path checks;
    private final RandomGenerator random;
    private final Clock clock;
    private Path run; // proposed

    /// @param checks takes a folder for each boot check; the newest are kept
    /// @param random makes names of run directories
    /// @param clock names the folders of boot checks
    CoreMachines(
            VmHost host, SessionPlaces places, Path checks, RandomGenerator random, Clock clock) {
        this.host = host;
        this.places = places;
        this.checks = checks;
        this.random = random;
        this.clock = clock;
        run = RunDirectory.propose(places.runs(), random);
    }

    @Override
    public MachineSight look(Design design, Path folder, String cmdline) {
        Vm vm = design.vm();
        Optional<Diagnostic> error =
                Machine.problems(design).stream().filter(Diagnostic::isError).findFirst();
        if (error.isPresent()) {
            return new MachineSight(
                    "",
                    List.of(),
                    firmware(vm, ""),
                    List.of(),
                    List.of(),
                    "",
                    error.get().problem());
        }
        Path directory = proposed();
        Machine machine =
                Machine.of(
                        design,
                        vm.hasDisk()
                                ? MachineSession.thrownAway(directory)
                                : new MachineDisk.Image(directory, "raw"),
                        new MachinePaths(folder.toAbsolutePath(), directory, places.shared()),
                        SessionKernel.of(design, cmdline, directory).orElse(null),
                        host);
        return sight(
                design,
                machine,
                RunningMachine.wiring(directory).orElse(List.of()),
                script(design, folder.toAbsolutePath()));
    }

    /// {@return what a machine comes to}
    ///
    /// @param wiring what a start adds behind all others
    private MachineSight sight(Design design, Machine machine, List<String> wiring, String script) {
        var groups = new ArrayList<MachineSight.Group>();
        machine.command().groups().forEach(it -> groups.add(group(it)));
        List<String> window = ofWindow(design.vm());
        if (!window.isEmpty()) {
            groups.add(
                    new MachineSight.Group(
                            "window",
                            "Screen shown here instead of in a window of its own",
                            window,
                            List.of("/vm/graphics")));
        }
        if (!wiring.isEmpty()) {
            groups.add(
                    new MachineSight.Group(
                            "control", "Control and serial console", wiring, List.of()));
        }
        String chosen =
                machine.firmware() instanceof FirmwareChoice.Found(FirmwareImage image)
                        ? image.code().toString()
                        : "";
        return new MachineSight(
                machine.command().program(),
                groups,
                firmware(design.vm(), chosen),
                accelerators(design.vm(), machine.acceleration()),
                machine.needs().stream().map(CoreMachines::need).toList(),
                script,
                "");
    }

    /// {@return what the window adds: a machine with a screen opens no window of its own, unless the design asks for one}
    private static List<String> ofWindow(Vm vm) {
        return vm.graphics() && !vm.qemuOptions().contains(DISPLAY)
                ? List.of(DISPLAY, "none")
                : List.of();
    }

    private synchronized Path proposed() {
        return run;
    }

    /// Makes the run's directory where it was proposed; if somebody was quicker, elsewhere.
    private synchronized RunDirectory directory() throws MachineException {
        try {
            return RunDirectory.createAt(run);
        } catch (MachineException e) {
            run = RunDirectory.propose(places.runs(), random);
            return RunDirectory.createAt(run);
        }
    }

    @Override
    public LiveMachine start(MachineOrigin origin, LiveListener listener)
            throws InvalidDesignException, IOException, InterruptedException {
        OriginParts parts = OriginParts.of(origin);
        @Nullable MachineSession session = null;
        @Nullable LiveMachine live = null;
        try {
            List<String> further = ofWindow(parts.design().vm());
            session = prepare(parts, further, listener);
            RunningMachine machine = session.start(hearing(listener));
            live = live(parts, session, machine);
            return live;
        } finally {
            if (live == null) {
                closeAll(parts, session);
            }
        }
    }

    private MachineSession prepare(OriginParts parts, List<String> further, LiveListener listener)
            throws IOException, InterruptedException {
        return MachineSession.prepare(
                parts.request(further), directory(), places.shared(), host, listener::failed);
    }

    private SessionMachine live(OriginParts parts, MachineSession session, RunningMachine machine) {
        List<String> command = machine.command();
        int own = 1 + session.spec().tokens().size();
        return new SessionMachine(
                parts,
                session,
                machine,
                sight(parts.design(), session.machine(), command.subList(own, command.size()), ""));
    }

    private static MachineListener hearing(LiveListener listener) {
        return new MachineListener() {
            @Override
            public void serial(String text) {
                listener.serial(text);
            }

            @Override
            public void happened(MachineEvent event) {
                listener.happened(event);
            }
        };
    }

    private static void closeAll(OriginParts parts, @Nullable MachineSession session)
            throws IOException {
        try (parts) {
            if (session != null) {
                session.close();
            }
        }
    }

    @Override
    public BootCheck check(
            MachineOrigin origin, List<String> expected, Duration limit, CheckListener listener)
            throws InvalidDesignException, IOException, InterruptedException {
        try (OriginParts parts = OriginParts.of(origin);
                MachineSession session = prepare(parts, List.of(), listener)) {
            Path folder = checkFolder(parts.design().name());
            var watching =
                    new BootListener() {
                        @Override
                        public void started(RunningMachine machine) {
                            listener.serial(machine.serial().text());
                            machine.serial().listen((text, _) -> listener.serial(text));
                            listener.started(live(parts, session, machine));
                        }

                        @Override
                        public void reached(BootStage stage, Duration at) {
                            listener.reached(stage, at);
                        }
                    };
            BootVerdict verdict =
                    new BootTest(expected, limit, folder)
                            .run(
                                    session.testSpec(),
                                    session.directory(),
                                    System::nanoTime,
                                    watching);
            if (verdict.outcome() == BootOutcome.INTERRUPTED) {
                var _ = Thread.interrupted(); // it was heeded, and told by the verdict
            }
            return new BootCheck(verdict, folder);
        }
    }

    /// {@return a folder for a boot check; of older ones, all but the newest go}
    private Path checkFolder(String name) throws IOException {
        try {
            Files.createDirectories(checks);
            try (Stream<Path> all = Files.list(checks)) {
                List<Path> kept =
                        all.filter(Files::isDirectory)
                                .sorted(Comparator.comparing(CoreMachines::stamp).reversed())
                                .toList();
                for (Path old : kept.subList(Math.min(KEPT_CHECKS - 1, kept.size()), kept.size())) {
                    deleteCheck(old);
                }
            }
            String stem = name + "-" + STAMP.format(LocalDateTime.now(clock));
            Path folder = checks.resolve(stem);
            for (int i = 2; Files.exists(folder); i++) {
                folder = checks.resolve(stem + "-" + i);
            }
            return folder;
        } catch (IOException e) {
            throw HostErrors.writing(checks, e);
        }
    }

    private static FileTime stamp(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    /// Its files are known; with others among them, it stays.
    private static void deleteCheck(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (String.valueOf(file.getFileName()).matches(".*\\.(log|png|json)")) {
                    Files.deleteIfExists(file);
                }
            }
        }
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // as said
        }
    }

    private static MachineSight.Group group(ArgumentGroup it) {
        return new MachineSight.Group(it.id(), it.title(), it.tokens(), it.paths());
    }

    private MachineSight.Search firmware(Vm vm, String chosen) {
        FirmwareSearch search = FirmwareSearch.on(host, vm.architecture(), vm.effectiveMachine());
        return new MachineSight.Search(
                search.images().stream()
                        .map(it ->
                                new MachineSight.Firmware(
                                        it.code().toString(),
                                        it.variables().toString(),
                                        it.origin(),
                                        it.secureBoot()))
                        .toList(),
                search.looked(),
                chosen);
    }

    /// What was tried comes first, then translation, which always works.
    private List<MachineSight.Accelerator> accelerators(Vm vm, Acceleration it) {
        VmAcceleration wanted =
                vm.acceleration() == VmAcceleration.AUTO
                        ? host.system().acceleration()
                        : vm.acceleration();
        var all = new ArrayList<MachineSight.Accelerator>();
        if (wanted != VmAcceleration.TCG) {
            all.add(
                    new MachineSight.Accelerator(
                            key(wanted), it.refusal().isEmpty(), it.refusal().orElse("")));
        }
        all.add(new MachineSight.Accelerator(key(VmAcceleration.TCG), true, ""));
        return all;
    }

    private static String key(VmAcceleration it) {
        return it.name().toLowerCase(Locale.ROOT);
    }

    private static MachineSight.HostNeed need(Diagnostic it) {
        String problem = it.problem();
        String sentence =
                problem.substring(0, 1).toUpperCase(Locale.ROOT) + problem.substring(1) + ".";
        return new MachineSight.HostNeed(sentence, !it.isError(), it.path());
    }

    /// {@return a script that starts the machine with the image that a build writes}
    private String script(Design design, Path folder) {
        ContainerFormat format = Containers.named(design.disk().format()).orElseThrow();
        String ending = format.extensions().getFirst();
        Path image = folder.resolve(design.name() + "." + ending);
        Machine machine =
                Machine.of(
                        design,
                        new MachineDisk.Image(image, ImageMachine.qemuFormat(format).orElse("raw")),
                        new MachinePaths(
                                folder, folder.resolve(design.name() + "-vm"), places.shared()),
                        null,
                        host);
        try {
            return SCRIPT.export(ExportedMachine.of(design, folder, machine, image)).text();
        } catch (ExportException e) {
            return "# " + e.getMessage() + "\n";
        }
    }
}
