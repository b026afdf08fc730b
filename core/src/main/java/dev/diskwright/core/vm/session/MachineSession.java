package dev.diskwright.core.vm.session;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.vm.DirectKernel;
import dev.diskwright.core.vm.Machine;
import dev.diskwright.core.vm.MachineDisk;
import dev.diskwright.core.vm.MachinePaths;
import dev.diskwright.core.vm.VmHost;
import dev.diskwright.core.vm.run.MachineListener;
import dev.diskwright.core.vm.run.MachineSpec;
import dev.diskwright.core.vm.run.RunDirectory;
import dev.diskwright.core.vm.run.RunningMachine;
import dev.diskwright.core.vm.run.ThrowAwayDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One run of a machine, from what it needs on disk to its end. Close it after the machine: then nothing is left of it.
public final class MachineSession implements AutoCloseable {
    private static final String DISK = "disk";

    private final Design design;
    private final RunDirectory directory;
    private final @Nullable ThrowAwayDisk disk;
    private final Machine machine;
    private final MachineSpec spec;

    private MachineSession(
            Design design,
            RunDirectory directory,
            @Nullable ThrowAwayDisk disk,
            Machine machine,
            MachineSpec spec) {
        this.design = design;
        this.directory = directory;
        this.disk = disk;
        this.machine = machine;
        this.spec = spec;
    }

    /// What a session is made of.
    ///
    /// @param design whose machine it is, without errors
    /// @param base directory that paths in the design start from, absolute
    /// @param disk what the first drive holds; not used if the design has none
    /// @param kernel that QEMU loads, if the design asks for that; null takes the files that it names
    /// @param further arguments of QEMU behind those of the design
    public record Request(
            Design design,
            Path base,
            SessionDisk disk,
            @Nullable SessionKernel kernel,
            List<String> further) {
        /// Copies the list.
        public Request {
            further = List.copyOf(further);
        }

        /// {@return a request for the design's own machine}
        public static Request of(Design design, Path base, SessionDisk disk) {
            return new Request(design, base, disk, null, List.of());
        }
    }

    /// Makes everything that the machine needs but the machine itself.
    ///
    /// @throws UnmetNeedsException if this host lacks something without which it does not start; nothing is left then
    /// @throws IOException if a file cannot be made; nothing is left then
    /// @throws IllegalArgumentException if the design's machine has errors
    public static MachineSession prepare(
            Request request, SessionPlaces places, VmHost host, SessionListener listener)
            throws IOException, InterruptedException {
        RunDirectory directory = RunDirectory.create(places.runs());
        return prepare(request, directory, places.shared(), host, listener);
    }

    /// Likewise, in a directory that was made for it.
    ///
    /// @param directory closed with the session, and if this fails
    /// @param shared as in [SessionPlaces]
    public static MachineSession prepare(
            Request request,
            RunDirectory directory,
            Path shared,
            VmHost host,
            SessionListener listener)
            throws IOException, InterruptedException {
        @Nullable ThrowAwayDisk disk = null;
        boolean complete = false;
        try {
            if (request.disk() instanceof SessionDisk.ThrownAway(var bytes, long size)) {
                disk = ThrowAwayDisk.open(directory, DISK, bytes, size, listener::failed);
            }
            MachineSession session = assemble(request, shared, host, directory, disk);
            complete = true;
            return session;
        } finally {
            if (!complete) {
                try (directory) {
                    if (disk != null) {
                        disk.close();
                    }
                }
            }
        }
    }

    private static MachineSession assemble(
            Request request,
            Path shared,
            VmHost host,
            RunDirectory directory,
            @Nullable ThrowAwayDisk served)
            throws IOException, InterruptedException {
        Design design = request.design();
        MachineDisk disk =
                switch (request.disk()) {
                    case SessionDisk.ThrownAway _ when served != null ->
                            thrownAway(directory.path());
                    case SessionDisk.Kept(Path file, String format) ->
                            new MachineDisk.Image(file, format);
                    case SessionDisk.ThrownAway _, SessionDisk.None _ ->
                            new MachineDisk.Image(directory.file("none"), "raw");
                };
        var paths = new MachinePaths(request.base(), directory.path(), shared);
        SessionKernel given = request.kernel();
        @Nullable DirectKernel kernel = given == null ? null : given.makeIn(directory);
        Machine machine = Machine.of(design, disk, paths, kernel, host);
        List<Diagnostic> unmet = machine.needs().stream().filter(Diagnostic::isError).toList();
        if (!unmet.isEmpty()) {
            throw new UnmetNeedsException(unmet);
        }
        new Preparations(design).make(machine.preparations());
        var tokens = new ArrayList<>(machine.command().tokens());
        tokens.addAll(request.further());
        var spec =
                new MachineSpec(
                        machine.command().program(),
                        tokens,
                        Map.of(),
                        new SideProgramStart(shared, host).companions(machine.sidePrograms()),
                        false,
                        Optional.empty());
        return new MachineSession(design, directory, served, machine, spec);
    }

    /// {@return where the first drive of a machine lies whose disk is thrown away}
    ///
    /// @param directory of the run, which need not exist yet
    public static MachineDisk.Made thrownAway(Path directory) {
        return new MachineDisk.Made(
                directory.resolve(DISK + "." + ThrowAwayDisk.FORMAT), ThrowAwayDisk.FORMAT);
    }

    /// {@return the machine}
    public Machine machine() {
        return machine;
    }

    /// {@return what is started}
    public MachineSpec spec() {
        return spec;
    }

    /// {@return what is started for a test that tells how far it came: with the firmware's messages, where it has any, and
    /// without a window, though a screen that is there is still looked at}
    public MachineSpec testSpec() {
        var tokens = new ArrayList<>(spec.tokens());
        if (design.vm().graphics()) {
            tokens.addAll(List.of("-display", "none"));
        }
        return new MachineSpec(
                spec.program(),
                tokens,
                spec.environment(),
                spec.companions(),
                design.vm().architecture() == VmArchitecture.X86_64,
                spec.serialLog());
    }

    /// {@return the directory of this run}
    public RunDirectory directory() {
        return directory;
    }

    /// Starts the machine.
    ///
    /// @throws dev.diskwright.core.vm.run.MachineException if it does not start
    public RunningMachine start(MachineListener listener) throws IOException, InterruptedException {
        return RunningMachine.start(spec, directory, listener);
    }

    /// Ends what still runs, and deletes all that was made for it.
    @Override
    public void close() throws IOException {
        try (directory) {
            if (disk != null) {
                disk.close();
            }
        }
    }
}
