package dev.diskwright.core.container.ova;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Container.Fact;
import dev.diskwright.core.container.XmlText;
import dev.diskwright.core.container.ova.Envelope.DiskElement;
import dev.diskwright.core.container.ova.Envelope.FileReference;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads an OVF descriptor, of version 1 or 2. No document type, no entities but XML's own, nothing from outside.
final class EnvelopeReader {
    /// Bytes of a descriptor at most.
    static final int MAX_SIZE = 8 << 20;

    private static final String NAMESPACES = "http://schemas.dmtf.org/ovf/envelope/";
    private static final int RECOGNISED_WITHIN = 4096; // bytes
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ELEMENTS = 4096; // files, and disks

    private final Where where;
    private final List<FileReference> files = new ArrayList<>();
    private final List<DiskElement> disks = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final Item item = new Item();
    private String namespace = "";
    private int systems;

    private EnvelopeReader(Where where) {
        this.where = where;
    }

    /// {@return whether the file looks like a descriptor}
    static boolean isAt(BlockSource file) throws IOException {
        if (file.size() > MAX_SIZE) {
            return false;
        }
        int length = (int) Math.min(RECOGNISED_WITHIN, file.size());
        byte[] start = file.bytes(0, length).toArray(ValueLayout.JAVA_BYTE);
        String text = new String(start, StandardCharsets.UTF_8).replace("\ufeff", "");
        return text.stripLeading().startsWith("<")
                && text.contains("Envelope")
                && text.contains(NAMESPACES);
    }

    /// {@return what the descriptor says}
    ///
    /// @param where the descriptor's file
    static Envelope read(Where where, BlockSource file) throws IOException {
        if (file.size() > MAX_SIZE) {
            throw new CorruptImageException(where, file.size() + " bytes", "8 MiB at most");
        }
        return new EnvelopeReader(where).read(file);
    }

    private Envelope read(BlockSource file) throws IOException {
        try {
            XMLStreamReader xml = XmlText.open(where, file);
            int depth = 0;
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                            throw new CorruptImageException(
                                    at(xml, "document type"), "one", "none, nor entities of it");
                    case XMLStreamConstants.START_ELEMENT -> begin(xml, ++depth);
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        end(xml);
                    }
                    default -> {}
                }
            }
            xml.close();
        } catch (XMLStreamException e) {
            switch (e.getNestedException()) {
                case ImageException failed -> throw failed; // of the file, not of what is in it
                case ClosedChannelException failed -> throw failed;
                case null, default -> {}
            }
            long offset =
                    Math.max(0, e.getLocation() == null ? 0 : e.getLocation().getCharacterOffset());
            throw new CorruptImageException(
                    where.structure("XML", offset),
                    String.valueOf(e.getMessage()).replaceAll("\\s+", " "),
                    "a well-formed document",
                    e);
        } catch (RuntimeException e) { // of several kinds, for damaged documents
            throw new CorruptImageException(
                    where.structure("XML", 0), e.toString(), "a well-formed document", e);
        }
        return new Envelope(where, files, disks, facts);
    }

    private Where at(XMLStreamReader xml, String element) {
        return where.structure(element, Math.max(0, xml.getLocation().getCharacterOffset()));
    }

    private void begin(XMLStreamReader xml, int depth) throws IOException, XMLStreamException {
        String uri = Objects.requireNonNullElse(xml.getNamespaceURI(), "");
        String name = xml.getLocalName();
        if (depth > MAX_DEPTH) {
            throw new CorruptImageException(
                    at(xml, name), "more elements inside each other", MAX_DEPTH + " at most");
        }
        if (depth == 1) {
            checkRoot(xml, uri, name);
        }
        if (files.size() > MAX_ELEMENTS || disks.size() > MAX_ELEMENTS) {
            throw new CorruptImageException(at(xml, name), "more files or disks", "4096 at most");
        }
        if (uri.equals(namespace)) {
            switch (name) {
                case "File" -> files.add(file(xml));
                case "Disk" -> disks.add(disk(xml));
                case "VirtualSystem" -> {
                    systems++;
                    fact("system", attribute(xml, "id"));
                }
                case "OperatingSystemSection" -> fact("operating system", osType(xml));
                case "Item", "StorageItem", "EthernetPortItem" -> item.clear();
                default -> {}
            }
        } else if (name.equals("Config") && attribute(xml, "key").equals("firmware")) {
            fact("firmware", attribute(xml, "value"));
        } else if (Item.NAMES.contains(name)) {
            item.set(name, text(xml)); // its end is consumed too
        }
    }

    private void checkRoot(XMLStreamReader xml, String uri, String name)
            throws UnsupportedImageException, CorruptImageException {
        if (!name.equals("Envelope")) {
            throw new CorruptImageException(at(xml, name), "<" + name + ">", "<Envelope>");
        }
        if (!uri.equals(NAMESPACES + "1") && !uri.equals(NAMESPACES + "2")) {
            throw new UnsupportedImageException(at(xml, name), "the OVF version \"" + uri + "\"");
        }
        namespace = uri;
        fact("OVF version", uri.substring(NAMESPACES.length()));
    }

    private void end(XMLStreamReader xml) {
        String name = xml.getLocalName();
        if (name.equals("Item")) {
            switch (item.type) {
                case "3" -> fact("processors", item.quantity);
                case "4" -> fact("memory", (item.quantity + " " + item.units).strip());
                default -> {}
            }
            item.clear();
        }
    }

    /// Tells about the first virtual system only.
    private void fact(String name, String value) {
        if (!value.isEmpty()
                && systems < 2
                && facts.stream().noneMatch(it -> it.name().equals(name))) {
            facts.add(new Fact(name, value));
        }
    }

    private FileReference file(XMLStreamReader xml) {
        String size = attribute(xml, "size");
        return new FileReference(
                at(xml, "File"),
                attribute(xml, "id"),
                attribute(xml, "href"),
                size.matches("[0-9]{1,18}")
                        ? OptionalLong.of(Long.parseLong(size))
                        : OptionalLong.empty(),
                attribute(xml, "compression"),
                attribute(xml, "chunkSize"));
    }

    private DiskElement disk(XMLStreamReader xml) {
        return new DiskElement(
                at(xml, "Disk"),
                attribute(xml, "diskId"),
                attribute(xml, "capacity"),
                attribute(xml, "capacityAllocationUnits"),
                attribute(xml, "fileRef"),
                attribute(xml, "parentRef"),
                attribute(xml, "format"));
    }

    private static String osType(XMLStreamReader xml) {
        String type = attribute(xml, "osType");
        return type.isEmpty() ? attribute(xml, "id") : type;
    }

    /// {@return the attribute of that name, in whatever namespace; empty if there is none}
    private static String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return Objects.requireNonNullElse(xml.getAttributeValue(i), "");
            }
        }
        return "";
    }

    private static String text(XMLStreamReader xml) throws XMLStreamException {
        return xml.getElementText().strip();
    }

    /// A hardware item being read.
    private static final class Item {
        static final Set<String> NAMES =
                Set.of("ResourceType", "VirtualQuantity", "AllocationUnits");

        private String type = "";
        private String quantity = "";
        private String units = "";

        void clear() {
            type = "";
            quantity = "";
            units = "";
        }

        void set(String name, String value) {
            switch (name) {
                case "ResourceType" -> type = value;
                case "VirtualQuantity" -> quantity = value;
                default -> units = value;
            }
        }
    }
}
