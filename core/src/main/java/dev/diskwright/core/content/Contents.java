package dev.diskwright.core.content;

import dev.diskwright.core.bytes.ImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A list of contents made into one tree, in the order of the list, and that cut at mount points. [SourceReader] says what
/// a source holds.
///
/// - Directories meet: the first entry that brings one gives its attributes, `/` included. Files do not: two entries
///   with one path are a problem, and so is a path that leads through a link of the tree.
/// - Names of users and groups are those of the finished tree's own `/etc/passwd` and `/etc/group`, wherever they are
///   mounted from.
public final class Contents {
    private final List<Entry> entries;
    private final long seconds;
    private final List<ContentProblem> problems = new ArrayList<>();

    private Contents(List<Entry> entries, long seconds) {
        this.entries = entries;
        this.seconds = seconds;
    }

    /// One entry of the list.
    ///
    /// @param files that its source holds
    public record Entry(ContentSpec spec, SourceFiles files) {}

    /// What came of a list.
    ///
    /// @param tree as much as could be put together; not for building from if there are problems
    /// @param mounted what was cut out of it, by mount point as it was given; none where nothing is
    /// @param problems all that is wrong, in the order of the list
    public record Assembly(
            FileTree tree, Map<String, FileTree> mounted, List<ContentProblem> problems) {
        /// Copies the collections.
        public Assembly {
            mounted = Map.copyOf(mounted);
            problems = List.copyOf(problems);
        }

        /// {@return the same with the trees of `earlier` where they are the same, so that what was computed for them holds}
        public Assembly sharing(Assembly earlier) {
            var shared = new HashMap<String, FileTree>();
            mounted.forEach((mount, it) -> {
                FileTree before = earlier.mounted.get(mount);
                shared.put(mount, before != null && it.isSame(before) ? before : it);
            });
            return new Assembly(tree.isSame(earlier.tree) ? earlier.tree : tree, shared, problems);
        }
    }

    /// {@return the tree of these contents} Reads their sources; see [SourceReader#read]. Knows no file systems.
    public static Assembly assemble(
            List<ContentSpec> specs, Path base, long seconds, Scratch scratch)
            throws IOException, InterruptedException {
        var entries = new ArrayList<Entry>();
        for (ContentSpec it : specs) {
            entries.add(new Entry(it, SourceReader.read(it, base, seconds, scratch, Images.NONE)));
        }
        return merge(entries, seconds, List.of());
    }

    /// {@return the tree of these contents, cut at mount points} What a directory that is one holds goes with its
    /// attributes into the tree that is mounted there; it stays as an empty directory where a source brings it. A mount
    /// point that is a file or a link in the tree holds nothing.
    ///
    /// @param seconds time of directories that are only implied, since 1970-01-01 UTC
    /// @param mounts mount points in any order, absolute and without `..`; `/` does not count
    public static Assembly merge(List<Entry> entries, long seconds, List<String> mounts)
            throws IOException {
        return new Contents(List.copyOf(entries), seconds).merge(mounts);
    }

    /// A file of an entry, which messages call by its source.
    private record Origin(int entry, String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Sound(Origin origin, Entry entry) {}

    private Assembly merge(List<String> mounts) throws IOException {
        var sound = new ArrayList<Sound>();
        for (int i = 0; i < entries.size(); i++) {
            int before = problems.size();
            check(i, entries.get(i));
            if (problems.size() == before) {
                var origin = new Origin(i, entries.get(i).spec().name());
                sound.add(new Sound(origin, entries.get(i)));
            }
        }
        TreeBuilder tree = merge(sound, null, this::report);
        boolean owned =
                sound.stream()
                        .map(it -> it.entry().spec())
                        .anyMatch(it -> it.user() != null || it.mode() != null);
        if (owned) {
            FileTree plain = tree.build();
            var owners = new Owners(Names.of(plain, "/etc/passwd"), Names.of(plain, "/etc/group"));
            tree = merge(sound, owners, (_, _) -> {});
        }
        var mounted = new HashMap<String, FileTree>();
        var deepestFirst = new ArrayList<>(mounts);
        deepestFirst.sort(Comparator.comparingInt(Contents::depth).reversed());
        for (String mount : deepestFirst) {
            FileTree cut = depth(mount) == 0 ? null : tree.cut(mount);
            if (cut != null) {
                mounted.put(mount, cut);
            }
        }
        problems.sort(Comparator.comparingInt(ContentProblem::entry));
        return new Assembly(tree.build(), mounted, problems);
    }

    private static int depth(String path) {
        return (int)
                Arrays.stream(path.split("/", -1))
                        .filter(it -> !it.isEmpty() && !it.equals("."))
                        .count();
    }

    private record Owners(Names users, Names groups) {}

    /// @param failure why there are no accounts, null if they could be read
    private record Names(String file, Accounts accounts, @Nullable ImageException failure) {
        static Names of(FileTree tree, String file) throws IOException {
            try {
                return new Names(file, Accounts.of(tree, file), null);
            } catch (ImageException e) {
                return new Names(file, Accounts.none(), e);
            }
        }
    }

    private interface Report {
        void problem(int entry, String sentence);
    }

    private void report(int entry, String sentence) {
        problem(entry, "target", sentence);
    }

    private void problem(int entry, String field, String sentence) {
        problems.add(new ContentProblem(entry, field, sentence, null));
    }

    private TreeBuilder merge(List<Sound> sound, @Nullable Owners owners, Report report) {
        var tree = new TreeBuilder(seconds);
        for (Sound it : sound) {
            Ownership ownership =
                    owners == null ? Ownership.KEPT : ownership(it.origin().entry(), owners);
            String target = it.entry().spec().target();
            Map<String, FileNode> files =
                    it.entry().files().prepared(it.entry().spec().exclude(), ownership);
            files.forEach((name, node) ->
                    tree.put(
                            name.isEmpty() ? target : target + "/" + name,
                            node,
                            it.origin(),
                            problem ->
                                    report.problem(
                                            it.origin().entry(),
                                            it.origin() + " brings " + problem)));
        }
        return tree;
    }

    private Ownership ownership(int entry, Owners owners) {
        ContentSpec spec = entries.get(entry).spec();
        int mode = spec.mode() == null ? -1 : Integer.parseInt(spec.mode(), 8);
        if (spec.user() == null || spec.group() == null) {
            return new Ownership(mode, -1, -1);
        }
        OptionalLong uid = number(entry, "user", spec.user(), owners.users);
        OptionalLong gid = number(entry, "group", spec.group(), owners.groups);
        return uid.isPresent() && gid.isPresent()
                ? new Ownership(mode, uid.getAsLong(), gid.getAsLong())
                : new Ownership(mode, -1, -1);
    }

    private OptionalLong number(int entry, String kind, String name, Names names) {
        OptionalLong number = names.accounts.number(name);
        if (number.isEmpty()) {
            String sentence =
                    names.failure == null
                            ? "the image's own %s knows no %s \"%s\""
                                    .formatted(names.file, kind, name)
                            : "the image's own %s cannot be read: %s"
                                    .formatted(names.file, names.failure.getMessage());
            problems.add(new ContentProblem(entry, kind, sentence, names.failure));
        }
        return number;
    }

    private void check(int entry, Entry it) {
        ContentSpec spec = it.spec();
        String target = spec.target();
        if (!target.startsWith("/")) {
            problem(entry, "target", "\"%s\" is no absolute path".formatted(target));
        }
        if (spec.mode() != null && !spec.mode().matches("0{0,2}[0-7]{1,4}")) {
            problem(entry, "mode", "\"%s\" is no mode in octal digits".formatted(spec.mode()));
        }
        if (spec.user() == null && spec.group() != null) {
            problem(entry, "user", "a group is given, and no user");
        }
        if (spec.user() != null && spec.group() == null) {
            problem(entry, "group", "a user is given, and no group");
        }
        for (int i = 0; i < spec.exclude().size(); i++) {
            try {
                Exclusion.of(List.of(spec.exclude().get(i)));
            } catch (PatternSyntaxException e) {
                problem(entry, "exclude/" + i, "the pattern is wrong: " + e.getDescription());
            }
        }
        it.files().problems().forEach(problem -> problems.add(problem.of(entry)));
        if (target.endsWith("/") && it.files().isFile()) {
            problem(
                    entry,
                    "target",
                    "\"%s\" names a directory, and the source is a file".formatted(target));
        }
    }
}
