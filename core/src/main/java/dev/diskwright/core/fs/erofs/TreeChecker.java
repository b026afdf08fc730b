package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.fs.Budget;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Goes through all directories from the top one on: order of names, kinds of inodes, parents, how often each inode has a
/// name; and checks each inode that it meets.
final class TreeChecker {
    private static final int COST = 120; // bytes of memory an inode, about

    private final Volume volume;
    private final Contents contents;
    private final DataChecker data;
    private final Report report;
    private final Budget budget;
    private final XattrReader xattrs;
    private final Map<Long, Found> inodes = new LinkedHashMap<>();
    private final ArrayDeque<Step> open = new ArrayDeque<>();
    private boolean whole = true;

    /// An inode that was met.
    private static final class Found {
        private final Inode inode;
        private long names;

        Found(Inode inode) {
            this.inode = inode;
        }
    }

    /// A directory to look at.
    private record Step(Inode inode, long parent) {}

    TreeChecker(Contents contents, DataChecker data, Report report) {
        this.contents = contents;
        this.volume = contents.volume();
        this.data = data;
        this.report = report;
        budget = new Budget(volume.size());
        xattrs = new XattrReader(volume, budget);
    }

    void check() throws IOException {
        Where by = volume.field("rootNid");
        long nid = volume.superblock().rootNid();
        Found root = inode(by, nid);
        if (root == null) {
            return;
        }
        if (!root.inode.isDirectory()) {
            report.error(by, "inode %d is no directory".formatted(nid));
            return;
        }
        root.names = 1;
        open.push(new Step(root.inode, nid));
        while (!open.isEmpty()) {
            Step step = open.pop();
            try {
                directory(step);
            } catch (ImageException e) {
                report.error(e);
                whole = false;
            }
        }
        if (whole) {
            links();
        }
    }

    /// {@return the inode; null if it is damaged}
    private @Nullable Found inode(Where by, long nid) throws IOException {
        Found known = inodes.get(nid);
        if (known != null) {
            return known;
        }
        try {
            Inode inode = Inode.read(volume, by, nid);
            budget.take(inode.where(), COST);
            var found = new Found(inode);
            inodes.put(nid, found);
            look(inode);
            return found;
        } catch (ImageException e) {
            report.error(e);
            whole = false;
            return null;
        }
    }

    private void look(Inode inode) throws IOException {
        try {
            xattrs.read(inode);
        } catch (ImageException e) {
            report.error(e);
        }
        try {
            switch (inode.kind()) {
                case Format.REGULAR -> data.add(inode);
                case Format.LINK -> Reader.target(contents, inode, budget);
                default -> {
                    // directories are read; others have no content
                }
            }
        } catch (ImageException e) {
            report.error(e);
        }
    }

    private void directory(Step step) throws IOException {
        var listing = new Listing(step);
        DirectoryReader.read(contents, step.inode, listing);
        Where where = step.inode.where();
        if (!listing.self || !listing.parent) {
            report.error(where, "the directory lacks \".\" or \"..\"");
        }
        if (step.inode.links() != listing.subdirectories + 2) {
            report.error(
                    where.field("i_nlink", step.inode.size() == Format.COMPACT ? 6 : 44),
                    "the directory has %d links, and %d subdirectories"
                            .formatted(step.inode.links(), listing.subdirectories));
        }
    }

    private final class Listing implements DirectoryReader.Sink {
        private final Step step;
        private @Nullable String before;
        private boolean self;
        private boolean parent;
        private long subdirectories;

        Listing(Step step) {
            this.step = step;
        }

        @Override
        public void entry(Where where, String name, long nid, int type) throws IOException {
            budget.take(where, 1);
            if (before != null && FileNames.BYTE_ORDER.compare(before, name) >= 0) {
                report.error(
                        where,
                        "the name \"%s\" comes behind \"%s\", out of order"
                                .formatted(name, before));
            }
            before = name;
            if (name.equals(".") || name.equals("..")) {
                dots(where, name, nid);
                return;
            }
            try {
                Reader.checkName(where, name);
            } catch (ImageException e) {
                report.error(e);
            }
            Found found = inode(where, nid);
            if (found == null) {
                return;
            }
            int expected = Format.entryType(found.inode.mode());
            if (type != expected) {
                report.error(
                        where,
                        "the name \"%s\" says type %d, and its inode is of type %d"
                                .formatted(name, type, expected));
            }
            found.names++;
            if (found.inode.isDirectory()) {
                subdirectories++;
                if (found.names > 1) {
                    report.error(
                            where, "the directory \"%s\" stands in two places".formatted(name));
                } else {
                    open.push(new Step(found.inode, step.inode.nid()));
                }
            }
        }

        private void dots(Where where, String name, long nid) {
            boolean isSelf = name.equals(".");
            self |= isSelf;
            parent |= !isSelf;
            long expected = isSelf ? step.inode.nid() : step.parent;
            if (nid != expected) {
                report.error(where, "\"%s\" is inode %d, not %d".formatted(name, nid, expected));
            }
        }
    }

    private void links() {
        for (Found it : inodes.values()) {
            if (!it.inode.isDirectory() && it.names != it.inode.links()) {
                report.error(
                        it.inode.where(),
                        "the inode has %d links, and %d names"
                                .formatted(it.inode.links(), it.names));
            }
        }
        long count = inodes.size();
        if (volume.superblock().packedNid() == 0 && volume.superblock().inodeCount() != count) {
            report.differs(volume.field("inodeCount"), volume.superblock().inodeCount(), count);
        }
    }
}
