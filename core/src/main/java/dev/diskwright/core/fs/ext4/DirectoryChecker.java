package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Checks what is in directories: entries, their inodes and kinds, and the index. Notes the links it sees.
final class DirectoryChecker {
    private final Volume volume;
    private final Superblock sb;
    private final Report report;
    private final Census census;
    private final XattrEntries.Values values;
    private final boolean typed;

    DirectoryChecker(Volume volume, Report report, Census census, XattrEntries.Values values) {
        this.values = values;
        this.volume = volume;
        this.sb = volume.superblock();
        this.report = report;
        this.census = census;
        typed = sb.hasIncompat(Features.Incompat.FILETYPE);
    }

    void check() throws IOException {
        for (Map.Entry<Long, Census.DirectoryFacts> directory : census.directories.entrySet()) {
            if (directory.getValue().mapped) {
                new One(directory.getKey(), directory.getValue()).check();
            }
        }
    }

    /// The check of one directory.
    private final class One implements MapReader.Sink {
        private final long number;
        private final InodeRecord inode;
        private final Census.DirectoryFacts facts;
        private final Set<String> names = new HashSet<>();
        private final IndexChecker index;
        private final DirectoryReader reader;
        private long logical; // block that is being read

        One(long number, Census.DirectoryFacts facts) throws IOException {
            this.number = number;
            this.facts = facts;
            inode = volume.rawInode(number, volume.rawDescriptor(volume.groupOf(number)));
            index = new IndexChecker(volume, report);
            reader = new DirectoryReader(volume, this::entry);
        }

        void check() throws IOException {
            if (inode.has(InodeRecord.ENCRYPTED)) {
                report.warning(volume.inodeAt(number), "an encrypted directory is not checked");
                return;
            }
            try {
                if (inode.has(InodeRecord.INLINE_DATA)) {
                    inline();
                    return;
                }
                MapReader.read(volume, number, inode, this);
                if (inode.has(InodeRecord.INDEXED)) {
                    index.check(volume.inodeAt(number));
                }
            } catch (ImageException fault) {
                report.error(fault);
            }
        }

        /// Counts the links that an inline directory has no entries for, and goes through the others.
        private void inline() throws IOException {
            InlineData data = InlineData.of(volume, number, inode, values);
            facts.dotDot = data.parent();
            census.linksFound.increment(number);
            if (data.parent() >= Superblock.ROOT_INODE && data.parent() <= sb.inodesCount()) {
                census.linksFound.increment(data.parent());
            }
            logical = 1; // where . and .. have no place
            reader.inline(number, data);
        }

        @Override
        public void node(Where where, long block) {}

        @Override
        public void run(long firstLogical, long length, long physical, boolean unwritten)
                throws IOException {
            for (long i = 0; i < length; i++) {
                logical = firstLogical + i;
                block(physical + i);
            }
        }

        private void block(long physical) throws IOException {
            var block = new DirectoryBlock(volume.block(physical));
            Where where =
                    volume.at("block %d of directory %d".formatted(logical, number), physical);
            if (logical == 0) {
                own(block, where);
            }
            if (inode.has(InodeRecord.INDEXED)) {
                if (IndexNode.isIn(block, logical)) {
                    index.node(logical, block, where);
                } else {
                    index.leaf(logical, where);
                }
            }
            try {
                reader.block(number, inode, logical, physical);
            } catch (ImageException fault) {
                report.error(fault);
            }
        }

        /// Checks that the first two entries are `.` and `..`.
        private void own(DirectoryBlock block, Where where) {
            int dotDot = DirectoryBlock.entrySize(1);
            boolean dot = isNamed(block, 0, ".") && block.recordLength(0) == dotDot;
            if (!dot || block.inode(0) != number) {
                report.error(where.field("entry", 0), "found no . for inode %d".formatted(number));
            } else if (!isNamed(block, dotDot, "..") || block.inode(dotDot) == 0) {
                report.error(where.field("entry", dotDot), "found no ..");
            } else {
                facts.dotDot = block.inode(dotDot);
            }
        }

        private boolean isNamed(DirectoryBlock block, int at, String name) {
            if (block.nameLength(at) != name.length()) {
                return false;
            }
            for (int i = 0; i < name.length(); i++) {
                if (LittleEndian.u8(block.bytes(), at + DirectoryBlock.ENTRY_HEADER + i)
                        != name.charAt(i)) {
                    return false;
                }
            }
            int end = at + DirectoryBlock.ENTRY_HEADER + name.length();
            return LittleEndian.u8(block.bytes(), end) == 0;
        }

        private void entry(Where where, DirectoryBlock block, long at) {
            long target = block.inode(at);
            byte[] bytes = block.name(at);
            String name = FileNames.decode(bytes);
            boolean own = name.equals(".") || name.equals("..");
            boolean ownPlace = logical == 0 && at <= DirectoryBlock.entrySize(1);
            if (own && !ownPlace) {
                report.error(where, "%s a second time".formatted(name));
            } else if (!own && !names.add(name)) {
                report.error(where, "\"%s\" a second time".formatted(name));
            }
            if (!census.inUse(target)) {
                report.error(
                        where.field("inode", at),
                        "\"%s\" leads to inode %d, which is not in use".formatted(name, target));
                return;
            }
            census.linksFound.increment(target);
            int expected = typed ? DirectoryBlock.typeOf(census.mode(target)) : 0;
            if (block.type(at) == DirectoryBlock.TYPE_UNKNOWN && expected != 0) {
                report.warning(where.field("type", at + 7), "does not tell the kind of file");
            } else if (block.type(at) != expected) {
                report.differs(where.field("type", at + 7), block.type(at), expected);
            }
            Census.DirectoryFacts below = own ? null : census.directories.get(target);
            if (below != null) {
                if (below.parent != 0 || target == Superblock.ROOT_INODE) {
                    report.error(where, "\"%s\" is a second link to a directory".formatted(name));
                } else {
                    below.parent = number;
                }
            }
            // hashes of folded names depend on a version of Unicode
            if (!ownPlace && !inode.has(InodeRecord.CASEFOLD)) {
                index.name(logical, bytes);
            }
        }
    }
}
