package dev.diskwright.core.boot;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A UEFI program, that is, a PE file: its headers and the sections it has (PE/COFF specification).
public final class PeImage {
    private static final int DOS_HEADER_SIZE = 64;
    private static final int NEW_HEADER = 0x3c;
    private static final int CERTIFICATE_TABLE = 4;

    private final Where where;
    private final BlockSource bytes;
    private final long headerOffset;
    private final CoffHeader coff;
    private final OptionalHeader optional;
    private final boolean signed;
    private final List<PeSection> sections;

    private PeImage(
            Where where,
            BlockSource bytes,
            long headerOffset,
            CoffHeader coff,
            OptionalHeader optional,
            boolean signed,
            List<PeSection> sections) {
        this.where = where;
        this.bytes = bytes;
        this.headerOffset = headerOffset;
        this.coff = coff;
        this.optional = optional;
        this.signed = signed;
        this.sections = List.copyOf(sections);
    }

    /// {@return whether the first bytes are those of a PE file}
    public static boolean startsLikeOne(BlockSource bytes) throws IOException {
        return bytes.size() >= DOS_HEADER_SIZE && isMz(bytes.bytes(0, 2));
    }

    /// Reads the headers; contents of sections are not touched.
    ///
    /// @throws CorruptImageException if a header is damaged or a section leaves the file
    /// @throws UnsupportedImageException if the optional header is of an unknown kind
    public static PeImage read(Where where, BlockSource bytes) throws IOException {
        if (!startsLikeOne(bytes)) {
            throw new CorruptImageException(where, "no MZ at its start", "a PE file");
        }
        long headerOffset = u32(bytes.bytes(NEW_HEADER, 4), 0);
        var header = where.structure("PE header", headerOffset);
        within(
                where.structure("DOS header", 0).field("offset of PE header", NEW_HEADER),
                headerOffset,
                CoffHeader.CODEC.size(),
                bytes.size());
        MemorySegment coffBytes = bytes.bytes(headerOffset, CoffHeader.CODEC.size());
        CoffHeader coff = CoffHeader.CODEC.read(coffBytes, 0);
        if (u32(coffBytes, 0) != 0x4550) {
            throw new CorruptImageException(
                    header.field("signature", 0), "0x%x".formatted(u32(coffBytes, 0)), "PE");
        }
        long optionalOffset = headerOffset + CoffHeader.CODEC.size();
        MemorySegment optionalBytes = optionalHeader(header, bytes, optionalOffset, coff);
        OptionalHeader optional = OptionalHeader.CODEC.read(optionalBytes, 0);
        var optionalWhere = where.structure("optional header", optionalOffset);
        if (optional.magic() != OptionalHeader.PE32
                && optional.magic() != OptionalHeader.PE32_PLUS) {
            throw new UnsupportedImageException(
                    optionalWhere.field("magic", 0),
                    "optional header 0x%x".formatted(optional.magic()));
        }
        return new PeImage(
                where,
                bytes,
                headerOffset,
                coff,
                optional,
                isSigned(optional, optionalBytes),
                sections(
                        where,
                        bytes,
                        optionalOffset + coff.sizeOfOptionalHeader(),
                        coff.numberOfSections()));
    }

    private static MemorySegment optionalHeader(
            Where header, BlockSource bytes, long offset, CoffHeader coff) throws IOException {
        int size = coff.sizeOfOptionalHeader();
        var field =
                header.field(
                        "size of optional header", CoffHeader.CODEC.offset("sizeOfOptionalHeader"));
        if (size < OptionalHeader.CODEC.size()) {
            throw new CorruptImageException(
                    field, size + " bytes", "at least " + OptionalHeader.CODEC.size());
        }
        within(field, offset, size, bytes.size());
        return bytes.bytes(offset, size);
    }

    private static boolean isSigned(OptionalHeader optional, MemorySegment bytes) {
        int count = optional.directoryCountOffset();
        int certificates = count + 4 + 8 * CERTIFICATE_TABLE;
        return certificates + 8 <= bytes.byteSize()
                && u32(bytes, count) > CERTIFICATE_TABLE
                && (u32(bytes, certificates) != 0 || u32(bytes, certificates + 4) != 0);
    }

    private static List<PeSection> sections(Where where, BlockSource bytes, long offset, int count)
            throws IOException {
        int entrySize = PeSection.CODEC.size();
        within(
                where.structure("section table", offset),
                offset,
                (long) count * entrySize,
                bytes.size());
        MemorySegment table = bytes.bytes(offset, count * entrySize);
        var sections = new ArrayList<PeSection>(count);
        for (int i = 0; i < count; i++) {
            PeSection section = PeSection.CODEC.read(table, (long) i * entrySize);
            var entry = where.structure("section table entry " + i, offset + (long) i * entrySize);
            if (section.sizeOfRawData() > 0) {
                within(
                        entry.field(
                                "pointer to raw data", PeSection.CODEC.offset("pointerToRawData")),
                        section.pointerToRawData(),
                        section.sizeOfRawData(),
                        bytes.size());
            }
            sections.add(section);
        }
        return sections;
    }

    private static void within(Where where, long offset, long length, long size)
            throws CorruptImageException {
        if (offset > size - length) {
            throw new CorruptImageException(
                    where,
                    "%d bytes at 0x%x".formatted(length, offset),
                    "a file longer than " + size + " bytes");
        }
    }

    /// {@return the machine's architecture; empty if it is none that UEFI names}
    public Optional<EfiArchitecture> architecture() {
        return EfiArchitecture.ofMachine(coff.machine());
    }

    /// {@return whether the file carries a signature for Secure Boot}
    public boolean signed() {
        return signed;
    }

    /// {@return the sections in the order of the table}
    public List<PeSection> sections() {
        return sections;
    }

    /// {@return the first section of this name}
    public Optional<PeSection> section(String name) {
        return sections.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /// {@return what a section of this image holds, without padding}
    public BlockSource content(PeSection section) {
        return section.contentSize() == 0
                ? BlockSource.zeros(0)
                : bytes.slice(section.pointerToRawData(), section.contentSize());
    }

    /// {@return the index of the first section of this name}
    OptionalInt indexOf(String name) {
        for (int i = 0; i < sections.size(); i++) {
            if (sections.get(i).name().equals(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    Where where() {
        return where;
    }

    BlockSource bytes() {
        return bytes;
    }

    CoffHeader coff() {
        return coff;
    }

    OptionalHeader optional() {
        return optional;
    }

    /// {@return offset of the PE signature in the file, in bytes}
    long headerOffset() {
        return headerOffset;
    }

    long optionalHeaderOffset() {
        return headerOffset + CoffHeader.CODEC.size();
    }

    long sectionTableOffset() {
        return optionalHeaderOffset() + coff.sizeOfOptionalHeader();
    }

    private static boolean isMz(MemorySegment start) {
        return start.get(JAVA_BYTE, 0) == 'M' && start.get(JAVA_BYTE, 1) == 'Z';
    }

    private static long u32(MemorySegment bytes, long offset) {
        return bytes.get(JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), offset)
                & 0xffff_ffffL;
    }
}
