package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the parent of a disk by the names that Windows has for it: relative ones first, then the bare file names in the
/// disk's own folder, as files that belong together are often moved together, then absolute ones.
public final class ParentSearch {
    private static final Pattern LONG_PATH = Pattern.compile("^//[?.]/(UNC/)?");

    private final List<String> relative = new ArrayList<>();
    private final List<String> absolute = new ArrayList<>();

    /// Knows no name yet.
    public ParentSearch() {}

    /// What was found.
    ///
    /// @param name as the companions know it
    public record Found(String name, BlockSource file) {}

    /// Adds a name that is relative to the folder of the disk.
    public ParentSearch relative(String name) {
        relative.add(normal(name));
        return this;
    }

    /// Adds an absolute name.
    public ParentSearch absolute(String name) {
        absolute.add(normal(name));
        return this;
    }

    private static String normal(String name) {
        String path = LONG_PATH.matcher(name.replace('\\', '/')).replaceFirst("");
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        return path;
    }

    /// {@return all names to be tried, in this order}
    public List<String> names() {
        var names = new LinkedHashSet<String>(relative);
        relative.forEach(it -> names.add(last(it)));
        absolute.forEach(it -> names.add(last(it)));
        names.addAll(absolute);
        names.remove("");
        return List.copyOf(names);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// {@return the first file that there is}
    ///
    /// @param where the field that names the parent
    /// @throws ImageException if there is none: the reason why the first name does not work
    public Found open(Where where, Companions companions) throws IOException {
        @Nullable ImageException first = null;
        for (String name : names()) {
            try {
                return new Found(name, companions.open(where, name));
            } catch (ImageException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first == null) {
            throw new CorruptImageException(where, "no name", "the parent's");
        }
        throw first;
    }
}
