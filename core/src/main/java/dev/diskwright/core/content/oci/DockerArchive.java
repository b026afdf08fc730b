package dev.diskwright.core.content.oci;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SymbolicLink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What `docker save` writes beside, or before it knew of, the image layout: `manifest.json` with the names of files.
final class DockerArchive {
    private static final int MAX_LINKS = 40; // as Linux

    private final Where where;
    private final FileTree files;
    private final Choice choice;

    DockerArchive(Where where, FileTree files, Choice choice) {
        this.where = where;
        this.files = files;
        this.choice = choice;
    }

    /// {@return the manifest; empty if there is none} Other archives may have a file of that name for themselves.
    static Optional<JsonNode> manifest(FileTree files) throws IOException {
        if (!(files.find("manifest.json") instanceof RegularFile file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.read(Where.file("manifest.json"), file.origin());
            boolean images = json.isArray() && !json.isEmpty();
            for (JsonNode it : json) {
                images &= !Json.text(it, "Config").isEmpty() && it.has("Layers");
            }
            return images ? Optional.of(json) : Optional.empty();
        } catch (CorruptImageException | UnsupportedImageException e) {
            return Optional.empty();
        }
    }

    List<OciSource.Layer> layers(JsonNode manifest) throws IOException {
        JsonNode image = choose(manifest);
        Where place = where.inside("manifest.json");
        String config = Json.text(image, "Config");
        JsonNode configuration = Json.read(where.inside(config), file(place, config));
        String architecture = Json.text(configuration, "architecture");
        if (!architecture.isEmpty()) {
            choice.check(
                    where.inside(config),
                    new Platform(
                            Json.text(configuration, "os"),
                            architecture,
                            Json.text(configuration, "variant")));
        }
        JsonNode names = Json.list(place, image, "Layers");
        JsonNode rootfs = configuration.get("rootfs");
        JsonNode digests = rootfs == null ? null : rootfs.get("diff_ids");
        if (digests == null || !digests.isArray() || digests.size() != names.size()) {
            throw new CorruptImageException(
                    where.inside(config),
                    digests == null ? "no diff_ids" : digests.size() + " diff_ids",
                    names.size() + ", one a layer");
        }
        var layers = new ArrayList<OciSource.Layer>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).isString() ? names.get(i).stringValue() : "";
            String digest = digests.get(i).isString() ? digests.get(i).stringValue() : "";
            if (!digest.matches("sha256:[0-9a-f]{64}")) {
                throw new CorruptImageException(
                        where.inside(config), "the diff_id \"%s\"".formatted(digest), "sha256:…");
            }
            Where at = where.inside("layer " + name);
            layers.add(new OciSource.Layer(at, file(place, name), digest));
        }
        return layers;
    }

    private JsonNode choose(JsonNode manifest) throws ImageException {
        String reference = choice.reference();
        var fitting = new ArrayList<JsonNode>();
        var names = new ArrayList<String>();
        for (JsonNode it : manifest) {
            List<String> tags = tags(it);
            names.add(tags.isEmpty() ? Json.text(it, "Config") : String.join(", ", tags));
            if (reference == null
                    || tags.contains(reference)
                    || Json.text(it, "Config").equals(reference)) {
                fitting.add(it);
            }
        }
        String all = names.stream().collect(Collectors.joining(", "));
        if (fitting.isEmpty()) {
            throw new UnsupportedImageException(
                    where, "an image \"%s\"; it has %s".formatted(reference, all));
        }
        if (fitting.size() > 1) {
            throw new UnsupportedImageException(
                    where, "a choice among %s without a reference".formatted(all));
        }
        return fitting.getFirst();
    }

    private static List<String> tags(JsonNode image) {
        var tags = new ArrayList<String>();
        JsonNode list = image.get("RepoTags");
        for (JsonNode it : list == null ? List.<JsonNode>of() : list) {
            if (it.isString()) {
                tags.add(it.stringValue());
            }
        }
        return tags;
    }

    /// {@return the bytes of a file; older versions link a layer that two images share}
    private BlockSource file(Where place, String name) throws IOException {
        String path = name;
        for (int i = 0; i < MAX_LINKS; i++) {
            FileNode node = files.find(path);
            if (node instanceof RegularFile file) {
                return file.origin();
            }
            if (!(node instanceof SymbolicLink link) || link.target().startsWith("/")) {
                break;
            }
            String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
            path = normal(parent + "/" + link.target());
        }
        throw OciSource.missing(place, name);
    }

    private static String normal(String path) {
        var names = new ArrayList<String>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..") && !names.isEmpty()) {
                names.removeLast();
            } else if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
                names.add(name);
            }
        }
        return String.join("/", names);
    }
}
