package dev.diskwright.core.testing;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.IdentityHashMap;

/// Trees as text, to compare them and to see where they differ.
public final class Trees {
    private Trees() {}

    /// {@return a line for each file: kind, mode, owner, time, path, attributes and digest of the content} Bytes that are
    /// not printable ASCII come as `\xff`; a further name of a file says which one it was seen under.
    public static String list(FileTree tree) throws IOException {
        var out = new StringBuilder();
        var seen = new IdentityHashMap<FileNode, String>();
        line("/", tree.root(), seen, out);
        tree.walk((path, node) -> line(path, node, seen, out));
        return out.toString();
    }

    private static void line(
            String path, FileNode node, IdentityHashMap<FileNode, String> seen, StringBuilder out)
            throws IOException {
        String known = node instanceof Directory ? null : seen.putIfAbsent(node, path);
        if (known != null) {
            out.append("link ").append(ascii(path)).append(" = ").append(ascii(known)).append('\n');
            return;
        }
        Attributes it = node.attributes();
        out.append(kind(node))
                .append(
                        " %o %d:%d %d.%09d "
                                .formatted(it.mode(), it.uid(), it.gid(), it.seconds(), it.nanos()))
                .append(ascii(path));
        it.xattrs()
                .forEach((key, value) ->
                        out.append(' ')
                                .append(key)
                                .append('=')
                                .append(HexFormat.of().formatHex(value)));
        switch (node) {
            case RegularFile file -> out.append(' ').append(digest(file.content()));
            case SymbolicLink link -> out.append(" -> ").append(ascii(link.target()));
            case SpecialFile file -> out.append(" %d:%d".formatted(file.major(), file.minor()));
            case Directory _ -> {}
        }
        out.append('\n');
    }

    private static String kind(FileNode node) {
        return switch (node) {
            case Directory _ -> "d";
            case RegularFile _ -> "f";
            case SymbolicLink _ -> "l";
            case SpecialFile file -> file.kind().name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    private static String digest(BlockSource content) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (long at = 0; at < content.size(); at += 1 << 20) {
                int length = (int) Math.min(1 << 20, content.size() - at);
                sha.update(content.bytes(at, length).toArray(JAVA_BYTE));
            }
            return content.size() + " " + HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String ascii(String name) {
        var out = new StringBuilder();
        for (byte b : FileNames.encode(name)) {
            out.append(b > ' ' && b < 127 ? String.valueOf((char) b) : "\\x%02x".formatted(b));
        }
        return out.toString();
    }

    /// {@return whether this process may make devices and give files away}
    public static boolean root() {
        return System.getProperty("user.name", "").equals("root");
    }

    /// {@return the text of a file in the tree}
    public static String text(FileTree tree, String path) throws IOException {
        BlockSource content = ((RegularFile) find(tree, path)).content();
        byte[] bytes = content.bytes(0, Math.toIntExact(content.size())).toArray(JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// {@return the node that must be there}
    public static FileNode find(FileTree tree, String path) {
        FileNode node = tree.find(path);
        if (node == null) {
            throw new AssertionError("no " + path);
        }
        return node;
    }
}
