package dev.diskwright.core.content.oci;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What names a blob ("Content Descriptors").
///
/// @param digest `sha256:…`
/// @param size in bytes
/// @param names that people know the image by, the shortest last
/// @param platform null where it is not told
/// @param statement whether it is about another image instead of being one
record Descriptor(
        String mediaType,
        String digest,
        long size,
        Set<String> names,
        @Nullable Platform platform,
        boolean statement) {
    private static final String NAME = "org.opencontainers.image.ref.name";
    private static final String FULL_NAME = "io.containerd.image.name"; // as docker save has it

    static Descriptor of(Where where, @Nullable JsonNode json) throws ImageException {
        JsonNode size = json == null ? null : json.get("size");
        String digest = Json.text(json, "digest");
        if (json == null || digest.isEmpty() || size == null || !size.canConvertToLong()) {
            throw new CorruptImageException(
                    where, String.valueOf(json), "a descriptor with its digest and size");
        }
        JsonNode annotations = json.get("annotations");
        Set<String> names = new LinkedHashSet<>();
        String full = Json.text(annotations, FULL_NAME);
        for (String name :
                new String[] {
                    full,
                    full.replaceFirst("^docker\\.io/", ""),
                    full.replaceFirst("^docker\\.io/(library/)?", ""),
                    Json.text(annotations, NAME)
                }) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        boolean statement =
                !Json.text(annotations, "vnd.docker.reference.type").isEmpty()
                        || !Json.text(json, "artifactType").isEmpty();
        return new Descriptor(
                Json.text(json, "mediaType"),
                digest,
                size.longValue(),
                names,
                platform(json.get("platform")).orElse(null),
                statement);
    }

    private static Optional<Platform> platform(@Nullable JsonNode json) {
        String architecture = Json.text(json, "architecture");
        return architecture.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Platform(
                                Json.text(json, "os"), architecture, Json.text(json, "variant")));
    }

    boolean isIndex() {
        return mediaType.equals("application/vnd.oci.image.index.v1+json")
                || mediaType.equals("application/vnd.docker.distribution.manifest.list.v2+json");
    }

    /// {@return what a person would choose it by}
    String shown() {
        return names.isEmpty() ? digest : names.iterator().next();
    }

    boolean isNamed(String reference) {
        return names.contains(reference) || digest.equals(reference);
    }
}
