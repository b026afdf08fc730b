package dev.diskwright.core.content.cpio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Writes a tree as an archive in the form newc, as the kernel unpacks it (`buffer-format.rst`). Entries stand in the order
/// of their names' bytes, each directory before what is in it; inode numbers count from 1. Of several names of a file the
/// last one has the contents. Extended attributes have no place in it.
public final class CpioWriter {
    private static final int HEADER = 110;
    private static final int ALIGNMENT = 4;
    private static final int END = 512; // what the archive's size is a multiple of
    private static final long LIMIT = 0xffff_ffffL;

    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;

    private final Where where;
    private final List<Composition.Piece> pieces = new ArrayList<>();
    private final IdentityHashMap<FileNode, Names> names = new IdentityHashMap<>();
    private long position;
    private long nextInode = 1;

    /// The names of one file.
    private static final class Names {
        long inode;
        int count;
        int left;
    }

    private CpioWriter(Where where) {
        this.where = where;
    }

    /// {@return the archive} Contents are read when it is read. Takes some 200 bytes of memory a file.
    ///
    /// @param where names the archive in messages
    /// @throws UnsupportedImageException if a file has 4 GiB or more, or a time outside of 1970 to 2106
    public static BlockSource write(Where where, FileTree tree) throws IOException {
        var writer = new CpioWriter(where);
        tree.walk((_, node) -> {
            if (!(node instanceof Directory)) {
                Names of = writer.names.computeIfAbsent(node, _ -> new Names());
                of.count++;
                of.left++;
            }
        });
        tree.walk(writer::add);
        writer.entry("TRAILER!!!", 0, 0, 0, 0, 0, 1, 0, 0, BlockSource.zeros(0));
        writer.position = (writer.position + END - 1) / END * END;
        var archive = Composition.ofSize(writer.position);
        writer.pieces.forEach(it -> archive.place(it.offset(), it.source()));
        return archive.build();
    }

    private void add(String path, FileNode node) throws IOException {
        String name = path.substring(1);
        switch (node) {
            case Directory it -> member(name, it, DIRECTORY, BlockSource.zeros(0));
            case RegularFile it -> member(name, it, REGULAR, it.content());
            case SymbolicLink it ->
                    member(name, it, LINK, BlockSource.of(FileNames.encode(it.target())));
            case SpecialFile it -> member(name, it, type(it.kind()), BlockSource.zeros(0));
        }
    }

    private static int type(SpecialFile.Kind kind) {
        return switch (kind) {
            case CHARACTER_DEVICE -> 0020000;
            case BLOCK_DEVICE -> 0060000;
            case FIFO -> 0010000;
            case SOCKET -> 0140000;
        };
    }

    private void member(String name, FileNode node, int type, BlockSource content)
            throws UnsupportedImageException {
        var attributes = node.attributes();
        if (content.size() > LIMIT || attributes.seconds() < 0 || attributes.seconds() > LIMIT) {
            throw new UnsupportedImageException(
                    where.structure("member \"%s\"".formatted(name), position),
                    "a file of 4 GiB or more, or of a time outside of 1970 to 2106");
        }
        Names of = names.get(node); // none for directories
        if (of == null) {
            of = new Names();
            of.count = node instanceof Directory ? 2 : 1;
            of.left = 1;
        }
        if (of.inode == 0) {
            of.inode = nextInode++;
        }
        of.left--;
        int major = node instanceof SpecialFile it ? it.major() : 0;
        int minor = node instanceof SpecialFile it ? it.minor() : 0;
        entry(
                name,
                of.inode,
                type | attributes.mode(),
                attributes.uid(),
                attributes.gid(),
                attributes.seconds(),
                of.count,
                major,
                minor,
                of.left == 0 ? content : BlockSource.zeros(0));
    }

    private void entry(
            String name,
            long inode,
            int mode,
            long uid,
            long gid,
            long seconds,
            int links,
            int major,
            int minor,
            BlockSource content) {
        byte[] encoded = FileNames.encode(name);
        byte[] header =
                "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x"
                        .formatted(
                                inode,
                                mode,
                                uid,
                                gid,
                                links,
                                seconds,
                                content.size(),
                                0,
                                0,
                                major,
                                minor,
                                encoded.length + 1,
                                0)
                        .getBytes(US_ASCII);
        pieces.add(new Composition.Piece(position, BlockSource.of(header)));
        pieces.add(new Composition.Piece(position + HEADER, BlockSource.of(encoded)));
        position = aligned(position + HEADER + encoded.length + 1);
        pieces.add(new Composition.Piece(position, content));
        position = aligned(position + content.size());
    }

    private static long aligned(long offset) {
        return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
