package dev.diskwright.core.container.ova;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Container.Fact;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an OVF descriptor says, as far as disks go (DSP0243, "OVF Envelope").
///
/// @param where the descriptor
/// @param facts for people
record Envelope(Where where, List<FileReference> files, List<DiskElement> disks, List<Fact> facts) {
    Envelope {
        files = List.copyOf(files);
        disks = List.copyOf(disks);
        facts = List.copyOf(facts);
    }

    /// A file of the package ("File References").
    ///
    /// @param href its name, a URI reference
    /// @param size in bytes, if the descriptor tells
    /// @param compression empty if there is none
    /// @param chunkSize empty if the file is in one piece
    record FileReference(
            Where where,
            String id,
            String href,
            OptionalLong size,
            String compression,
            String chunkSize) {}

    /// A disk ("DiskSection").
    ///
    /// @param capacity a number of `units`
    /// @param units a programmatic unit, `byte` by default
    /// @param fileRef empty for a disk of zeros
    /// @param parentRef of a disk that holds only differences; else empty
    record DiskElement(
            Where where,
            String id,
            String capacity,
            String units,
            String fileRef,
            String parentRef,
            String format) {
        private static final Pattern UNITS =
                Pattern.compile("byte(?:\\s*\\*\\s*([0-9]{1,4})(?:\\s*\\^\\s*([0-9]{1,2}))?)?");

        /// {@return its size in bytes}
        long size() throws CorruptImageException {
            Matcher unit = UNITS.matcher(legacy(units.strip()));
            if (!capacity.matches("[0-9]{1,19}") || !unit.matches()) {
                throw wrong();
            }
            String base = unit.group(1);
            String power = unit.group(2);
            BigInteger size =
                    new BigInteger(capacity)
                            .multiply(
                                    new BigInteger(base == null ? "1" : base)
                                            .pow(power == null ? 1 : Integer.parseInt(power)));
            if (size.bitLength() > 62) {
                throw wrong();
            }
            return size.longValueExact();
        }

        /// {@return the unit in the words of the specification} Its first version had others.
        private static String legacy(String units) {
            return switch (units) {
                case "", "byte", "Byte", "bytes" -> "byte";
                case "KiloBytes" -> "byte * 2^10";
                case "MegaBytes" -> "byte * 2^20";
                case "GigaBytes" -> "byte * 2^30";
                default -> units;
            };
        }

        private CorruptImageException wrong() {
            return new CorruptImageException(
                    where.field("capacity", 0),
                    "%s of \"%s\"".formatted(capacity, units),
                    "a size below 2^62 bytes");
        }
    }

    /// {@return the file of that identifier}
    Optional<FileReference> file(String id) {
        return files.stream().filter(it -> it.id().equals(id)).findFirst();
    }
}
