package dev.diskwright.core.content.zip;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.SourceChannel;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.content.TreeBuilder;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.X000A_NTFS;
import org.apache.commons.compress.archivers.zip.X5455_ExtendedTimestamp;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// Reads an archive by its central directory, and unpacks its members one behind the other.
final class Reader {
    private static final int MAX_LINK = 1 << 16; // bytes of a symbolic link's target

    private final Where where;
    private final BlockSource file;
    private final Scratch scratch;
    private final TreeBuilder tree;

    Reader(Where where, BlockSource file, Scratch scratch, long seconds) {
        this.where = where;
        this.file = file;
        this.scratch = scratch;
        this.tree = new TreeBuilder(seconds);
    }

    FileTree read() throws IOException, InterruptedException {
        try (ZipFile zip = open()) {
            List<ZipArchiveEntry> members = Collections.list(zip.getEntries());
            for (ZipArchiveEntry it : members) {
                check(zip, it);
            }
            var unpacked = new Members(where, zip, members);
            BlockSource bytes = scratch.spool(where, unpacked);
            for (int i = 0; i < members.size(); i++) {
                long start = unpacked.end(i - 1);
                put(members.get(i), bytes.slice(start, unpacked.end(i) - start));
            }
            return tree.build();
        }
    }

    private ZipFile open() throws IOException {
        try {
            return ZipFile.builder()
                    .setSeekableByteChannel(new SourceChannel(file))
                    .setCharset(UTF_8)
                    .get();
        } catch (ImageException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new CorruptImageException(
                    where.structure("central directory", 0),
                    "damage or an early end (%s)".formatted(e.getMessage()),
                    "the directory of a zip archive",
                    e);
        }
    }

    private void check(ZipFile zip, ZipArchiveEntry it) throws ImageException {
        if (it.getGeneralPurposeBit().usesEncryption()) {
            throw new UnsupportedImageException(Members.place(where, it), "encryption");
        }
        if (!zip.canReadEntryData(it)) {
            throw new UnsupportedImageException(
                    Members.place(where, it), "compression method " + it.getMethod());
        }
    }

    private void put(ZipArchiveEntry it, BlockSource content) throws IOException {
        var problems = new ArrayList<String>();
        tree.put(Members.path(it), node(it, content), where, problems::add);
        if (!problems.isEmpty()) {
            throw new CorruptImageException(
                    Members.place(where, it),
                    problems.getFirst(),
                    "a path of its own in the archive's tree");
        }
    }

    private FileNode node(ZipArchiveEntry it, BlockSource content) throws IOException {
        boolean directory = Members.path(it).endsWith("/");
        int mode = it.getUnixMode() & 07777;
        boolean given = it.getUnixMode() != 0;
        var attributes =
                new Attributes(
                        given ? mode : directory ? 0755 : 0644,
                        0,
                        0,
                        seconds(it),
                        0,
                        Attributes.NO_XATTRS);
        if (directory) {
            return new Directory(attributes, Map.of());
        }
        return it.isUnixSymlink()
                ? new SymbolicLink(attributes, target(it, content))
                : new RegularFile(attributes, content);
    }

    private String target(ZipArchiveEntry it, BlockSource content) throws IOException {
        String target = "";
        if (content.size() <= MAX_LINK) {
            byte[] bytes = content.bytes(0, (int) content.size()).toArray(ValueLayout.JAVA_BYTE);
            target = FileNames.decode(bytes);
        }
        if (target.isEmpty() || target.indexOf(0) >= 0) {
            throw new CorruptImageException(
                    Members.place(where, it),
                    content.size() + " bytes",
                    "a symbolic link's target");
        }
        return target;
    }

    /// The time of old is the packer's local one, in which zone nobody knows; it is read as UTC on every machine.
    private static long seconds(ZipArchiveEntry it) {
        boolean universal =
                it.getExtraField(X5455_ExtendedTimestamp.HEADER_ID) != null
                        || it.getExtraField(X000A_NTFS.HEADER_ID) != null;
        Instant time =
                universal
                        ? it.getLastModifiedTime().toInstant()
                        : it.getTimeLocal().toInstant(ZoneOffset.UTC);
        return time.getEpochSecond();
    }
}
