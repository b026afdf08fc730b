package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text that describes a disk ("The Descriptor File"), in a file of its own or embedded in a sparse extent.
///
/// @param where the text
/// @param values by name, `ddb.` ones included; upper and lower case are the same
/// @param extents in the order of the disk
/// @param odd lines that say nothing the format knows
record Descriptor(
        Where where, Map<String, String> values, List<ExtentLine> extents, List<Where> odd) {
    /// Bytes of text at most.
    static final int MAX_SIZE = 1 << 20;

    /// What an image without a parent says of its parent's content.
    static final long NO_PARENT = 0xffff_ffffL;

    private static final String MAGIC = "# disk descriptorfile";
    private static final int MAGIC_WITHIN = 1024; // bytes: comments may come first
    private static final int MAX_EXTENTS = 16_384;
    private static final Pattern VALUE =
            Pattern.compile("([A-Za-z0-9_.-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\"]*))");

    Descriptor {
        var copy = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
        extents = List.copyOf(extents);
        odd = List.copyOf(odd);
    }

    /// {@return whether the file is a descriptor}
    static boolean isAt(BlockSource file) throws IOException {
        if (file.size() < MAGIC.length() || file.size() > MAX_SIZE) {
            return false;
        }
        int length = (int) Math.min(MAGIC_WITHIN, file.size());
        byte[] start = file.bytes(0, length).toArray(ValueLayout.JAVA_BYTE);
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.stripLeading().startsWith("#") && text.toLowerCase(Locale.ROOT).contains(MAGIC);
    }

    /// {@return an image that has no descriptor}
    static Descriptor none(Where where) {
        return new Descriptor(where, Map.of(), List.of(), List.of());
    }

    /// {@return the descriptor in `length` bytes of a file, which end at the first NUL}
    static Descriptor read(Where where, BlockSource file, long offset, long length)
            throws IOException {
        Where place = where.structure("descriptor", offset);
        if (length > MAX_SIZE) {
            throw new CorruptImageException(place, length + " bytes", "1 MiB at most");
        }
        MemorySegment bytes = file.bytes(offset, (int) length);
        return parse(place, DescriptorText.decode(place, bytes));
    }

    private static Descriptor parse(Where place, String text) throws CorruptImageException {
        var values = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        var extents = new ArrayList<ExtentLine>();
        var odd = new ArrayList<Where>();
        int number = 0;
        for (String full : text.split("\n", -1)) {
            Where where = place.field("line " + ++number, 0);
            String line = full.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher value = VALUE.matcher(line);
            Optional<ExtentLine> extent = ExtentLine.parse(where, line);
            if (extent.isPresent()) {
                extents.add(extent.get());
            } else if (value.matches()) {
                String quoted = value.group(2);
                values.putIfAbsent(value.group(1), quoted == null ? value.group(3) : quoted);
            } else {
                odd.add(where);
            }
            if (extents.size() > MAX_EXTENTS) {
                throw new CorruptImageException(
                        where, "more extents", "%d at most".formatted(MAX_EXTENTS));
            }
        }
        return new Descriptor(place, values, extents, odd);
    }

    /// {@return the value of that name; empty text if there is none}
    String value(String name) {
        return values.getOrDefault(name, "");
    }

    /// {@return what says which content this is; nothing if it is missing or no number}
    OptionalLong contentId() {
        return number("CID");
    }

    /// {@return what the parent's content must say; nothing if there is no parent}
    OptionalLong parentContentId() throws CorruptImageException {
        if (value("parentCID").isEmpty()) {
            return OptionalLong.empty();
        }
        long id =
                number("parentCID")
                        .orElseThrow(() ->
                                new CorruptImageException(
                                        where.field("parentCID", 0),
                                        '"' + value("parentCID") + '"',
                                        "eight hexadecimal digits"));
        return id == NO_PARENT ? OptionalLong.empty() : OptionalLong.of(id);
    }

    private OptionalLong number(String name) {
        String text = value(name);
        return text.matches("[0-9A-Fa-f]{1,8}")
                ? OptionalLong.of(Long.parseLong(text, 16))
                : OptionalLong.empty();
    }
}
