package dev.diskwright.app;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.verify.DiskImage;
import dev.diskwright.core.vm.session.ImageMachine;
import dev.diskwright.core.vm.session.MachineSession;
import dev.diskwright.core.vm.session.NamedKernel;
import dev.diskwright.core.vm.session.SessionDisk;
import dev.diskwright.core.vm.session.SessionKernel;
import dev.diskwright.core.vm.session.UnmetNeedsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a machine is started from: a design with its disk unbuilt or built, or an image alone.
final class VmSource implements AutoCloseable {
    private final Design design;
    private final Path base;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private SessionDisk disk = new SessionDisk.None();
    private @Nullable SessionKernel kernel;

    private VmSource(Design design, Path base) {
        this.design = design;
        this.base = base;
    }

    /// What a call wants.
    ///
    /// @param file a design or an image
    /// @param image into which the design was built; null starts it unbuilt
    /// @param keep whether the machine writes to the image
    /// @param append words for the command line of a kernel that QEMU loads
    record Wish(Path file, @Nullable Path image, boolean keep, List<String> append) {}

    /// Opens it.
    ///
    /// @throws Failure if there is no such file, or the design has errors, which are then printed
    static VmSource open(Wish wish, SourceOptions reading, Console console)
            throws IOException, InterruptedException, Failure {
        Source source = Source.open(wish.file(), reading, console);
        @Nullable VmSource opened = null;
        try {
            opened = of(wish, source, reading, console);
            return opened;
        } finally {
            if (opened == null) {
                source.close();
            }
        }
    }

    private static VmSource of(Wish wish, Source source, SourceOptions reading, Console console)
            throws IOException, Failure {
        Path directory = console.host().directory().toAbsolutePath();
        PlannedDesign planned = source.design();
        @Nullable Plan plan = planned == null ? null : planned.plan();
        if (planned == null || plan == null) {
            return ofImage(wish, source, directory);
        }
        Design design = plan.design();
        var it = new VmSource(design, planned.base());
        it.opened.add(source);
        boolean complete = false;
        try {
            it.disk = it.disk(wish, source, reading, console);
            it.kernel = it.kernel(wish, source, plan);
            complete = true;
            return it;
        } finally {
            if (!complete) {
                it.opened.remove(source); // the caller closes it
                it.close();
            }
        }
    }

    private static VmSource ofImage(Wish wish, Source source, Path directory)
            throws IOException, Failure {
        if (wish.image() != null) {
            throw Failure.refused(
                    wish.file() + ": is an image itself", "leave --image out, or name a design");
        }
        if (!wish.append().isEmpty()) {
            throw Failure.refused(
                    wish.file() + ": boots by its own loader, which knows the kernel's words",
                    "leave --append out");
        }
        DiskImage image = source.image();
        var it = new VmSource(ImageMachine.of(wish.file(), image), directory);
        if (wish.keep()) {
            String format = VmImages.writableFormat(image.container().orElseThrow(), wish.file());
            it.disk = new SessionDisk.Kept(directory.resolve(wish.file()), format);
        } else {
            it.disk = new SessionDisk.ThrownAway(image.disk(), image.disk().size());
        }
        it.opened.add(source);
        return it;
    }

    private SessionDisk disk(Wish wish, Source source, SourceOptions reading, Console console)
            throws IOException, Failure {
        Path image = wish.image();
        if (image == null) {
            if (wish.keep()) {
                throw Failure.refused(
                        "what a machine writes to a disk that was never built cannot be kept",
                        "build it and name the image with --image");
            }
            BlockSource bytes = source.image().disk();
            return design.vm().hasDisk()
                    ? new SessionDisk.ThrownAway(bytes, bytes.size())
                    : new SessionDisk.None();
        }
        Path file = console.host().directory().resolve(image).toAbsolutePath();
        if (!Files.isRegularFile(file)) {
            throw Failure.refused(
                    image + ": there is no such file",
                    "build the design first, or leave --image out");
        }
        if (wish.keep()) {
            String format = VmImages.format(file, image, design, reading, console);
            return new SessionDisk.Kept(file, format);
        }
        DiskImage built = DiskImage.open(file, image.toString(), reading.choice(console));
        opened.add(built);
        return new SessionDisk.ThrownAway(built.disk(), built.disk().size());
    }

    /// {@return the kernel that QEMU loads; null unless it does}
    private @Nullable SessionKernel kernel(Wish wish, Source source, Plan plan)
            throws IOException, Failure {
        try {
            NamedKernel named = NamedKernel.open(plan, source.image(), base, wish.append());
            opened.add(named);
            if (named.kernel() == null && !wish.append().isEmpty()) {
                throw Failure.refused(
                        "the image boots by its own loader, which knows the kernel's words",
                        "set /vm/directBoot/enable, or leave --append out");
            }
            return named.kernel();
        } catch (UnmetNeedsException e) {
            Diagnostic need = e.needs().getFirst();
            throw Failure.refused(wish.file() + ": " + need.problem(), need.remedy());
        }
    }

    /// {@return whose machine it is}
    Design design() {
        return design;
    }

    /// {@return how it is started}
    ///
    /// @param further arguments of QEMU
    MachineSession.Request request(List<String> further) {
        return new MachineSession.Request(design, base, disk, kernel, further);
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
        if (problem != null) {
            throw problem;
        }
    }
}
