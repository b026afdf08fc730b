package dev.diskwright.core.build;

import dev.diskwright.core.content.Glob;
import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.plan.Plan;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a build would read and write, found out without writing a byte.
///
/// @param target the image file
/// @param exists whether there is a file of that name
/// @param format container format by name
/// @param diskSize size of the disk in bytes; the image file of a growing format is smaller
/// @param needed bytes that the file systems' contents need, together
/// @param available bytes that the target's disk has left; -1 if that cannot be told
/// @param sources everything the design names, in its order
/// @param diagnostics what there is to say of the design and its output, worst first
public record DryRun(
        Path target,
        boolean exists,
        String format,
        long diskSize,
        long needed,
        long available,
        List<Source> sources,
        List<Diagnostic> diagnostics) {
    private static final String IN_IMAGE = "contents:";

    /// Something that would be read.
    ///
    /// @param name as the design names it
    /// @param use where it goes: a path in the image, or `kernel`, `initrd`, `stub`, `systemd-boot`
    /// @param files number of files; 0 if there is nothing of that name
    /// @param size of all of them in bytes
    public record Source(String name, String use, long files, long size) {}

    /// Copies the lists.
    public DryRun {
        sources = List.copyOf(sources);
        diagnostics = List.copyOf(diagnostics);
    }

    /// {@return whether a build could go on from here}
    public boolean isBuildable() {
        return !Diagnostic.anyError(diagnostics);
    }

    /// Looks at every source and at the target.
    ///
    /// @param base folder that the design's paths are relative to
    /// @throws IOException if a folder cannot be listed
    /// @throws InterruptedException if the thread was interrupted
    public static DryRun of(Plan plan, Path base, BuildOptions options)
            throws IOException, InterruptedException {
        var sources = new ArrayList<Source>();
        for (Content it : plan.design().contents()) {
            sources.add(source(base, it.source(), it.target()));
        }
        Boot boot = plan.design().boot();
        add(sources, base, boot.kernel(), "kernel");
        for (String it : boot.initrd()) {
            add(sources, base, it, "initrd");
        }
        add(sources, base, boot.stub(), "stub");
        add(sources, base, boot.systemdBoot(), "systemd-boot");
        List<Diagnostic> problems =
                Stream.concat(
                                plan.diagnostics().stream(),
                                OutputChecks.check(plan.design()).stream())
                        .distinct()
                        .sorted(Diagnostic.WORST_FIRST)
                        .toList();
        return new DryRun(
                options.target(),
                Files.exists(options.target(), LinkOption.NOFOLLOW_LINKS),
                options.format(),
                plan.size(),
                plan.partitions().stream()
                        .mapToLong(it -> it.volume() == null ? 0 : it.volume().minimumSize())
                        .sum(),
                available(options.target()),
                sources,
                problems);
    }

    private static void add(List<Source> sources, Path base, @Nullable String name, String use)
            throws IOException, InterruptedException {
        if (name != null && !name.startsWith(IN_IMAGE)) {
            sources.add(source(base, name, use));
        }
    }

    private static Source source(Path base, String name, String use)
            throws IOException, InterruptedException {
        var count = new Count();
        for (Path it : paths(base, name)) {
            count.add(it);
        }
        return new Source(name, use, count.files, count.size);
    }

    private static List<Path> paths(Path base, String name) throws IOException {
        try {
            if (Glob.isPattern(name)) {
                return Glob.matches(base.toAbsolutePath(), name);
            }
            Path path = base.resolve(name);
            return Files.exists(path) ? List.of(path) : List.of();
        } catch (PatternSyntaxException | InvalidPathException e) {
            return List.of(); // a diagnostic says so
        }
    }

    private static long available(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        try {
            return Files.getFileStore(Objects.requireNonNullElse(folder, target)).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }

    /// Files and bytes below a path. What may not be read counts as nothing; the plan says so.
    private static final class Count extends SimpleFileVisitor<Path> {
        private long files;
        private long size;

        void add(Path path) throws IOException, InterruptedException {
            Files.walkFileTree(path, this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files++;
            size += attributes.isRegularFile() ? attributes.size() : 0;
            return Thread.currentThread().isInterrupted()
                    ? FileVisitResult.TERMINATE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) {
            return FileVisitResult.CONTINUE;
        }
    }
}
