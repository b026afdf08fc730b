package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.ByteOutput;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.fs.Numbering;
import java.util.Arrays;

/// Inodes and directories in the making. A directory's inode comes behind those of what is in it, as it says where they
/// are.
final class TreeWriter {
    private static final long LAST_SECOND = 0xffff_ffffL;
    private static final long UNKNOWN = -1;

    private final Numbering numbering;
    private final PackedFiles files;
    private final MetadataWriter inodes;
    private final IdWriter ids;
    private final XattrWriter xattrs;
    private final DirectoryWriter directories;
    private final long[] references;
    private final ByteOutput out = new ByteOutput();

    TreeWriter(
            Numbering numbering,
            PackedFiles files,
            MetadataWriter inodes,
            MetadataWriter directories,
            IdWriter ids,
            XattrWriter xattrs) {
        this.numbering = numbering;
        this.files = files;
        this.inodes = inodes;
        this.ids = ids;
        this.xattrs = xattrs;
        this.directories = new DirectoryWriter(directories);
        references = new long[numbering.count() + 1];
        Arrays.fill(references, UNKNOWN);
    }

    /// Writes everything.
    ///
    /// @throws ImageException if no squashfs can hold something, naming it
    void write() throws ImageException {
        directory("", (Directory) numbering.node(1), 1, numbering.count() + 1L);
    }

    /// {@return where the inode of that number is}
    long reference(int number) {
        return references[number];
    }

    private void directory(String path, Directory directory, int number, long parent)
            throws ImageException {
        int subdirectories = 0;
        for (int i = 0; i < directory.count(); i++) {
            FileNode node = directory.node(i);
            int inner = numbering.number(node);
            String at = path + "/" + directory.name(i);
            if (node instanceof Directory below) {
                subdirectories++;
                directory(at, below, inner, number);
            } else if (references[inner] == UNKNOWN) {
                file(at, node, inner);
            }
        }
        DirectoryWriter.Written written = list(path, directory);
        Attributes it = directory.attributes();
        long xattr = xattrs.add(it);
        boolean extended =
                xattr != XattrWriter.NONE || written.isIndexed() || written.size() > 0xffff;
        begin(InodeType.DIRECTORY + (extended ? InodeType.EXTENDED : 0), it, number);
        if (extended) {
            out.u32(2L + subdirectories).u32(written.size());
            out.u32(written.reference() >>> 16).u32(parent);
            out.u16(written.indexCount()).u16(written.reference() & 0xffff).u32(xattr);
            out.raw(written.index().bytes(), 0, written.index().size());
        } else {
            out.u32(written.reference() >>> 16).u32(2L + subdirectories);
            out.u16(written.size()).u16(written.reference() & 0xffff).u32(parent);
        }
        end(number);
    }

    private DirectoryWriter.Written list(String path, Directory directory)
            throws DoesNotFitException {
        directories.begin();
        for (int i = 0; i < directory.count(); i++) {
            byte[] name = FileNames.encode(directory.name(i));
            if (name.length > Limits.NAME) {
                throw Limits.exceeded(
                        "a name of %d bytes at %s/%s"
                                .formatted(name.length, path, directory.name(i)),
                        Integer.toString(Limits.NAME));
            }
            int number = numbering.number(directory.node(i));
            directories.add(name, InodeType.of(directory.node(i)), number, references[number]);
        }
        return directories.end();
    }

    private void file(String path, FileNode node, int number) throws ImageException {
        Attributes it = node.attributes();
        long xattr = xattrs.add(it);
        boolean plain = xattr == XattrWriter.NONE;
        int extended = plain ? 0 : InodeType.EXTENDED;
        int type = InodeType.of(node);
        long links = numbering.links(number);
        switch (node) {
            case RegularFile file -> regular(file, number, links, xattr);
            case SymbolicLink link -> {
                byte[] target = FileNames.encode(link.target());
                if (target.length > Limits.TARGET || target.length == 0) {
                    throw Limits.exceeded(
                            "a link with a target of %d bytes at %s".formatted(target.length, path),
                            "1 to " + Limits.TARGET);
                }
                begin(type + extended, it, number);
                out.u32(links).u32(target.length).raw(target);
                if (!plain) {
                    out.u32(xattr);
                }
            }
            case SpecialFile file -> {
                begin(type + extended, it, number);
                out.u32(links);
                if (type == InodeType.BLOCK_DEVICE || type == InodeType.CHARACTER_DEVICE) {
                    out.u32(device(file));
                }
                if (!plain) {
                    out.u32(xattr);
                }
            }
            case Directory _ -> throw new IllegalArgumentException("a directory");
        }
        end(number);
    }

    private static long device(SpecialFile file) {
        return file.minor() & 0xff | (long) file.major() << 8 | (file.minor() & ~0xffL) << 12;
    }

    private void regular(RegularFile file, int number, long links, long xattr)
            throws DoesNotFitException {
        long size = file.content().size();
        long start = files.start(number);
        boolean extended =
                xattr != XattrWriter.NONE
                        || links > 1
                        || size > 0xffff_ffffL
                        || start > 0xffff_ffffL
                        || files.sparse(number) > 0;
        begin(InodeType.FILE + (extended ? InodeType.EXTENDED : 0), file.attributes(), number);
        if (extended) {
            out.u64(start).u64(size).u64(files.sparse(number)).u32(links);
            out.u32(files.fragment(number)).u32(files.fragmentOffset(number)).u32(xattr);
        } else {
            out.u32(start).u32(files.fragment(number)).u32(files.fragmentOffset(number)).u32(size);
        }
        for (int block : files.blocks(number)) {
            out.u32(block);
        }
    }

    private void begin(int type, Attributes it, int number) throws DoesNotFitException {
        out.clear().u16(type).u16(it.mode()).u16(ids.add(it.uid())).u16(ids.add(it.gid()));
        out.u32(Math.clamp(it.seconds(), 0, LAST_SECOND)).u32(number);
    }

    private void end(int number) {
        references[number] = inodes.reference();
        inodes.write(out);
    }
}
