package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Diagnostic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A design as it was read from its file.
///
/// @param name the file's name as the person gave it
/// @param base directory that the paths in it start from
/// @param design null if the document cannot be read as one
/// @param problems mistakes of the document as such
record Document(String name, Path base, @Nullable Design design, List<Diagnostic> problems) {
    /// More than any design takes, in bytes.
    private static final long LARGEST = 16 << 20;

    /// {@return the design in `file`; `-` is standard input}
    static Document read(Path file, Console console) throws IOException, Failure {
        if (file.toString().equals("-")) {
            byte[] bytes = console.host().input().readNBytes((int) LARGEST + 1);
            return of("standard input", console.host().directory(), bytes);
        }
        Path path = console.host().directory().resolve(file);
        if (!Files.exists(path)) {
            throw Failure.refused(
                    file + ": there is no such file", "diskwright new writes a design");
        }
        if (!Files.isRegularFile(path)) {
            throw Failure.refused(file + ": is not a file", "name the design's file");
        }
        if (Files.size(path) > LARGEST) {
            throw Failure.refused(
                    file + ": is not a design, it is too large", "name the design's file");
        }
        Path folder = path.toAbsolutePath().getParent();
        return of(
                file.toString(),
                folder == null ? path.toAbsolutePath() : folder,
                Files.readAllBytes(path));
    }

    private static Document of(String name, Path base, byte[] bytes) throws Failure {
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw Failure.refused(
                    name + ": is not a design, it is not UTF-8 text", "name the design's file");
        }
        if (text.startsWith("\ufeff")) {
            text = text.substring(1);
        }
        DesignJson.Parsed parsed = DesignJson.read(text);
        return new Document(name, base, parsed.design(), parsed.diagnostics());
    }
}
