package dev.diskwright.core.content.oci;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the documents of an image.
final class Json {
    private static final int MAX_SIZE = 4 << 20; // bytes, as registries have it
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static JsonNode read(Where where, BlockSource file) throws IOException {
        if (file.size() > MAX_SIZE) {
            throw new UnsupportedImageException(
                    where, "a document of %d bytes".formatted(file.size()));
        }
        byte[] bytes = file.bytes(0, (int) file.size()).toArray(JAVA_BYTE);
        try {
            return MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw new CorruptImageException(
                    where, "damage (%s)".formatted(e.getOriginalMessage()), "a JSON document", e);
        }
    }

    /// {@return the text under a key, empty if there is none}
    static String text(@Nullable JsonNode owner, String key) {
        JsonNode value = owner == null ? null : owner.get(key);
        return value != null && value.isString() ? value.stringValue() : "";
    }

    /// {@return the list under a key}
    static JsonNode list(Where where, JsonNode owner, String key) throws CorruptImageException {
        JsonNode list = owner.get(key);
        if (list == null || !list.isArray()) {
            throw new CorruptImageException(
                    where, list == null ? "no " + key : key + " of another kind", "a list " + key);
        }
        return list;
    }
}
