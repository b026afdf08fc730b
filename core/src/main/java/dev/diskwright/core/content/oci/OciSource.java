package dev.diskwright.core.content.oci;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.Compression;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.tar.TarSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Images of containers as the trees that their containers would see.
public final class OciSource {
    private static final int MAX_NESTING = 8; // of indexes
    private static final int MAX_LAYERS = 1024;

    private final Where where;
    private final FileTree files;
    private final Scratch scratch;
    private final Attributes implied;
    private final Choice choice;

    private OciSource(
            Where where, FileTree files, Scratch scratch, Attributes implied, Choice choice) {
        this.where = where;
        this.files = files;
        this.scratch = scratch;
        this.implied = implied;
        this.choice = choice;
    }

    /// {@return the files of an image; empty if `files` is no image layout and nothing that `docker save` wrote} Layers are
    /// unpacked into `scratch` where they are compressed. What the specification has a digest of is held against it first.
    ///
    /// @param name what the user calls it
    /// @param files of the folder or archive
    /// @param seconds time of directories that the layers only imply, since 1970-01-01 UTC
    /// @param reference name, tag or digest of the image; null if there is only one
    /// @param platform that it must be for, `linux/arm64`; null for any
    /// @param architecture that is taken of several where `platform` is null
    /// @throws ImageException if something in it is damaged, missing or not supported, or the choice fits none or several
    public static Optional<FileTree> read(
            String name,
            FileTree files,
            Scratch scratch,
            long seconds,
            @Nullable String reference,
            @Nullable String platform,
            String architecture)
            throws IOException, InterruptedException {
        Where where = Where.file(name);
        boolean layout =
                files.find("oci-layout") instanceof RegularFile
                        && files.find("index.json") instanceof RegularFile;
        Optional<JsonNode> docker = layout ? Optional.empty() : DockerArchive.manifest(files);
        if (!layout && docker.isEmpty()) {
            return Optional.empty();
        }
        Platform wanted =
                platform == null
                        ? new Platform("linux", architecture, "")
                        : Platform.parse(platform)
                                .orElseThrow(() ->
                                        new UnsupportedImageException(
                                                where, "the platform \"%s\"".formatted(platform)));
        var source =
                new OciSource(
                        where,
                        files,
                        scratch,
                        Attributes.root(0755, seconds),
                        new Choice(reference, wanted, platform != null));
        return Optional.of(docker.isPresent() ? source.saved(docker.get()) : source.layout());
    }

    /// A layer as it lies there.
    ///
    /// @param plainDigest of its bytes uncompressed; empty if it was checked as it is
    record Layer(Where where, BlockSource bytes, String plainDigest) {}

    private FileTree saved(JsonNode manifest) throws IOException, InterruptedException {
        return stack(new DockerArchive(where, files, choice).layers(manifest));
    }

    private FileTree layout() throws IOException, InterruptedException {
        var blobs = new Blobs(where, files);
        Where place = where.inside("index.json");
        if (!(files.find("index.json") instanceof RegularFile file)) {
            throw new IllegalStateException(name());
        }
        JsonNode index = Json.read(place, file.origin());
        Descriptor it = choice.among(place, manifests(place, index), true);
        JsonNode manifest = Json.read(blobs.where(it.digest()), blobs.get(it));
        for (int depth = 1; it.isIndex() || manifest.has("manifests"); depth++) {
            Where at = blobs.where(it.digest());
            if (depth > MAX_NESTING) {
                throw new UnsupportedImageException(at, "indexes nested more deeply");
            }
            it = choice.among(at, manifests(at, manifest), false);
            manifest = Json.read(blobs.where(it.digest()), blobs.get(it));
        }
        return stack(layers(blobs, blobs.where(it.digest()), manifest));
    }

    private String name() {
        return where.file();
    }

    private static List<Descriptor> manifests(Where where, JsonNode index) throws ImageException {
        var all = new ArrayList<Descriptor>();
        for (JsonNode it : Json.list(where, index, "manifests")) {
            all.add(Descriptor.of(where, it));
        }
        return all;
    }

    private List<Layer> layers(Blobs blobs, Where place, JsonNode manifest)
            throws IOException, InterruptedException {
        JsonNode list = Json.list(place, manifest, "layers");
        Descriptor config = Descriptor.of(place, manifest.get("config"));
        Where configPlace = blobs.where(config.digest());
        JsonNode configuration = Json.read(configPlace, blobs.get(config));
        check(configPlace, configuration);
        var layers = new ArrayList<Layer>();
        for (JsonNode json : list) {
            Descriptor it = Descriptor.of(place, json);
            Where at = where.inside("layer " + it.digest());
            if (!it.mediaType().contains("tar") || it.mediaType().contains("encrypted")) {
                throw new UnsupportedImageException(
                        at, "a layer of the type \"%s\"".formatted(it.mediaType()));
            }
            layers.add(new Layer(at, blobs.get(it), ""));
        }
        return layers;
    }

    /// Holds the platform that the configuration tells against the one that was asked for.
    private void check(Where place, JsonNode configuration) throws ImageException {
        String architecture = Json.text(configuration, "architecture");
        if (!architecture.isEmpty()) {
            choice.check(
                    place,
                    new Platform(
                            Json.text(configuration, "os"),
                            architecture,
                            Json.text(configuration, "variant")));
        }
    }

    private FileTree stack(List<Layer> layers) throws IOException, InterruptedException {
        if (layers.size() > MAX_LAYERS) {
            throw new UnsupportedImageException(where, "more than %d layers".formatted(MAX_LAYERS));
        }
        var overlay = new Overlay(implied);
        for (Layer it : layers) {
            BlockSource plain = it.bytes();
            Optional<Compression> compression = Compression.of(plain);
            if (compression.isPresent()) {
                try (InputStream stream = compression.get().decode(it.where(), plain)) {
                    plain = scratch.spool(it.where(), stream);
                }
            }
            if (!it.plainDigest().isEmpty()) {
                Blobs.check(it.where(), plain, it.plainDigest());
            }
            overlay.apply(
                    it.where(), TarSource.readLayer(it.where(), plain, implied, overlay::file));
        }
        return overlay.build();
    }

    /// {@return an error about an image whose parts are not what they are said to be}
    static CorruptImageException missing(Where where, String file) {
        return new CorruptImageException(where, "no file \"%s\"".formatted(file), "a part of it");
    }
}
