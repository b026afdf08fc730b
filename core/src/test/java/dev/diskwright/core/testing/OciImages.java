package dev.diskwright.core.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// Makes images of containers by hand, as the specifications of OCI and Docker have them; wrong ones included.
public final class OciImages {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> manifests = new ArrayList<>();

    /// {@return bytes compressed as the last part of a layer's media type says}
    public static byte[] packed(byte[] plain, String compression) {
        var out = new ByteArrayOutputStream();
        try {
            switch (compression) {
                case "gzip" -> {
                    try (var packer = new GZIPOutputStream(out)) {
                        packer.write(plain);
                    }
                }
                case "zstd" -> {
                    try (var packer = new ZstdOutputStream(out)) {
                        packer.write(plain);
                    }
                }
                default -> out.writeBytes(plain);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static String digest(byte[] bytes) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "sha256:" + HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /// {@return the descriptor of a blob that is added}
    private String blob(String type, byte[] bytes, String more) {
        files.put("blobs/" + digest(bytes).replace(':', '/'), bytes);
        return """
        {"mediaType":"%s","digest":"%s","size":%d%s}\
        """
                .formatted(type, digest(bytes), bytes.length, more);
    }

    private static String platform(String platform) {
        String[] parts = platform.split("/", -1);
        String variant = parts.length > 2 ? ",\"variant\":\"" + parts[2] + "\"" : "";
        return """
        "os":"%s","architecture":"%s"%s\
        """
                .formatted(parts[0], parts[1], variant);
    }

    /// {@return the descriptor of an image that is added to the blobs}
    public String image(String platform, String compression, byte[]... layers) {
        var descriptors = new ArrayList<String>();
        var diffs = new ArrayList<String>();
        for (byte[] layer : layers) {
            String type = LAYER + (compression.isEmpty() ? "" : "+" + compression);
            descriptors.add(blob(type, packed(layer, compression), ""));
            diffs.add('"' + digest(layer) + '"');
        }
        String config =
                """
                {%s,"rootfs":{"type":"layers","diff_ids":[%s]}}\
                """
                        .formatted(platform(platform), String.join(",", diffs));
        String manifest =
                """
                {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}\
                """
                        .formatted(
                                MANIFEST,
                                blob(
                                        "application/vnd.oci.image.config.v1+json",
                                        config.getBytes(UTF_8),
                                        ""),
                                String.join(",", descriptors));
        return blob(
                MANIFEST, manifest.getBytes(UTF_8), ",\"platform\":{" + platform(platform) + "}");
    }

    /// {@return the descriptor of an index of these that is added to the blobs}
    public String index(String... descriptors) {
        String index =
                "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", descriptors) + "]}";
        return blob(INDEX, index.getBytes(UTF_8), "");
    }

    /// Puts an image, or an index of some, where people choose from.
    ///
    /// @param name empty for none
    public OciImages add(String name, String descriptor) {
        String annotation =
                name.isEmpty()
                        ? ""
                        : ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"%s\"}"
                                .formatted(name);
        manifests.add(descriptor.substring(0, descriptor.length() - 1) + annotation + "}");
        return this;
    }

    /// {@return the files of the image layout, by path}
    public Map<String, byte[]> layout() {
        var all = new TreeMap<>(files);
        all.put("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(UTF_8));
        String index = "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", manifests) + "]}";
        all.put("index.json", index.getBytes(UTF_8));
        return all;
    }

    /// {@return the files that `docker save` wrote before it knew of the layout}
    ///
    /// @param images layers by tag
    public static Map<String, byte[]> docker(Map<String, List<byte[]>> images) {
        var all = new TreeMap<String, byte[]>();
        var manifest = new ArrayList<String>();
        images.forEach((tag, layers) -> {
            var names = new ArrayList<String>();
            for (byte[] layer : layers) {
                String name = digest(layer).substring(7) + "/layer.tar";
                all.put(name, layer);
                names.add('"' + name + '"');
            }
            String diffs =
                    layers.stream()
                            .map(it -> '"' + digest(it) + '"')
                            .collect(Collectors.joining(","));
            byte[] config =
                    "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"diff_ids\":[%s]}}"
                            .formatted(diffs)
                            .getBytes(UTF_8);
            String name = digest(config).substring(7) + ".json";
            all.put(name, config);
            manifest.add(
                    "{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[%s]}"
                            .formatted(name, tag, String.join(",", names)));
        });
        all.put("manifest.json", ("[" + String.join(",", manifest) + "]").getBytes(UTF_8));
        return all;
    }

    /// {@return an archive of these files}
    public static byte[] tar(Map<String, byte[]> files) {
        var tar = new TarWriter();
        files.forEach((name, bytes) -> tar.member(name, '0', 0644, "", bytes));
        return tar.end();
    }

    /// Writes these files into a folder.
    public static void write(Map<String, byte[]> files, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> it : files.entrySet()) {
            Path path = folder.resolve(it.getKey());
            Files.createDirectories(path.resolveSibling("."));
            Files.write(path, it.getValue());
        }
    }
}
