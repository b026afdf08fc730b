package dev.diskwright.core.content;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.BlockSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The names that an image itself gives to numbers: its `/etc/passwd` or `/etc/group` (`passwd(5)`, `group(5)`), in both
/// of which the name is the first field of a line and the number the third.
public final class Accounts {
    private static final long MAX_SIZE = 16 << 20; // bytes
    private static final long MAX_ID = 0xffff_fffeL; // the last number says "no one"
    private static final int MAX_LINKS = 40; // as in Linux

    private final Map<String, Long> numbers = new HashMap<>();

    private Accounts() {}

    /// {@return accounts that know no name}
    public static Accounts none() {
        return new Accounts();
    }

    /// {@return the accounts of that file; none if the tree has no such file} Links are followed inside the tree.
    public static Accounts of(FileTree tree, String path) throws IOException {
        var accounts = new Accounts();
        if (follow(tree, path) instanceof RegularFile file && file.content().size() <= MAX_SIZE) {
            BlockSource content = file.content();
            byte[] bytes = content.bytes(0, (int) content.size()).toArray(JAVA_BYTE);
            for (String line : FileNames.decode(bytes).split("\n", -1)) {
                String[] fields = line.split(":", -1);
                if (fields.length >= 3 && !line.startsWith("#")) {
                    numeric(fields[2]).ifPresent(id -> accounts.numbers.putIfAbsent(fields[0], id));
                }
            }
        }
        return accounts;
    }

    /// {@return the node at `path`, by way of the tree's links; null if there is none}
    static @Nullable FileNode follow(FileTree tree, String path) {
        String at = path;
        for (int links = 0; links < MAX_LINKS; links++) {
            FileNode node = tree.find(at);
            if (node instanceof SymbolicLink link) {
                String target = link.target();
                at = normal(target.startsWith("/") ? target : at + "/../" + target);
            } else if (node != null) {
                return node;
            } else {
                String resolved = throughParent(tree, at);
                if (resolved == null) {
                    return null;
                }
                at = resolved;
            }
        }
        return null;
    }

    /// {@return the path with its first link among the directories replaced, null if there is none}
    private static @Nullable String throughParent(FileTree tree, String path) {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (tree.find(path.substring(0, slash)) instanceof SymbolicLink link) {
                String target = link.target();
                String parent = path.substring(0, path.lastIndexOf('/', slash - 1));
                return normal(
                        (target.startsWith("/") ? target : parent + "/" + target)
                                + path.substring(slash));
            }
        }
        return null;
    }

    /// {@return the path without `..`, which at the top means the top}
    private static String normal(String path) {
        var names = new java.util.ArrayDeque<String>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }

    /// {@return the number that digits, or else the name, stand for}
    public OptionalLong number(String nameOrNumber) {
        OptionalLong number = numeric(nameOrNumber);
        Long named = numbers.get(nameOrNumber);
        return number.isPresent() || named == null ? number : OptionalLong.of(named);
    }

    /// {@return the number, if these are digits and it is one that an owner can have}
    static OptionalLong numeric(String digits) {
        if (!digits.matches("[0-9]{1,10}") || Long.parseLong(digits) > MAX_ID) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(digits));
    }
}
