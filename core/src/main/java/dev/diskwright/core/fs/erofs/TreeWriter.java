package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.block.Spool;
import dev.diskwright.core.bytes.ByteOutput;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.fs.Numbering;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Inodes and directories in the making: first how much room each needs, then where it is, then its bytes.
final class TreeWriter {
    private static final int NUMBER_BITS = 31;
    private static final int WINDOW = 256 << 10; // bytes written at once

    private final Numbering numbering;
    private final XattrWriter xattrs;
    private final long timestamp;
    private final int[] parents; // of directories, by number
    private final int[] subdirectories;
    private final long[] sizes; // of contents, listings and targets
    private final int[] xattrSizes;
    private final long[] nids;
    private final ByteOutput out = new ByteOutput();
    private long metaBlock;
    private long xattrBlock;

    /// Looks at all files.
    ///
    /// @throws DoesNotFitException if no EROFS can hold something, naming it
    TreeWriter(FileTree tree, Numbering numbering, long timestamp) throws IOException {
        this.numbering = numbering;
        this.timestamp = timestamp;
        xattrs = new XattrWriter(numbering);
        int count = numbering.count() + 1;
        parents = new int[count];
        subdirectories = new int[count];
        sizes = new long[count];
        xattrSizes = new int[count];
        nids = new long[count];
        parents[1] = 1;
        survey(1, "", tree.root());
    }

    private void survey(int number, String path, Directory directory) throws IOException {
        xattrSizes[number] = xattrs.of(path, directory.attributes()).size();
        for (int i = 0; i < directory.count(); i++) {
            String at = path + "/" + directory.name(i);
            FileNode node = directory.node(i);
            int inner = numbering.number(node);
            switch (node) {
                case Directory below -> {
                    parents[inner] = number;
                    subdirectories[number]++;
                    survey(inner, at, below);
                }
                case RegularFile file -> sizes[inner] = file.content().size();
                case SymbolicLink link -> {
                    sizes[inner] = FileNames.encode(link.target()).length;
                    if (sizes[inner] > Limits.TARGET || sizes[inner] == 0) {
                        throw Limits.exceeded(
                                "a link with a target of %d bytes at %s"
                                        .formatted(sizes[inner], at),
                                "1 to " + Limits.TARGET);
                    }
                }
                case SpecialFile _ -> sizes[inner] = 0;
            }
            xattrSizes[inner] = xattrs.of(at, node.attributes()).size();
        }
        sizes[number] = new DirectoryWriter(numbering, number, parents[number]).size(path);
    }

    /// {@return whether what is behind the last whole block of a file's content fits behind its inode}
    boolean inlines(int number) {
        long tail = sizes[number] % Format.BLOCK;
        return tail > 0 && inodeSize(number) + tail <= Format.BLOCK;
    }

    private int inodeSize(int number) {
        return (isExtended(number) ? Format.EXTENDED : Format.COMPACT) + xattrSizes[number];
    }

    private boolean isExtended(int number) {
        Attributes it = numbering.node(number).attributes();
        return it.seconds() != timestamp
                || it.nanos() != 0
                || it.uid() > 0xffff
                || it.gid() > 0xffff
                || links(number) > 0xffff
                || sizes[number] > 0xffff_ffffL;
    }

    private long links(int number) {
        return numbering.node(number) instanceof Directory
                ? 2L + subdirectories[number]
                : numbering.links(number);
    }

    /// {@return first block of the inodes}
    long metaBlock() {
        return metaBlock;
    }

    /// {@return first block of attributes that files share}
    long xattrBlock() {
        return xattrBlock;
    }

    /// {@return number of the top directory}
    long rootNid() {
        return nids[1];
    }

    /// Writes directories, attributes and inodes.
    ///
    /// @param files where the contents of regular files are, by number
    /// @param position in the spool, where blocks are free
    /// @return the offset behind
    long write(FileData[] files, Spool spool, long position)
            throws IOException, InterruptedException {
        var placement = new Placement();
        placement.place(Format.SLOT); // number 0 is no inode's
        long block = position / Format.BLOCK;
        for (int number = 1; number <= numbering.count(); number++) {
            FileNode node = numbering.node(number);
            if (node instanceof Directory || node instanceof SymbolicLink) {
                boolean inline = inlines(number);
                files[number] = FileData.flat(block, inline);
                block += inline ? sizes[number] / Format.BLOCK : Format.blocks(sizes[number]);
            }
            nids[number] = placement.place(bodySize(number, files[number]));
        }
        long at = position;
        for (int number = 1; number <= numbering.count(); number++) {
            long blocks = listedBlocks(number, files[number]);
            if (blocks > 0) {
                byte[] bytes =
                        Arrays.copyOf(listed(number), Math.toIntExact(blocks * Format.BLOCK));
                spool.write(at, bytes, bytes.length);
                at += bytes.length;
            }
        }
        xattrBlock = at / Format.BLOCK;
        ByteOutput area = xattrs.area();
        spool.write(at, area.bytes(), area.size());
        at += area.size();
        metaBlock = at / Format.BLOCK;
        inodes(files, spool, at);
        return at + placement.blocks() * Format.BLOCK;
    }

    /// {@return blocks of a directory's or link's own that are not behind the inode}
    private long listedBlocks(int number, FileData data) {
        FileNode node = numbering.node(number);
        if (!(node instanceof Directory || node instanceof SymbolicLink)) {
            return 0;
        }
        return data.layout() == Format.INLINE
                ? sizes[number] / Format.BLOCK
                : Format.blocks(sizes[number]);
    }

    /// {@return listing of a directory or target of a link}
    private byte[] listed(int number) {
        return numbering.node(number) instanceof SymbolicLink link
                ? FileNames.encode(link.target())
                : new DirectoryWriter(numbering, number, parents[number])
                        .listing(sizes[number], nids);
    }

    private int bodySize(int number, FileData data) {
        int inode = inodeSize(number);
        return switch (data.layout()) {
            case Format.INLINE -> inode + (int) (sizes[number] % Format.BLOCK);
            case Format.CHUNKED -> inode + 4 * data.places().length;
            case Format.COMPRESSED_COMPACT -> {
                int header = Format.align(inode, 8);
                yield header + ClusterIndex.size(header, Format.blocks(sizes[number]));
            }
            default -> inode;
        };
    }

    /// Writes the inodes in the order of their places.
    private void inodes(FileData[] files, Spool spool, long start)
            throws IOException, InterruptedException {
        long[] order = new long[numbering.count()];
        for (int number = 1; number <= order.length; number++) {
            order[number - 1] = nids[number] << NUMBER_BITS | number;
        }
        Arrays.sort(order);
        var window = new ByteOutput();
        long windowAt = 0; // in the area
        for (long it : order) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while packing");
            }
            int number = (int) (it & (1L << NUMBER_BITS) - 1);
            long at = nids[number] * Format.SLOT;
            window.raw(new byte[(int) (at - windowAt - window.size())]);
            if (window.size() > WINDOW) {
                spool.write(start + windowAt, window.bytes(), window.size());
                window.clear();
                windowAt = at;
            }
            inode(number, files[number]);
            window.raw(out.bytes(), 0, out.size());
        }
        window.raw(new byte[(int) (-(windowAt + window.size()) & Format.BLOCK - 1)]);
        spool.write(start + windowAt, window.bytes(), window.size());
    }

    private void inode(int number, FileData data) throws IOException {
        FileNode node = numbering.node(number);
        Attributes it = node.attributes();
        boolean extended = isExtended(number);
        out.clear();
        out.u16((extended ? 1 : 0) | data.layout() << 1);
        out.u16(XattrWriter.units(xattrSizes[number]));
        out.u16(it.mode() | Format.kind(node));
        if (extended) {
            out.u16(0).u64(sizes[number]).u32(place(number, data)).u32(number);
            out.u32(it.uid()).u32(it.gid()).u64(it.seconds()).u32(it.nanos());
            out.u32(links(number)).u64(0).u64(0);
        } else {
            out.u16(links(number)).u32(sizes[number]).u32(0).u32(place(number, data));
            out.u32(number).u16(it.uid()).u16(it.gid()).u32(0);
        }
        ByteOutput attributes = xattrs.of("", it);
        out.raw(attributes.bytes(), 0, attributes.size());
        behind(number, data);
    }

    /// {@return what the inode says in the field whose meaning goes by its kind}
    private long place(int number, FileData data) {
        if (numbering.node(number) instanceof SpecialFile file) {
            return file.minor() & 0xff | (long) file.major() << 8 | (file.minor() & ~0xffL) << 12;
        }
        boolean none =
                data.layout() == Format.INLINE ? sizes[number] < Format.BLOCK : sizes[number] == 0;
        return switch (data.layout()) {
            case Format.COMPRESSED_COMPACT -> data.places().length;
            case Format.CHUNKED -> data.chunkBits();
            default -> none ? 0xffff_ffffL : data.start();
        };
    }

    private void behind(int number, FileData data) throws IOException {
        switch (data.layout()) {
            case Format.INLINE -> {
                int tail = (int) (sizes[number] % Format.BLOCK);
                if (numbering.node(number) instanceof RegularFile file) {
                    byte[] bytes = new byte[tail];
                    file.content().read(sizes[number] - tail, MemorySegment.ofArray(bytes));
                    out.raw(bytes);
                } else {
                    byte[] bytes = listed(number);
                    out.raw(bytes, bytes.length - tail, tail);
                }
            }
            case Format.CHUNKED -> {
                for (int block : data.places()) {
                    out.u32(block);
                }
            }
            case Format.COMPRESSED_COMPACT -> {
                out.raw(new byte[-out.size() & 7]);
                new ClusterIndex(data.places(), sizes[number]).write(out, out.size(), data.start());
            }
            default -> {
                // nothing
            }
        }
    }
}
