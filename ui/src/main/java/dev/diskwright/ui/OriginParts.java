package dev.diskwright.ui;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.plan.ImageListener;
import dev.diskwright.core.plan.LayingOutException;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Planner;
import dev.diskwright.core.verify.DiskImage;
import dev.diskwright.core.vm.Machine;
import dev.diskwright.core.vm.session.ImageMachine;
import dev.diskwright.core.vm.session.MachineSession;
import dev.diskwright.core.vm.session.NamedKernel;
import dev.diskwright.core.vm.session.SessionDisk;
import dev.diskwright.core.vm.session.SessionKernel;
import dev.diskwright.ui.image.ImageChoice;
import dev.diskwright.ui.service.MachineOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The disk, the kernel and the design of a machine's origin, open as long as the machine runs.
final class OriginParts implements AutoCloseable {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private @Nullable Design design;
    private Path base = Path.of("").toAbsolutePath();
    private SessionDisk disk = new SessionDisk.None();
    private @Nullable SessionKernel kernel;

    private OriginParts() {}

    /// Opens what a machine needs of its origin.
    ///
    /// @throws InvalidDesignException if the design has errors
    static OriginParts of(MachineOrigin origin)
            throws InvalidDesignException, IOException, InterruptedException {
        var parts = new OriginParts();
        boolean complete = false;
        try {
            switch (origin) {
                case MachineOrigin.Unbuilt(Design design, Path folder) ->
                        parts.open(design, folder, null);
                case MachineOrigin.Built(Design design, Path folder, Path image) ->
                        parts.open(design, folder, image);
                case MachineOrigin.Alone(ImageChoice image) -> parts.open(image);
            }
            complete = true;
            return parts;
        } finally {
            if (!complete) {
                parts.close();
            }
        }
    }

    private void open(Design wanted, Path folder, @Nullable Path image)
            throws InvalidDesignException, IOException, InterruptedException {
        var planner = new Planner(folder);
        opened.add(planner);
        Plan plan = planner.plan(wanted);
        refuseErrors(plan, image == null);
        design = plan.design();
        base = folder.toAbsolutePath();
        DiskImage held;
        if (image == null) {
            held = DiskImage.of(wanted.name(), laidOut(planner, plan), plan.sectorSize());
        } else {
            held = DiskImage.open(image);
            opened.add(held);
        }
        NamedKernel named = NamedKernel.open(plan, held, base, List.of());
        opened.add(named);
        kernel = named.kernel();
        if (plan.design().vm().hasDisk()) {
            disk = new SessionDisk.ThrownAway(held.disk(), held.disk().size());
        }
    }

    /// @param all whether the disk is wanted too, not only the machine
    private static void refuseErrors(Plan plan, boolean all) throws InvalidDesignException {
        var problems = new ArrayList<Diagnostic>(all ? plan.diagnostics() : List.of());
        Machine.problems(plan.design()).stream()
                .filter(it -> !problems.contains(it))
                .forEach(problems::add);
        problems.sort(Diagnostic.WORST_FIRST);
        if (Diagnostic.anyError(problems)) {
            throw new InvalidDesignException(problems);
        }
    }

    private static BlockSource laidOut(Planner planner, Plan plan)
            throws InvalidDesignException, IOException, InterruptedException {
        try {
            return planner.image(plan, ImageListener.NONE);
        } catch (LayingOutException e) {
            throw new InvalidDesignException(List.of(e.diagnostic()));
        }
    }

    private void open(ImageChoice choice) throws IOException {
        DiskImage image = DiskImage.open(choice.file(), choice.name(), choice.reading());
        opened.add(image);
        design = ImageMachine.of(choice.file(), image);
        disk = new SessionDisk.ThrownAway(image.disk(), image.disk().size());
    }

    /// {@return whose machine it is}
    Design design() {
        if (design == null) {
            throw new IllegalStateException("not open");
        }
        return design;
    }

    /// {@return how it is started}
    ///
    /// @param further arguments of QEMU
    MachineSession.Request request(List<String> further) {
        return new MachineSession.Request(design(), base, disk, kernel, further);
    }

    @Override
    public void close() throws IOException {
        IOException problem = null;
        for (AutoCloseable it : opened.reversed()) {
            try {
                it.close();
            } catch (IOException e) {
                problem = e;
            } catch (Exception e) {
                throw new IllegalStateException(e); // none of them has another
            }
        }
        opened.clear();
        if (problem != null) {
            throw problem;
        }
    }
}
