package dev.diskwright.core.content.cpio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.SourceStream;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.content.TreeBuilder;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.jspecify.annotations.Nullable;

/// Reads an archive from its first header to its trailer. Contents stay where they are; they are gone through once, which
/// finds the end of a truncated archive, and sums that do not match in the form crc.
final class Reader {
    private static final int MAX_LINK = 1 << 16; // bytes of a symbolic link's target
    private static final int PIECE = 1 << 20; // bytes looked at together behind the trailer

    private final Where where;
    private final BlockSource file;
    private final TreeBuilder tree;
    private final List<Member> members = new ArrayList<>();
    private final Map<Inode, Member> contents = new HashMap<>();

    /// What names of one file have in common.
    private record Inode(long major, long minor, long number) {}

    /// A member that waits until all are known, since names of one file may stand before its contents.
    ///
    /// @param inode null if it has this one name
    private record Member(String path, Where where, FileNode node, @Nullable Inode inode) {}

    /// @param file uncompressed
    /// @param seconds time of directories that the archive only implies
    Reader(Where where, BlockSource file, long seconds) {
        this.where = where;
        this.file = file;
        this.tree = new TreeBuilder(seconds);
    }

    FileTree read() throws IOException, InterruptedException {
        var stream =
                new SourceStream(file); // whose place is exact, as the decoder reads ahead nothing
        try (var archive = new CpioArchiveInputStream(stream, ISO_8859_1.name())) {
            while (true) {
                CpioArchiveEntry it = next(archive, stream.position());
                if (it == null) {
                    break;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while reading " + where);
                }
                add(it, stream.position());
            }
            checkEnd(stream.position());
        }
        for (Member it : members) {
            Member holder = it.inode() == null ? null : contents.get(it.inode());
            put(it, holder == null ? it.node() : holder.node());
        }
        return tree.build();
    }

    private @Nullable CpioArchiveEntry next(CpioArchiveInputStream archive, long at)
            throws IOException {
        try {
            return archive.getNextEntry();
        } catch (ImageException | ClosedByInterruptException e) {
            throw e;
        } catch (EOFException e) {
            throw new CorruptImageException(
                    where.structure("header", at),
                    "the end of the file",
                    "a member or the trailer that ends an archive",
                    e);
        } catch (IOException | RuntimeException e) {
            throw new CorruptImageException(
                    where.structure("header", at),
                    "damage (%s)".formatted(e.getMessage()),
                    "a member",
                    e);
        }
    }

    private void add(CpioArchiveEntry it, long data) throws IOException {
        String path = FileNames.decode(it.getName().getBytes(ISO_8859_1));
        Where place = where.structure("member \"%s\"".formatted(path), data);
        if (it.getSize() < 0 || it.getSize() > file.size() - data) {
            throw new CorruptImageException(
                    place,
                    it.getSize() + " bytes",
                    "at most the %d that are left".formatted(file.size() - data));
        }
        BlockSource stored = file.slice(data, it.getSize());
        Attributes attributes = attributes(it, place);
        Inode inode = null;
        FileNode node;
        switch ((int) (it.getMode() & CpioConstants.S_IFMT)) {
            case CpioConstants.C_ISDIR -> node = new Directory(attributes, Map.of());
            case CpioConstants.C_ISLNK ->
                    node = new SymbolicLink(attributes, target(stored, place));
            case CpioConstants.C_ISREG -> {
                node = new RegularFile(attributes, stored);
                inode = it.getNumberOfLinks() > 1 ? inode(it) : null;
            }
            case CpioConstants.C_ISCHR ->
                    node = device(it, attributes, SpecialFile.Kind.CHARACTER_DEVICE, place);
            case CpioConstants.C_ISBLK ->
                    node = device(it, attributes, SpecialFile.Kind.BLOCK_DEVICE, place);
            case CpioConstants.C_ISFIFO ->
                    node = new SpecialFile(attributes, SpecialFile.Kind.FIFO, 0, 0);
            case CpioConstants.C_ISSOCK ->
                    node = new SpecialFile(attributes, SpecialFile.Kind.SOCKET, 0, 0);
            default ->
                    throw new UnsupportedImageException(
                            place, "a member of mode %o".formatted(it.getMode()));
        }
        var member = new Member(path, place, node, inode);
        members.add(member);
        if (inode != null && (it.getSize() > 0 || !contents.containsKey(inode))) {
            contents.put(inode, member);
        }
    }

    private static boolean isOld(CpioArchiveEntry it) {
        return it.getFormat() == CpioConstants.FORMAT_OLD_ASCII;
    }

    private static Inode inode(CpioArchiveEntry it) {
        return isOld(it)
                ? new Inode(0, it.getDevice(), it.getInode())
                : new Inode(it.getDeviceMaj(), it.getDeviceMin(), it.getInode());
    }

    private static Attributes attributes(CpioArchiveEntry it, Where place)
            throws CorruptImageException {
        long uid = it.getUID();
        long gid = it.getGID();
        if (uid >>> 32 != 0 || gid >>> 32 != 0) {
            throw new CorruptImageException(
                    place, "%d:%d".formatted(uid, gid), "owners' numbers of 32 bits");
        }
        return new Attributes(
                (int) it.getMode() & 07777, uid, gid, it.getTime(), 0, Attributes.NO_XATTRS);
    }

    private static String target(BlockSource stored, Where place) throws IOException {
        if (stored.size() == 0 || stored.size() > MAX_LINK) {
            throw new CorruptImageException(
                    place, stored.size() + " bytes", "a symbolic link's target");
        }
        byte[] bytes = stored.bytes(0, (int) stored.size()).toArray(ValueLayout.JAVA_BYTE);
        String target = FileNames.decode(bytes);
        if (target.indexOf(0) >= 0) {
            throw new CorruptImageException(place, "a NUL", "a symbolic link's target");
        }
        return target;
    }

    private static SpecialFile device(
            CpioArchiveEntry it, Attributes attributes, SpecialFile.Kind kind, Where place)
            throws UnsupportedImageException {
        long major = isOld(it) ? it.getRemoteDevice() >>> 8 : it.getRemoteDeviceMaj();
        long minor = isOld(it) ? it.getRemoteDevice() & 0xff : it.getRemoteDeviceMin();
        if (major >>> 12 != 0 || minor >>> 20 != 0) {
            throw new UnsupportedImageException(
                    place, "the device number %d:%d".formatted(major, minor));
        }
        return new SpecialFile(attributes, kind, (int) major, (int) minor);
    }

    private void put(Member member, FileNode node) throws ImageException {
        var problems = new ArrayList<String>();
        tree.put(member.path(), node, where, problems::add);
        if (!problems.isEmpty()) {
            throw new CorruptImageException(
                    member.where(), problems.getFirst(), "a path of its own in the archive's tree");
        }
    }

    /// Behind the trailer there is padding. An initial RAM disk may have further archives there, which would get lost.
    private void checkEnd(long end) throws IOException {
        for (long at = Math.min(end, file.size()); at < file.size(); at += PIECE) {
            int length = (int) Math.min(PIECE, file.size() - at);
            if (!ZeroBytes.isZero(file.bytes(at, length))) {
                throw new UnsupportedImageException(
                        where.structure("trailer", end), "more behind the end of the archive");
            }
        }
    }
}
