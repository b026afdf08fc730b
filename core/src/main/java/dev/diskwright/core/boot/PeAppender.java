package dev.diskwright.core.boot;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Adds sections to a UEFI program. What is there stays where it is, in the file and in memory; only a COFF symbol
/// table behind the last section is dropped. Contents are referred to, not copied.
final class PeAppender {
    private static final ValueLayout.OfShort U16 =
            JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 =
            JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long U32_MAX = 0xffff_ffffL;
    private static final long LARGEST_ALIGNMENT = 1 << 16;
    private static final long LARGEST_HEADERS = 1 << 16;
    private static final long PAGE = 4096;

    private final PeImage image;
    private final long fileAlignment;
    private final long sectionAlignment;

    private PeAppender(PeImage image) throws CorruptImageException {
        this.image = image;
        fileAlignment = alignment("fileAlignment", image.optional().fileAlignment());
        sectionAlignment = alignment("sectionAlignment", image.optional().sectionAlignment());
    }

    /// A section to add.
    ///
    /// @param name 1 to 8 ASCII characters
    /// @param characteristics [#DATA] or [#CODE]
    record Addition(String name, BlockSource content, long characteristics) {
        /// Initialised data that can be read.
        static final long DATA = 0x4000_0040L;

        /// Code that can be read.
        static final long CODE = 0x4000_0020L;
    }

    /// {@return the program with these sections behind its own, in this order}
    ///
    /// @throws CorruptImageException if a header of the program contradicts another
    /// @throws UnsupportedImageException if the program is signed, has such a section, or has no room for more headers
    /// @throws DoesNotFitException if the result is larger than a PE file can be
    static BlockSource append(PeImage image, List<Addition> additions) throws IOException {
        return new PeAppender(image).append(additions);
    }

    private BlockSource append(List<Addition> additions) throws IOException {
        if (image.signed()) {
            throw new UnsupportedImageException(
                    image.where(), "adding sections to a signed program");
        }
        for (Addition addition : additions) {
            var index = image.indexOf(addition.name());
            if (index.isPresent()) {
                throw new UnsupportedImageException(
                        sectionHeader(index.getAsInt()),
                        "a program that has section " + addition.name() + " already");
            }
        }
        MemorySegment headers = headers(additions.size());
        List<PeSection> placed = place(additions);
        long rawEnd = Math.max(headers.byteSize(), contentEnd());
        long end =
                placed.isEmpty()
                        ? rawEnd
                        : placed.getLast().pointerToRawData() + placed.getLast().sizeOfRawData();
        patch(headers, placed);

        var file = Composition.ofSize(end);
        file.place(0, BlockSource.of(headers));
        file.place(
                headers.byteSize(),
                image.bytes().slice(headers.byteSize(), rawEnd - headers.byteSize()));
        for (int i = 0; i < placed.size(); i++) {
            file.place(placed.get(i).pointerToRawData(), additions.get(i).content());
        }
        return file.build();
    }

    /// {@return a copy of the headers, with room for the additions}
    private MemorySegment headers(int additions) throws IOException {
        long size = image.optional().sizeOfHeaders();
        long firstContent =
                image.sections().stream()
                        .filter(s -> s.sizeOfRawData() > 0)
                        .mapToLong(PeSection::pointerToRawData)
                        .min()
                        .orElse(image.bytes().size());
        long limit = Math.min(Math.min(firstContent, image.bytes().size()), LARGEST_HEADERS);
        if (size > limit || size < tableEnd(0)) {
            throw new CorruptImageException(
                    optionalField("sizeOfHeaders"),
                    size + " bytes",
                    "%d, the end of the section table, to %d".formatted(tableEnd(0), limit));
        }
        if (tableEnd(additions) > size) {
            throw new UnsupportedImageException(
                    image.where().structure("section table", image.sectionTableOffset()),
                    "adding %d sections where there is room for %d"
                            .formatted(additions, (size - tableEnd(0)) / PeSection.CODEC.size()));
        }
        return image.bytes().bytes(0, (int) size);
    }

    private List<PeSection> place(List<Addition> additions) throws IOException {
        long address = memoryEnd();
        long offset = Math.max(image.optional().sizeOfHeaders(), contentEnd());
        var placed = new ArrayList<PeSection>();
        for (Addition addition : additions) {
            address = alignUp(address, Math.max(sectionAlignment, PAGE));
            offset = alignUp(offset, fileAlignment);
            long size = addition.content().size();
            if (size > U32_MAX - offset - fileAlignment || size > U32_MAX - address - PAGE) {
                throw new DoesNotFitException(
                        image.where().inside("section " + addition.name()),
                        size,
                        Math.max(
                                0, U32_MAX - PAGE - LARGEST_ALIGNMENT - Math.max(offset, address)));
            }
            var section =
                    new PeSection(
                            addition.name(),
                            size,
                            address,
                            alignUp(size, fileAlignment),
                            offset,
                            0,
                            0,
                            0,
                            0,
                            addition.characteristics());
            placed.add(section);
            address = Math.max(section.virtualEnd(), address + 1);
            offset = Math.max(section.rawEnd(), offset);
        }
        return placed;
    }

    private void patch(MemorySegment headers, List<PeSection> placed) throws CorruptImageException {
        long coff = image.headerOffset();
        set16(headers, coff, "numberOfSections", image.sections().size() + placed.size());
        set32(headers, coff + CoffHeader.CODEC.offset("pointerToSymbolTable"), 0);
        set32(headers, coff + CoffHeader.CODEC.offset("numberOfSymbols"), 0);

        long optional = image.optionalHeaderOffset();
        long added = placed.stream().mapToLong(PeSection::sizeOfRawData).sum();
        long initialized = image.optional().sizeOfInitializedData() + added;
        if (initialized > U32_MAX) {
            throw new CorruptImageException(
                    optionalField("sizeOfInitializedData"),
                    image.optional().sizeOfInitializedData() + " bytes",
                    "no more than the file holds");
        }
        set32(
                headers,
                optional + OptionalHeader.CODEC.offset("sizeOfInitializedData"),
                initialized);
        long end =
                placed.isEmpty() ? image.optional().sizeOfImage() : placed.getLast().virtualEnd();
        long sizeOfImage = alignUp(end, Math.max(sectionAlignment, PAGE));
        set32(headers, optional + OptionalHeader.CODEC.offset("sizeOfImage"), sizeOfImage);
        set32(headers, optional + OptionalHeader.CODEC.offset("checkSum"), 0);
        for (int i = 0; i < placed.size(); i++) {
            PeSection.CODEC.write(placed.get(i), headers, tableEnd(i));
        }
    }

    /// {@return where the last section ends in memory, in bytes}
    private long memoryEnd() throws CorruptImageException {
        long end = image.optional().sizeOfImage();
        for (int i = 0; i < image.sections().size(); i++) {
            PeSection section = image.sections().get(i);
            if (section.virtualAddress() + section.virtualSize() > image.optional().sizeOfImage()) {
                throw new CorruptImageException(
                        sectionHeader(i)
                                .field("virtual size", PeSection.CODEC.offset("virtualSize")),
                        "%d bytes at 0x%x"
                                .formatted(section.virtualSize(), section.virtualAddress()),
                        "a section inside the image's "
                                + image.optional().sizeOfImage()
                                + " bytes");
            }
            end = Math.max(end, section.virtualEnd());
        }
        return end;
    }

    /// {@return where the last section's content ends in the file, in bytes}
    private long contentEnd() {
        return image.sections().stream().mapToLong(PeSection::rawEnd).max().orElse(0);
    }

    /// {@return where the section table ends with this many more entries, in bytes}
    private long tableEnd(int additions) {
        return image.sectionTableOffset()
                + (long) PeSection.CODEC.size() * (image.sections().size() + additions);
    }

    private long alignment(String field, long value) throws CorruptImageException {
        if (Long.bitCount(value) != 1 || value > LARGEST_ALIGNMENT) {
            throw new CorruptImageException(
                    optionalField(field),
                    Long.toString(value),
                    "a power of two up to " + LARGEST_ALIGNMENT);
        }
        return value;
    }

    private Where optionalField(String field) {
        return image.where()
                .structure("optional header", image.optionalHeaderOffset())
                .field(field, OptionalHeader.CODEC.offset(field));
    }

    private Where sectionHeader(int index) {
        return image.where()
                .structure(
                        "section table entry " + index,
                        image.sectionTableOffset() + (long) index * PeSection.CODEC.size());
    }

    private static long alignUp(long value, long alignment) {
        return (value + alignment - 1) & -alignment;
    }

    private static void set16(MemorySegment headers, long structure, String field, int value) {
        headers.set(U16, structure + CoffHeader.CODEC.offset(field), (short) value);
    }

    private static void set32(MemorySegment headers, long offset, long value) {
        headers.set(U32, offset, (int) value);
    }
}
