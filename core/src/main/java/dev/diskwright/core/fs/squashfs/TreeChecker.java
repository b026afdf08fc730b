package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.fs.Budget;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Goes through all directories from the top one on: order of names, kinds and numbers of inodes, parents, indexes, and
/// how often each inode has a name.
final class TreeChecker {
    private final Volume volume;
    private final FoundInodes inodes;
    private final Report report;
    private final Budget budget;
    private final ArrayDeque<Step> open = new ArrayDeque<>();
    private final BitSet seen = new BitSet(); // directories

    /// A directory to look at.
    ///
    /// @param parent number of the directory that it is in
    private record Step(int index, long parent) {}

    TreeChecker(Volume volume, InodeChecker checked, Report report) {
        this.volume = volume;
        this.inodes = checked.found();
        this.report = report;
        budget = new Budget(volume.superblock().bytesUsed());
    }

    void check() throws IOException {
        int root = inodes.find(volume.superblock().rootInode());
        if (root < 0 || InodeType.basic(inodes.type(root)) != InodeType.DIRECTORY) {
            report.error(
                    volume.field("rootInode"),
                    "there is no directory at 0x%x".formatted(volume.superblock().rootInode()));
            return;
        }
        inodes.name(root);
        seen.set(root);
        open.push(new Step(root, volume.superblock().inodeCount() + 1));
        boolean whole = true;
        while (!open.isEmpty()) {
            Step step = open.pop();
            try {
                directory(step);
            } catch (ImageException e) {
                report.error(e);
                whole = false;
            }
        }
        if (whole && inodes.isComplete()) {
            links();
        }
    }

    private void directory(Step step) throws IOException {
        Inode inode = Inode.read(volume, inodes.reference(step.index));
        if (inode.parent() != step.parent) {
            report.error(
                    inode.where(),
                    "the directory's parent is inode %d, and %d is said"
                            .formatted(step.parent, inode.parent()));
        }
        var listing = new Listing(inode);
        new DirectoryReader(volume).read(inode, listing);
        if (inode.links() != listing.subdirectories + 2L) {
            report.error(
                    inode.where(),
                    "the directory has %d links, and %d subdirectories"
                            .formatted(inode.links(), listing.subdirectories));
        }
        index(inode, listing);
    }

    /// Checks that each entry of an index says where a header is, and what its first name is.
    private void index(Inode inode, Listing listing) throws IOException {
        Cursor cursor = inode.rest().copy();
        long before = -1;
        for (int i = 0; i < inode.indexCount(); i++) {
            byte[] fixed = cursor.take(12);
            long at = LittleEndian.u32(fixed, 0);
            long block = LittleEndian.u32(fixed, 4);
            String name = FileNames.decode(cursor.take((int) LittleEndian.u32(fixed, 8) + 1));
            Header header = listing.headers.get(at);
            Where where = cursor.where("index " + i, 12);
            if (at <= before) {
                report.error(where, "the index is not in the order of the directory");
            }
            before = at;
            if (header == null) {
                report.error(where, "there is no header at %d of the directory".formatted(at));
            } else if (header.block != block || !name.equals(header.first)) {
                report.error(
                        where,
                        "it tells of \"%s\" in block %d, and there is \"%s\" in block %d"
                                .formatted(name, block, header.first, header.block));
            }
        }
    }

    private static final class Header {
        private final long block;
        private @Nullable String first;

        Header(long block) {
            this.block = block;
        }
    }

    private final class Listing implements DirectoryReader.Sink {
        private final Inode directory;
        private final Map<Long, Header> headers = new HashMap<>(); // if there is an index
        private @Nullable Header header;
        private @Nullable String before;
        private long subdirectories;

        Listing(Inode directory) {
            this.directory = directory;
        }

        @Override
        public void header(long at, long block) throws IOException {
            header = new Header(block);
            if (directory.indexCount() > 0) {
                budget.take(directory.where(), 100);
                headers.put(at, header);
            }
        }

        @Override
        public void entry(Where where, String name, int type, long number, long reference)
                throws IOException {
            if (header != null && header.first == null) {
                header.first = name;
            }
            try {
                Reader.checkName(where, name);
            } catch (ImageException e) {
                report.error(e);
            }
            if (before != null && FileNames.BYTE_ORDER.compare(before, name) >= 0) {
                report.error(
                        where,
                        "the name \"%s\" comes behind \"%s\", out of order"
                                .formatted(name, before));
            }
            before = name;
            int index = inodes.find(reference);
            if (index < 0) {
                report.error(where, "there is no inode at 0x%x".formatted(reference));
                return;
            }
            budget.take(where, 1);
            int basic = InodeType.basic(inodes.type(index));
            if (basic != type) {
                report.error(
                        where,
                        "the name says type %d, and its inode is of type %d"
                                .formatted(type, basic));
            }
            if (inodes.number(index) != number) {
                report.error(
                        where,
                        "the name says inode %d, and there is inode %d"
                                .formatted(number, inodes.number(index)));
            }
            inodes.name(index);
            if (basic == InodeType.DIRECTORY) {
                subdirectories++;
                if (seen.get(index)) {
                    report.error(where, "the directory stands in two places");
                } else {
                    seen.set(index);
                    open.push(new Step(index, directory.number()));
                }
            }
        }
    }

    private void links() throws IOException {
        for (int i = 0; i < inodes.count(); i++) {
            boolean directory = InodeType.basic(inodes.type(i)) == InodeType.DIRECTORY;
            if (inodes.names(i) == 0) {
                report.error(place(i), "inode %d has no name".formatted(inodes.number(i)));
            } else if (!directory && inodes.names(i) != inodes.links(i)) {
                report.error(
                        place(i),
                        "inode %d has %d links, and %d names"
                                .formatted(inodes.number(i), inodes.links(i), inodes.names(i)));
            }
        }
    }

    private Where place(int index) throws IOException {
        return Inode.read(volume, inodes.reference(index)).where();
    }
}
