package dev.diskwright.core.content;

import dev.diskwright.core.block.HostErrors;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.block.HostPaths;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.content.cpio.CpioSource;
import dev.diskwright.core.content.tar.TarSource;
import dev.diskwright.core.content.zip.ZipSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A list of contents made into one tree, in the order of the list.
///
/// - A source that is a directory becomes the target itself; so does any file, except an archive, which is unpacked
///   at the target: a tar archive under any name, zip and cpio archives under names that say so. A link that is named as a source is followed.
/// - Of a source with wildcards (see [Glob]) each match goes below the target under its own name, as it is: links stay
///   links and archives stay files. A path that exists as it is written is not taken for a pattern.
/// - Directories meet: the first entry that brings one gives its attributes, `/` included. Files do not: two entries
///   with one path are a problem, and so is a path that leads through a link of the tree.
/// - Names of users and groups are those of the finished tree's own `/etc/passwd` and `/etc/group`.
public final class Contents {
    private final List<ContentSpec> specs;
    private final Path base;
    private final long seconds;
    private final Scratch scratch;
    private final SourceWatch watch;
    private final List<ContentProblem> problems = new ArrayList<>();

    private Contents(
            List<ContentSpec> specs, Path base, long seconds, Scratch scratch, SourceWatch watch) {
        this.specs = specs;
        this.base = base;
        this.seconds = seconds;
        this.scratch = scratch;
        this.watch = watch;
    }

    /// What came of a list.
    ///
    /// @param tree as much as could be put together; not for building from if there are problems
    /// @param problems all that is wrong, in the order of the list
    public record Assembly(FileTree tree, List<ContentProblem> problems) {
        /// Copies the list.
        public Assembly {
            problems = List.copyOf(problems);
        }
    }

    /// {@return the tree of these contents} Reads directories and archives; the contents of files are read when used, so
    /// `scratch` must stay open as long as the tree is.
    ///
    /// @param base what sources are relative to
    /// @param seconds time of directories that are only implied, since 1970-01-01 UTC
    /// @param scratch where compressed archives are unpacked
    public static Assembly assemble(
            List<ContentSpec> specs, Path base, long seconds, Scratch scratch)
            throws IOException, InterruptedException {
        return assemble(specs, base, seconds, scratch, new SourceWatch());
    }

    /// The same, and notes in `watch` what the sources look like.
    public static Assembly assemble(
            List<ContentSpec> specs, Path base, long seconds, Scratch scratch, SourceWatch watch)
            throws IOException, InterruptedException {
        return new Contents(List.copyOf(specs), base.toAbsolutePath(), seconds, scratch, watch)
                .assemble();
    }

    /// An entry with what its source holds.
    ///
    /// @param name how messages call it
    private record Loaded(int entry, String name, ContentSpec spec, List<Placed> files) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Placed(String target, FileNode node) {}

    private Assembly assemble() throws IOException, InterruptedException {
        var loaded = new ArrayList<Loaded>();
        for (int i = 0; i < specs.size(); i++) {
            load(i, specs.get(i)).ifPresent(loaded::add);
        }
        FileTree tree = merge(loaded, null, this::report);
        boolean owned = specs.stream().anyMatch(it -> it.user() != null || it.mode() != null);
        if (owned) {
            Owners owners =
                    new Owners(Accounts.of(tree, "/etc/passwd"), Accounts.of(tree, "/etc/group"));
            tree = merge(loaded, owners, (_, _) -> {});
        }
        problems.sort(java.util.Comparator.comparingInt(ContentProblem::entry));
        return new Assembly(tree, problems);
    }

    private record Owners(Accounts users, Accounts groups) {}

    private interface Report {
        void problem(int entry, String sentence);
    }

    private void report(int entry, String sentence) {
        problem(entry, "target", sentence);
    }

    private void problem(int entry, String field, String sentence) {
        problems.add(new ContentProblem(entry, field, sentence, null));
    }

    private FileTree merge(List<Loaded> entries, @Nullable Owners owners, Report report) {
        var tree = new TreeBuilder(seconds);
        for (Loaded entry : entries) {
            Ownership ownership = owners == null ? null : ownership(entry, owners);
            for (Placed file : entry.files) {
                FileNode node = ownership == null ? file.node : ownership.apply(file.node);
                tree.put(
                        file.target,
                        node,
                        entry,
                        it -> report.problem(entry.entry, entry.name + " brings " + it));
            }
        }
        return tree.build();
    }

    private Ownership ownership(Loaded entry, Owners owners) {
        ContentSpec spec = entry.spec;
        int mode = spec.mode() == null ? -1 : Integer.parseInt(spec.mode(), 8);
        if (spec.user() == null || spec.group() == null) {
            return new Ownership(mode, -1, -1);
        }
        OptionalLong uid = owners.users.number(spec.user());
        if (uid.isEmpty()) {
            problem(entry.entry, "user", unknown("user", spec.user(), "passwd"));
        }
        OptionalLong gid = owners.groups.number(spec.group());
        if (gid.isEmpty()) {
            problem(entry.entry, "group", unknown("group", spec.group(), "group"));
        }
        return uid.isPresent() && gid.isPresent()
                ? new Ownership(mode, uid.getAsLong(), gid.getAsLong())
                : new Ownership(mode, -1, -1);
    }

    private static String unknown(String kind, String name, String file) {
        return "the image's own /etc/%s knows no %s \"%s\"".formatted(file, kind, name);
    }

    private Optional<Loaded> load(int index, ContentSpec spec)
            throws IOException, InterruptedException {
        int before = problems.size();
        checkFields(index, spec);
        try {
            List<Placed> files = files(index, spec);
            return problems.size() == before
                    ? Optional.of(new Loaded(index, spec.source(), spec, files))
                    : Optional.empty();
        } catch (ImageException e) {
            problems.add(new ContentProblem(index, "source", Objects.toString(e.getMessage()), e));
        } catch (PatternSyntaxException e) {
            problem(index, "source", "the pattern is wrong: " + e.getDescription());
        }
        return Optional.empty();
    }

    private void checkFields(int index, ContentSpec spec) {
        String target = spec.target();
        if (!target.startsWith("/")) {
            problem(index, "target", "\"%s\" is no absolute path".formatted(target));
        }
        if (spec.mode() != null && !spec.mode().matches("0{0,2}[0-7]{1,4}")) {
            problem(index, "mode", "\"%s\" is no mode in octal digits".formatted(spec.mode()));
        }
        if (spec.user() == null && spec.group() != null) {
            problem(index, "user", "a group is given, and no user");
        }
        if (spec.user() != null && spec.group() == null) {
            problem(index, "group", "a user is given, and no group");
        }
    }

    private List<Placed> files(int index, ContentSpec spec)
            throws IOException, InterruptedException {
        if (spec.source().isEmpty() || spec.source().indexOf(0) >= 0) {
            problem(index, "source", "\"%s\" is no path".formatted(spec.source()));
            return List.of();
        }
        Path path = HostPaths.resolve(base, FileNames.encode(spec.source()));
        if (Glob.isPattern(spec.source()) && !Files.exists(path)) {
            return matches(index, spec);
        }
        Path plain =
                Files.exists(path)
                        ? path
                        : HostPaths.resolve(base, FileNames.encode(Glob.unescaped(spec.source())));
        watch.name(plain);
        return List.of(new Placed(spec.target(), single(index, spec, plain)));
    }

    private Optional<FileTree> archive(String name, HostFile file)
            throws IOException, InterruptedException {
        Optional<FileTree> named = ZipSource.read(name, file, scratch, seconds);
        if (named.isEmpty()) {
            named = CpioSource.read(name, file, scratch, seconds);
        }
        return named.isPresent() ? named : TarSource.read(name, file, scratch, seconds);
    }

    private List<Placed> matches(int index, ContentSpec spec)
            throws IOException, InterruptedException {
        List<Path> matches;
        try {
            matches = Glob.matches(base, spec.source());
        } catch (IOException e) {
            watch.match(base, spec.source(), List.of());
            throw e;
        }
        watch.match(base, spec.source(), matches);
        matches.forEach(watch::name);
        if (matches.isEmpty()) {
            problem(index, "source", "nothing matches \"%s\"".formatted(spec.source()));
        }
        var files = new ArrayList<Placed>();
        Set<String> names = new HashSet<>();
        var source = new DirectorySource(watch);
        for (Path match : matches) {
            String name = FileNames.decode(HostPaths.nameBytes(match));
            if (!names.add(name)) {
                problem(index, "source", "two matches have the name \"%s\"".formatted(name));
            }
            files.add(new Placed(spec.target() + "/" + name, source.read(match)));
        }
        return files;
    }

    private FileNode single(int index, ContentSpec spec, Path path)
            throws IOException, InterruptedException {
        Path real = path;
        if (Files.isSymbolicLink(path)) {
            try {
                real = path.toRealPath();
            } catch (IOException e) {
                throw HostErrors.reading(path, e);
            }
        }
        FileNode node = new DirectorySource(watch).read(real);
        if (!(node instanceof RegularFile)) {
            return node;
        }
        HostFile file = scratch.open(real);
        Optional<FileTree> archive = archive(spec.source(), file);
        if (archive.isPresent()) {
            return archive.get().root();
        }
        scratch.release(file);
        if (spec.target().endsWith("/")) {
            problem(
                    index,
                    "target",
                    "\"%s\" names a directory, and the source is a file".formatted(spec.target()));
        }
        return node;
    }
}
