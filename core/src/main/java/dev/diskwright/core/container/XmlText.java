package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.SourceStream;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// XML of unknown origin: nothing outside is opened, entities of the document's own are not resolved. Bytes become
/// characters here and not in the parser, which prints what it dislikes about them.
public final class XmlText {
    private static final int START = 256; // bytes that a declaration is looked for in
    private static final Pattern DECLARED =
            Pattern.compile(
                    "<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"'].*",
                    Pattern.DOTALL);

    private XmlText() {}

    /// {@return a reader of the document} It reports a document type as [javax.xml.stream.XMLStreamConstants#DTD].
    ///
    /// @param where the document
    /// @throws UnsupportedImageException for an encoding that this platform lacks
    /// @throws XMLStreamException if it does not begin like XML
    public static XMLStreamReader open(Where where, BlockSource file)
            throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLReporter((_, _, _, _) -> {}); // warnings
        return factory.createXMLStreamReader(text(where, file));
    }

    /// {@return the characters, an error where bytes are none}
    private static Reader text(Where where, BlockSource file) throws IOException {
        int length = (int) Math.min(START, file.size());
        byte[] start = file.bytes(0, length).toArray(ValueLayout.JAVA_BYTE);
        String plain = new String(start, StandardCharsets.ISO_8859_1);
        boolean marked = plain.startsWith("\u00ef\u00bb\u00bf");
        BlockSource rest = marked ? file.slice(3, file.size() - 3) : file;
        return new InputStreamReader(new SourceStream(rest), charset(where, plain).newDecoder());
    }

    private static Charset charset(Where where, String start) throws UnsupportedImageException {
        if (start.startsWith("\u00fe\u00ff") || start.startsWith("\u00ff\u00fe")) {
            return StandardCharsets.UTF_16;
        }
        if (start.startsWith("<\0")) {
            return StandardCharsets.UTF_16LE;
        }
        if (start.startsWith("\0<")) {
            return StandardCharsets.UTF_16BE;
        }
        Matcher declared = DECLARED.matcher(start);
        if (!declared.matches()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnsupportedImageException(
                    where.field("encoding", 0), "the encoding " + declared.group(1));
        }
    }
}
