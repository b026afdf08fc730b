package dev.diskwright.core.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the source of one entry holds, as it was read. Can be used again for as long as its [#watch] says that the source
/// has not changed. Not for several threads.
public final class SourceFiles {
    /// The name of a source that stands for the target itself.
    static final String WHOLE = "";

    private final Map<String, FileNode> files;
    private final List<ContentProblem> problems;
    private final SourceWatch watch;
    private @Nullable Prepared prepared; // as it was asked for last

    /// @param files by their names below the target, in order; [#WHOLE] for the target itself
    /// @param problems of entry 0
    SourceFiles(Map<String, FileNode> files, List<ContentProblem> problems, SourceWatch watch) {
        this.files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        this.problems = List.copyOf(problems);
        this.watch = watch;
    }

    /// {@return the same with no time after `seconds` since 1970-01-01 UTC}
    public SourceFiles hold(long seconds) {
        return new SourceFiles(LatestTime.hold(files, seconds), problems, watch);
    }

    /// {@return what is wrong with the source, as of entry 0}
    public List<ContentProblem> problems() {
        return problems;
    }

    /// {@return what the source looked like}
    public SourceWatch watch() {
        return watch;
    }

    /// {@return whether it is a single file}
    boolean isFile() {
        FileNode whole = files.get(WHOLE);
        return whole != null && !(whole instanceof Directory);
    }

    /// {@return the files without what is left out, with that ownership} The same nodes if they are asked for again.
    ///
    /// @param exclude patterns of what is left out
    Map<String, FileNode> prepared(List<String> exclude, Ownership ownership) {
        Prepared known = prepared;
        if (known == null || !known.exclude.equals(exclude)) {
            Map<String, FileNode> rest = Exclusion.of(exclude).apply(files);
            known = new Prepared(List.copyOf(exclude), rest, Ownership.KEPT, rest);
        }
        if (!known.ownership.equals(ownership)) {
            known = new Prepared(known.exclude, known.rest, ownership, ownership.apply(known.rest));
        }
        prepared = known;
        return known.owned;
    }

    private record Prepared(
            List<String> exclude,
            Map<String, FileNode> rest,
            Ownership ownership,
            Map<String, FileNode> owned) {}
}
