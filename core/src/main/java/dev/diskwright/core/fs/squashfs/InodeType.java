package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;

/// Kinds of inodes: each is a basic one or an extended one, which holds more.
final class InodeType {
    static final int DIRECTORY = 1;
    static final int FILE = 2;
    static final int SYMBOLIC_LINK = 3;
    static final int BLOCK_DEVICE = 4;
    static final int CHARACTER_DEVICE = 5;
    static final int FIFO = 6;
    static final int SOCKET = 7;

    /// The last basic kind; extended ones are this much higher.
    static final int EXTENDED = 7;

    /// The last kind there is.
    static final int LAST = 14;

    private InodeType() {}

    /// {@return the basic kind}
    static int of(FileNode node) {
        return switch (node) {
            case Directory _ -> DIRECTORY;
            case RegularFile _ -> FILE;
            case SymbolicLink _ -> SYMBOLIC_LINK;
            case SpecialFile it ->
                    switch (it.kind()) {
                        case BLOCK_DEVICE -> BLOCK_DEVICE;
                        case CHARACTER_DEVICE -> CHARACTER_DEVICE;
                        case FIFO -> FIFO;
                        case SOCKET -> SOCKET;
                    };
        };
    }

    /// {@return the basic kind that a kind is or extends}
    static int basic(int type) {
        return type > EXTENDED ? type - EXTENDED : type;
    }

    static boolean isExtended(int type) {
        return type > EXTENDED;
    }
}
