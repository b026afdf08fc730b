package dev.diskwright.core.content;

import dev.diskwright.core.block.HostPaths;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/// What sources looked like when they were read, so that it can be told later whether they still do.
///
/// Asking costs little, however large the sources are: each call looks at the named sources themselves, then at a
/// limited number of the directories below them, then at a limited number of files, going on where the call before
/// stopped. A file that comes or goes changes its directory, so it shows within few calls; a file that was only
/// written to shows once its directory had its turn. Takes some 100 bytes a directory and none a file. Not for several
/// threads.
public final class SourceWatch {
    private final Map<Path, Stamp> named = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<Listed> directories = new ArrayList<>();
    private int nextDirectory;
    private int nextListing;

    /// A source with wildcards and what it stood for.
    private record Pattern(Path base, String pattern, List<Path> matches) {}

    /// A directory that was read.
    ///
    /// @param files sum over what is in it, directories apart
    /// @param count of its entries
    private record Listed(Path path, Stamp stamp, long files, int count) {}

    /// Watches nothing yet.
    public SourceWatch() {}

    /// Notes what is at `path` now, even if that is nothing.
    void name(Path path) {
        named.put(path, Stamp.of(path));
    }

    /// Notes what a pattern stands for now.
    void match(Path base, String pattern, List<Path> matches) {
        patterns.add(new Pattern(base, pattern, List.copyOf(matches)));
    }

    /// Notes a directory that was read.
    void list(Path path, Stamp stamp, long files, int count) {
        directories.add(new Listed(path, stamp, files, count));
    }

    /// {@return whether one of the named sources is another, came or went} Looks at nothing below them.
    public boolean isNamedChanged() {
        return named.entrySet().stream()
                        .anyMatch(it -> !it.getValue().equals(Stamp.of(it.getKey())))
                || patterns.stream().anyMatch(it -> !it.matches().equals(matches(it)));
    }

    private static List<Path> matches(Pattern it) {
        try {
            return Glob.matches(it.base(), it.pattern());
        } catch (IOException | PatternSyntaxException e) {
            return List.of();
        }
    }

    /// {@return whether a change shows} See the class for what a single call sees.
    ///
    /// @param looks how many files and directories below the named sources this call may look at
    public boolean isChanged(int looks) {
        return isNamedChanged() || isDirectoryChanged(looks / 4) || isFileChanged(looks);
    }

    private boolean isDirectoryChanged(int looks) {
        for (int i = Math.min(looks, directories.size()); i > 0; i--) {
            Listed it = directories.get(nextDirectory);
            nextDirectory = (nextDirectory + 1) % directories.size();
            if (!it.stamp().equals(Stamp.of(it.path(), LinkOption.NOFOLLOW_LINKS))) {
                return true;
            }
        }
        return false;
    }

    private boolean isFileChanged(int looks) {
        int left = looks;
        for (int i = directories.size(); i > 0 && left > 0; i--) {
            Listed it = directories.get(nextListing);
            nextListing = (nextListing + 1) % directories.size();
            left -= 1 + it.count();
            if (files(it.path()) != it.files()) {
                return true;
            }
        }
        return false;
    }

    private static long files(Path directory) {
        long sum = 0;
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
            for (Path entry : listing) {
                if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    sum +=
                            Stamp.of(entry, LinkOption.NOFOLLOW_LINKS)
                                    .mixed(HostPaths.nameBytes(entry));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return ~sum;
        }
        return sum;
    }
}
