package dev.diskwright.ui.contents;

import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.design.SizeText;
import org.jspecify.annotations.Nullable;

/// A file or folder of a resolved tree as one line. Words are made when they are shown, for there may be very many.
public final class FileRow {
    private final @Nullable FileRow parent;
    private final String name;
    private final FileNode node;
    private final long bytes;
    private final int depth;
    private boolean open;

    FileRow(@Nullable FileRow parent, String name, FileNode node, long bytes) {
        this.parent = parent;
        this.name = name;
        this.node = node;
        this.bytes = bytes;
        depth = parent == null ? 0 : parent.depth + 1;
    }

    /// {@return its name, or the path of what was found}
    public String name() {
        return name;
    }

    /// {@return folders above it that are shown}
    public int depth() {
        return depth;
    }

    /// {@return absolute path within the partition}
    public String path() {
        if (name.startsWith("/")) {
            return name;
        }
        return parent == null ? "/" + name : parent.path() + "/" + name;
    }

    /// {@return the folder it is shown in; null at the top}
    public @Nullable FileRow parent() {
        return parent;
    }

    FileNode node() {
        return node;
    }

    /// {@return whether it is a folder with something in it}
    public boolean expandable() {
        return node instanceof Directory directory
                && directory.count() > 0
                && !name.startsWith("/");
    }

    /// {@return whether it is a folder}
    public boolean folder() {
        return node instanceof Directory;
    }

    /// {@return whether what is in it is listed below it}
    public boolean isOpen() {
        return open;
    }

    void setOpen(boolean newOpen) {
        open = newOpen;
    }

    /// {@return bytes of it and all below it}
    public long bytes() {
        return bytes;
    }

    /// {@return its size for people; empty for what has none}
    public String size() {
        return node instanceof Directory || node instanceof RegularFile
                ? SizeText.display(bytes)
                : "";
    }

    /// {@return kind and permissions as `ls -l` shows them}
    public String mode() {
        int mode = node.attributes().mode();
        char[] text = new char[10];
        text[0] =
                switch (node) {
                    case Directory _ -> 'd';
                    case RegularFile _ -> '-';
                    case SymbolicLink _ -> 'l';
                    case SpecialFile special ->
                            switch (special.kind()) {
                                case CHARACTER_DEVICE -> 'c';
                                case BLOCK_DEVICE -> 'b';
                                case FIFO -> 'p';
                                case SOCKET -> 's';
                            };
                };
        for (int i = 0; i < 9; i++) {
            text[1 + i] = (mode >> 8 - i & 1) != 0 ? "rwxrwxrwx".charAt(i) : '-';
        }
        special(text, 3, mode & 04000, 's');
        special(text, 6, mode & 02000, 's');
        special(text, 9, mode & 01000, 't');
        return new String(text);
    }

    private static void special(char[] text, int at, int set, char letter) {
        if (set != 0) {
            text[at] = text[at] == 'x' ? letter : Character.toUpperCase(letter);
        }
    }

    /// {@return numbers of user and group}
    public String owner() {
        Attributes it = node.attributes();
        return it.uid() + ":" + it.gid();
    }

    /// {@return what a link points at; empty for what is none}
    public String linkTarget() {
        return node instanceof SymbolicLink link ? link.target() : "";
    }

    /// {@return icon for its kind}
    public String icon() {
        return switch (node) {
            case Directory _ -> "fth-folder";
            case RegularFile _ -> "fth-file";
            case SymbolicLink _ -> "fth-corner-up-right";
            case SpecialFile _ -> "fth-cpu";
        };
    }
}
