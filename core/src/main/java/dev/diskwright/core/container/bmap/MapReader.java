package dev.diskwright.core.container.bmap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.XmlText;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads a map. No document type, no entity and no other file has a say in it.
final class MapReader {
    private static final int START = 4096; // bytes in which the first element is looked for
    private static final long LARGEST = 128 << 20; // bytes
    private static final int MOST_RANGES = 1 << 20;
    private static final int LONGEST_TEXT = 1024;
    private static final Pattern ROOT =
            Pattern.compile("\\s*(<\\?xml[^>]*>)?(\\s|<!--.*?-->)*<bmap\\s.*", Pattern.DOTALL);
    private static final Pattern RANGE =
            Pattern.compile("([0-9]{1,18})(?:\\s*-\\s*([0-9]{1,18}))?");
    private static final Pattern SUM = Pattern.compile("[0-9a-fA-F]{40,128}");

    private final Where place;
    private final XMLStreamReader xml;
    private final Map<String, String> values = new HashMap<>();
    private final List<BlockMap.Range> ranges = new ArrayList<>();

    private MapReader(Where place, XMLStreamReader xml) {
        this.place = place;
        this.xml = xml;
    }

    static boolean isAt(BlockSource file) throws IOException {
        int length = (int) Math.min(START, file.size());
        if (length == 0
                || "\ufeff \t\r\n<\u00ef"
                                .indexOf(file.bytes(0, 1).get(ValueLayout.JAVA_BYTE, 0) & 0xff)
                        < 0) {
            return false;
        }
        byte[] start = file.bytes(0, length).toArray(ValueLayout.JAVA_BYTE);
        return ROOT.matcher(new String(start, ISO_8859_1)).matches();
    }

    static BlockMap read(Where where, BlockSource file) throws IOException {
        Where place = where.structure("block map", 0);
        if (file.size() > LARGEST) {
            throw new UnsupportedImageException(place, "a map of more than 128 MiB");
        }
        try {
            XMLStreamReader xml = XmlText.open(place, file);
            try {
                return new MapReader(place, xml).read();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            switch (e.getNestedException()) {
                case ImageException failed -> throw failed; // of the file, not of what is in it
                case ClosedChannelException failed -> throw failed;
                case null, default -> {}
            }
            String message = Objects.requireNonNullElse(e.getMessage(), "damage");
            throw new CorruptImageException(
                    place, message.lines().reduce("", (_, last) -> last), "well-formed XML", e);
        }
    }

    private BlockMap read() throws XMLStreamException, IOException {
        next(XMLStreamConstants.START_ELEMENT);
        if (!xml.getLocalName().equals("bmap")) {
            throw wrong("root element", xml.getLocalName(), "bmap");
        }
        String version = Objects.requireNonNullElse(attribute("version"), "");
        if (!version.matches("(1\\.[0-9]{1,3}|2\\.[0-9]{1,3})")) {
            throw new UnsupportedImageException(place, "version \"" + shown(version) + "\"");
        }
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                element(xml.getLocalName());
            }
        }
        return map(version);
    }

    private void next(int wanted) throws XMLStreamException, IOException {
        while (xml.hasNext()) {
            if (xml.next() == wanted) {
                return;
            }
        }
        throw wrong("block map", "nothing", "an element bmap");
    }

    private void element(String name) throws XMLStreamException, IOException {
        switch (name) {
            case "BlockMap" -> {
                // holds ranges
            }
            case "Range" -> range();
            default -> {
                if (values.size() < 64) {
                    values.putIfAbsent(name, text());
                }
            }
        }
    }

    private void range() throws XMLStreamException, IOException {
        if (ranges.size() == MOST_RANGES) {
            throw new UnsupportedImageException(
                    place, "more than %d ranges".formatted(MOST_RANGES));
        }
        int line = xml.getLocation().getLineNumber();
        String sum = attribute("chksum");
        sum = sum == null ? attribute("sha1") : sum;
        if (sum != null && !SUM.matcher(sum).matches()) {
            throw wrong(
                    "range in line " + line, "the checksum " + shown(sum), "hexadecimal digits");
        }
        String text = text();
        Matcher matcher = RANGE.matcher(text);
        if (!matcher.matches()) {
            throw wrong("range in line " + line, shown(text), "a block or two with a hyphen");
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
        ranges.add(new BlockMap.Range(first, last, sum == null ? "" : sum, line));
    }

    private @Nullable String attribute(String name) {
        return xml.getAttributeValue(null, name);
    }

    /// {@return the text of the element, which has no others}
    private String text() throws XMLStreamException, IOException {
        var text = new StringBuilder();
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() + xml.getTextLength() > LONGEST_TEXT) {
                        throw wrong("element", "a long text", "at most 1024 characters");
                    }
                    text.append(xml.getText());
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return text.toString().strip();
                }
                case XMLStreamConstants.START_ELEMENT ->
                        throw wrong("element", "<" + shown(xml.getLocalName()) + ">", "text");
                case XMLStreamConstants.END_DOCUMENT ->
                        throw wrong("element", "the end", "its end tag");
                default -> {
                    // comments
                }
            }
        }
    }

    private BlockMap map(String version) throws IOException {
        String type = values.getOrDefault("ChecksumType", "sha1").toLowerCase(Locale.ROOT);
        String algorithm =
                switch (type) {
                    case "sha1" -> "SHA-1";
                    case "sha256" -> "SHA-256";
                    case "sha512" -> "SHA-512";
                    default ->
                            throw new UnsupportedImageException(
                                    place, "the checksum " + shown(type));
                };
        long imageSize = number("ImageSize", Long.MAX_VALUE);
        long blockSize = number("BlockSize", 1 << 30);
        long blocksCount = number("BlocksCount", Long.MAX_VALUE);
        if (blockSize == 0 || blocksCount != Math.ceilDiv(imageSize, blockSize)) {
            throw wrong(
                    "BlocksCount",
                    blocksCount + " blocks of " + blockSize,
                    "those of an image of " + imageSize + " bytes");
        }
        long next = 0;
        for (BlockMap.Range range : ranges) {
            if (range.first() < next
                    || range.last() < range.first()
                    || range.last() >= blocksCount) {
                throw wrong(
                        "range in line " + range.line(),
                        "%d-%d".formatted(range.first(), range.last()),
                        "blocks from %d to %d".formatted(next, blocksCount - 1));
            }
            next = range.last() + 1;
        }
        return new BlockMap(
                version,
                imageSize,
                blockSize,
                blocksCount,
                values.containsKey("MappedBlocksCount")
                        ? number("MappedBlocksCount", Long.MAX_VALUE)
                        : -1,
                algorithm,
                values.getOrDefault("BmapFileChecksum", values.getOrDefault("BmapFileSHA1", "")),
                List.copyOf(ranges));
    }

    private long number(String name, long most) throws IOException {
        String text = values.getOrDefault(name, "");
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) > most) {
            throw wrong(name, text.isEmpty() ? "nothing" : shown(text), "a number");
        }
        return Long.parseLong(text);
    }

    private CorruptImageException wrong(String field, String found, String expected) {
        return new CorruptImageException(place.field(field, 0), found, expected);
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > 60 ? printable.substring(0, 60) + "…" : printable;
    }
}
