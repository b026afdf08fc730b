package dev.diskwright.app;

import dev.diskwright.core.content.FileNames;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;

/// The two streams of a call: results go to standard output, messages to standard error. Both are UTF-8, except that
/// bytes of file names that are not come out as they are.
final class Console {
    private final Host host;
    private boolean documentPrinted;

    Console(Host host) {
        this.host = host;
    }

    Host host() {
        return host;
    }

    /// Prints a result, as it is.
    void print(String text) throws IOException {
        host.output().write(FileNames.encode(text));
        host.output().flush();
    }

    /// Prints the one JSON document.
    void print(JsonNode document) throws IOException {
        printDocument(text(document));
    }

    /// Prints the one JSON document, which is text already.
    void printDocument(String document) throws IOException {
        documentPrinted = true;
        print(document);
    }

    /// {@return the document as text, indented, with a line feed at the end}
    static String text(JsonNode document) {
        var indenter = new DefaultIndenter("  ", "\n");
        var separators =
                Separators.createDefaultInstance().withObjectNameValueSpacing(Spacing.AFTER);
        var printer =
                new DefaultPrettyPrinter(separators)
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter);
        return Json.MAPPER.writer().with(printer).writeValueAsString(document) + "\n";
    }

    /// {@return the stream of results, for what is not text}
    OutputStream output() {
        documentPrinted = true;
        return host.output();
    }

    /// {@return whether the JSON document, or bytes in its place, are out}
    boolean isDocumentPrinted() {
        return documentPrinted;
    }

    /// Prints a line for the person at the terminal.
    void message(String line) {
        write(host.error(), line + "\n");
    }

    /// Prints part of a line for the person at the terminal.
    void status(String text) {
        write(host.error(), text);
    }

    private static void write(OutputStream stream, String text) {
        try {
            stream.write(FileNames.encode(text));
            stream.flush();
        } catch (IOException nobodyListens) {
            // Work does not fail because standard error is closed.
        }
    }
}
