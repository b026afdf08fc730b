package dev.diskwright.core.content.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Units;
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
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads an archive from its first header to its end. Contents stay where they are and are read when used.
final class Reader {
    private static final int MAX_NAME = 1 << 20; // bytes of a GNU long name
    private static final int MAX_PAX =
            64 << 20; // bytes of an extended header, which holds the attributes

    private final Where where;
    private final BlockSource file;
    private final TreeBuilder tree;
    private final AccountNames names;
    private final Function<String, @Nullable FileNode> earlier;
    private final Pax global = new Pax();
    private @Nullable Pax extended; // of the next member
    private byte @Nullable [] longName;
    private byte @Nullable [] longLink;

    /// @param file uncompressed; its own holes do not matter
    /// @param implied attributes of directories that the archive only implies
    /// @param names of users and groups in access control lists
    /// @param earlier what other files the archive's hard links may mean, by path
    Reader(
            Where where,
            BlockSource file,
            Attributes implied,
            AccountNames names,
            Function<String, @Nullable FileNode> earlier) {
        this.names = names;
        this.earlier = earlier;
        this.where = where;
        this.file = new Dense(file);
        this.tree = new TreeBuilder(implied);
    }

    FileTree read() throws IOException, InterruptedException {
        for (long at = 0; ; ) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while reading " + where);
            }
            MemorySegment block = block(at);
            if (ZeroBytes.isZero(block)) {
                checkEnd(at);
                return tree.build();
            }
            Where place = where.structure("header", at);
            if (!Header.recognises(block)) {
                byte[] found =
                        block.asSlice(148, 8).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
                throw new CorruptImageException(
                        place.field("chksum", 148),
                        Numbers.shown(found),
                        "the sum of the header's bytes");
            }
            at = entry(new Header(block, place), at + Header.SIZE);
        }
    }

    private MemorySegment block(long at) throws IOException {
        if (at > file.size() - Header.SIZE) {
            throw new CorruptImageException(
                    where.structure("header", at),
                    "the end of the file",
                    "a header or the zeros that end an archive");
        }
        return file.bytes(at, Header.SIZE);
    }

    private void checkEnd(long at) throws IOException {
        boolean more = at + 2L * Header.SIZE <= file.size();
        if (more && !ZeroBytes.isZero(file.bytes(at + Header.SIZE, Header.SIZE))) {
            throw new CorruptImageException(
                    where.structure("header", at),
                    "a single block of zeros",
                    "a header, or two such blocks at the end");
        }
        if (extended != null || longName != null || longLink != null) {
            throw new CorruptImageException(
                    where.structure("header", at),
                    "the end of the archive",
                    "the member that the header before speaks of");
        }
    }

    /// {@return where the next header is}
    private long entry(Header header, long data) throws IOException {
        switch (header.type()) {
            case 'x', 'X' -> {
                if (extended == null) {
                    extended = global.copy();
                }
                extended.add(body(header, data, MAX_PAX), header.where());
            }
            case 'g' -> global.add(body(header, data, MAX_PAX), header.where());
            case 'L' -> longName = text(body(header, data, MAX_NAME));
            case 'K' -> longLink = text(body(header, data, MAX_NAME));
            case 'V' -> {} // the volume's label
            default -> {
                return member(header, data);
            }
        }
        return behind(data, header.size(), header.where());
    }

    private byte[] body(Header header, long data, int limit) throws IOException {
        long size = header.size();
        behind(data, size, header.where());
        if (size > limit) {
            throw new UnsupportedImageException(
                    header.where().field("size", 124),
                    "an extended header of %d bytes".formatted(size));
        }
        return file.bytes(data, (int) size).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    }

    private static byte[] text(byte[] body) {
        int end = 0;
        while (end < body.length && body[end] != 0) {
            end++;
        }
        return java.util.Arrays.copyOf(body, end);
    }

    private long behind(long data, long size, Where place) throws CorruptImageException {
        if (size < 0 || size > file.size() - data) {
            throw new CorruptImageException(
                    place.field("size", 124),
                    "%d bytes".formatted(size),
                    "at most the %d that are left".formatted(file.size() - data));
        }
        return data + Units.roundUp(size, Header.SIZE);
    }

    private long member(Header header, long data) throws IOException {
        Pax pax = extended == null ? global : extended;
        String path = path(header, pax);
        Where place = where.structure("member \"%s\"".formatted(path), header.where().offset());
        Header named = new Header(header.bytes(), place);
        byte[] linkName = pax.get("linkpath");
        if (linkName == null) {
            linkName = longLink == null ? header.linkName() : longLink;
        }
        extended = null;
        longName = null;
        longLink = null;
        long size = pax.number("size", -1, place);
        var member = new Member(named, pax, path, FileNames.decode(linkName), names);
        return put(member, data, size < 0 ? named.size() : size);
    }

    private String path(Header header, Pax pax) {
        byte[] path = pax.get("GNU.sparse.name");
        path = path == null ? pax.get("path") : path;
        path = path == null ? longName : path;
        return FileNames.decode(path == null ? header.name() : path);
    }

    private long put(Member member, long data, long size) throws IOException {
        Where place = member.where();
        byte type = member.header().type();
        switch (type) {
            case '5', 'D' -> {
                add(member, new Directory(member.attributes(), Map.of()));
                return behind(
                        data, type == '5' ? 0 : size, place); // some give a size without content
            }
            case '1' -> {
                add(member, target(member));
                return size > 0 && hasContent(data, size, place) ? behind(data, size, place) : data;
            }
            case '2' -> {
                add(member, new SymbolicLink(member.attributes(), member.linkTarget()));
                return data;
            }
            case '3' -> add(member, member.special(SpecialFile.Kind.CHARACTER_DEVICE));
            case '4' -> add(member, member.special(SpecialFile.Kind.BLOCK_DEVICE));
            case '6' -> add(member, member.special(SpecialFile.Kind.FIFO));
            case 'S' -> {
                return oldSparse(member, data, size);
            }
            case 0, '0', '7' -> {
                long next = behind(data, size, place);
                if (member.path().endsWith("/")) { // V7 has no other way to say it
                    add(member, new Directory(member.attributes(), Map.of()));
                } else {
                    add(member, new RegularFile(member.attributes(), content(member, data, size)));
                }
                return next;
            }
            default ->
                    throw new UnsupportedImageException(
                            place.field("typeflag", 156),
                            "a member of type " + Numbers.shown(new byte[] {type}));
        }
        return behind(data, size, place);
    }

    private void add(Member member, FileNode node) throws ImageException {
        var problems = new ArrayList<String>();
        tree.put(member.path(), node, where, problems::add);
        if (!problems.isEmpty()) {
            throw new CorruptImageException(
                    member.where(), problems.getFirst(), "a path of its own in the archive's tree");
        }
    }

    private FileNode target(Member member) throws ImageException {
        FileNode target = tree.file(member.linkName());
        if (target == null) {
            target = earlier.apply(member.linkName());
        }
        if (target == null) {
            throw new CorruptImageException(
                    member.where().field("linkname", 157),
                    '"' + member.linkName() + '"',
                    "the path of an earlier file");
        }
        return target;
    }

    /// Some tools give the size of a hard link's file, and only some of them its content once more.
    private boolean hasContent(long data, long size, Where place) throws IOException {
        MemorySegment next = block(data);
        if (ZeroBytes.isZero(next) || Header.recognises(next)) {
            return false;
        }
        behind(data, size, place);
        return true;
    }

    private BlockSource content(Member member, long data, long size) throws IOException {
        Pax pax = member.pax();
        BlockSource stored = file.slice(data, size);
        Where place = member.where();
        long real = pax.number("GNU.sparse.realsize", -1, place);
        real = real < 0 ? pax.number("GNU.sparse.size", -1, place) : real;
        if (pax.get("GNU.sparse.major") != null && real >= 0) {
            SparseMap.Leading leading = SparseMap.leading(stored, real, place);
            BlockSource parts = stored.slice(leading.length(), stored.size() - leading.length());
            return leading.map().expand(parts, place);
        }
        byte[] map = pax.get("GNU.sparse.map");
        if (map != null && real >= 0) {
            var numbers = new ArrayList<Long>();
            for (String number : new String(map, ISO_8859_1).split(",", -1)) {
                byte[] digits = number.getBytes(UTF_8);
                numbers.add(Pax.decimal(digits, 0, digits.length));
            }
            return SparseMap.of(numbers, real, place).expand(stored, place);
        }
        return pax.sparse().isEmpty() || real < 0
                ? stored
                : SparseMap.of(pax.sparse(), real, place).expand(stored, place);
    }

    private long oldSparse(Member member, long data, long size) throws IOException {
        BlockSource rest = file.slice(data, file.size() - data);
        SparseMap.Old old = SparseMap.old(member.header(), rest);
        long parts = data + old.length();
        long next = behind(parts, size, member.where());
        BlockSource content = old.map().expand(file.slice(parts, size), member.where());
        add(member, new RegularFile(member.attributes(), content));
        return next;
    }
}
