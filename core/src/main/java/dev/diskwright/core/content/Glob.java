package dev.diskwright.core.content;

import dev.diskwright.core.block.HostErrors;
import dev.diskwright.core.block.HostPaths;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Paths with wildcards, in one grammar for every host:
///
/// - `*` stands for any characters of a name, also none; `?` for one character
/// - `[abc]`, `[a-z]` for one of these; `[!abc]` for one of the others
/// - `**` as a whole name for any number of directories, also none; a name must follow
/// - `\` takes its meaning from the character behind it
///
/// A name that begins with a dot is matched only by a pattern that does. Upper and lower case differ. Directories on
/// the way may be symbolic links, except below `**`.
public final class Glob {
    private static final Pattern WILDCARD = Pattern.compile("(?<!\\\\)[*?\\[]");

    private Glob() {}

    /// {@return whether the path holds a wildcard}
    public static boolean isPattern(String path) {
        return WILDCARD.matcher(path).find();
    }

    /// {@return what matches, in the order of the names' bytes}
    ///
    /// @param base what a relative pattern is relative to
    /// @throws PatternSyntaxException if the pattern is none
    public static List<Path> matches(Path base, String pattern) throws IOException {
        List<Path> found = List.of(pattern.startsWith("/") ? base.getRoot() : base);
        List<String> names =
                Arrays.stream(pattern.split("/", -1)).filter(name -> !name.isEmpty()).toList();
        for (int i = 0; i < names.size(); i++) {
            var next = new ArrayList<Path>();
            for (Path directory : found) {
                expand(directory, names.get(i), i == names.size() - 1, pattern, next);
            }
            found = next;
        }
        return found.stream().distinct().sorted(byBytes()).toList();
    }

    private static Comparator<Path> byBytes() {
        return Comparator.comparing(HostPaths::bytes, Arrays::compareUnsigned);
    }

    private static void expand(
            Path directory, String name, boolean last, String pattern, List<Path> into)
            throws IOException {
        if (name.equals("**")) {
            if (last) {
                throw new PatternSyntaxException("a name must follow **", pattern, -1);
            }
            into.add(directory);
            for (Path below : list(directory, Pattern.compile("[^.].*", Pattern.DOTALL))) {
                if (Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS)) {
                    expand(below, name, false, pattern, into);
                }
            }
        } else if (isPattern(name)) {
            for (Path entry : list(directory, regex(name, pattern))) {
                if (last || Files.isDirectory(entry)) {
                    into.add(entry);
                }
            }
        } else {
            Path entry = HostPaths.resolve(directory, FileNames.encode(unescaped(name)));
            if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
                into.add(entry);
            }
        }
    }

    private static List<Path> list(Path directory, Pattern names) throws IOException {
        var found = new ArrayList<Path>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
            for (Path entry : listing) {
                if (names.matcher(FileNames.decode(HostPaths.nameBytes(entry))).matches()) {
                    found.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw HostErrors.reading(directory, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw HostErrors.reading(directory, e);
        }
        return found;
    }

    /// {@return the name without its escapes}
    static String unescaped(String name) {
        return name.replaceAll("\\\\(.)", "$1");
    }

    /// {@return the regular expression for one name}
    static Pattern regex(String name, String pattern) {
        Pattern any = regexOfAny(name, pattern);
        return name.startsWith(".")
                ? any
                : Pattern.compile("(?!\\.)" + any.pattern(), Pattern.DOTALL);
    }

    /// {@return the same, for which a dot at the beginning is a character like others}
    static Pattern regexOfAny(String name, String pattern) {
        var regex = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> {
                    int end = name.indexOf(']', i + (name.startsWith("!", i + 1) ? 3 : 2));
                    if (end < 0) {
                        throw new PatternSyntaxException("a [ without its ]", pattern, -1);
                    }
                    set(name.substring(i + 1, end), regex);
                    i = end;
                }
                case '\\' -> {
                    i = Math.min(i + 1, name.length() - 1);
                    regex.append(Pattern.quote(name.substring(i, i + 1)));
                }
                default -> {
                    int length = Character.charCount(name.codePointAt(i));
                    regex.append(Pattern.quote(name.substring(i, i + length)));
                    i += length - 1;
                }
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static void set(String characters, StringBuilder regex) {
        boolean negated = characters.startsWith("!");
        regex.append(negated ? "[^" : "[");
        int[] points = characters.substring(negated ? 1 : 0).codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            regex.append("\\x{").append(Integer.toHexString(points[i])).append('}');
            if (i + 2 < points.length && points[i + 1] == '-') {
                regex.append('-');
                i++;
            }
        }
        regex.append(']');
    }
}
