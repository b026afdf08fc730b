package dev.diskwright.core.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Files of a source that are left out, by patterns of their paths below the target, in the grammar of [Glob] but for two
/// things: names that begin with a dot are like others, and `**` may stand at the end, where it means all that is below.
/// What is left out goes with everything in it.
final class Exclusion {
    /// Nothing is left out.
    static final Exclusion NONE = new Exclusion(List.of());

    /// A name of a pattern; any number of directories if there is no expression.
    private record Name(@Nullable Pattern regex) {}

    private final List<List<Name>> patterns;

    private Exclusion(List<List<Name>> patterns) {
        this.patterns = patterns;
    }

    /// {@return what these patterns leave out}
    ///
    /// @throws PatternSyntaxException if one is none
    static Exclusion of(List<String> globs) {
        return globs.isEmpty()
                ? NONE
                : new Exclusion(globs.stream().map(Exclusion::parse).toList());
    }

    private static List<Name> parse(String glob) {
        var names = new ArrayList<Name>();
        for (String name : glob.split("/", -1)) {
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(new Name(name.equals("**") ? null : Glob.regexOfAny(name, glob)));
            }
        }
        if (names.isEmpty()) {
            throw new PatternSyntaxException("a pattern without a name", glob, -1);
        }
        if (names.getLast().regex() == null) {
            names.add(new Name(Pattern.compile(".*", Pattern.DOTALL)));
        }
        return List.copyOf(names);
    }

    /// {@return the files without what is left out; directories that lose nothing are the same ones}
    ///
    /// @param files by their names below the target, [SourceFiles#WHOLE] for the target itself
    Map<String, FileNode> apply(Map<String, FileNode> files) {
        if (patterns.isEmpty()) {
            return files;
        }
        List<int[]> start = new ArrayList<>();
        for (List<Name> pattern : patterns) {
            start.add(closure(pattern, new TreeSet<>(List.of(0))));
        }
        var left = new LinkedHashMap<String, FileNode>();
        files.forEach((name, node) -> {
            FileNode rest =
                    name.equals(SourceFiles.WHOLE) ? below(start, node) : rest(start, name, node);
            if (rest != null) {
                left.put(name, rest);
            }
        });
        return left;
    }

    /// {@return what is left of a file; null if nothing is}
    ///
    /// @param at of each pattern, the places it may have come to by the path so far
    private @Nullable FileNode rest(List<int[]> at, String name, FileNode node) {
        List<int[]> next = new ArrayList<>();
        boolean open = false;
        for (int i = 0; i < patterns.size(); i++) {
            List<Name> pattern = patterns.get(i);
            var places = new TreeSet<Integer>();
            for (int place : at.get(i)) {
                Pattern regex = pattern.get(place).regex();
                if (regex == null) {
                    places.add(place);
                } else if (regex.matcher(name).matches()) {
                    places.add(place + 1);
                }
            }
            if (places.contains(pattern.size())) {
                return null;
            }
            next.add(closure(pattern, places));
            open |= !places.isEmpty();
        }
        return open ? below(next, node) : node;
    }

    private FileNode below(List<int[]> at, FileNode node) {
        if (!(node instanceof Directory directory)) {
            return node;
        }
        Map<String, FileNode> entries = HashMap.newHashMap(directory.count());
        boolean same = true;
        for (int i = 0; i < directory.count(); i++) {
            FileNode before = directory.node(i);
            FileNode rest = rest(at, directory.name(i), before);
            if (rest != null) {
                entries.put(directory.name(i), rest);
            }
            same &= isSame(rest, before);
        }
        return same ? directory : new Directory(directory.attributes(), entries);
    }

    @SuppressWarnings("ReferenceEquality") // identity is the point
    private static boolean isSame(@Nullable FileNode rest, FileNode before) {
        return rest == before;
    }

    /// {@return the places, with those behind names that may stand for none}
    private static int[] closure(List<Name> pattern, Set<Integer> places) {
        for (int i = 0; i < pattern.size(); i++) {
            if (places.contains(i) && pattern.get(i).regex() == null) {
                places.add(i + 1);
            }
        }
        return Arrays.stream(places.toArray(Integer[]::new)).mapToInt(Integer::intValue).toArray();
    }
}
