package dev.diskwright.core.vm;

import dev.diskwright.core.design.VmArchitecture;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One of the files by which firmware describes itself (QEMU, `docs/interop/firmware.json`).
///
/// @param image what it describes
/// @param targets machines that it is for
record FirmwareDescriptor(FirmwareImage image, List<Target> targets) {
    /// As many bytes as such a file may have.
    static final int MAX_SIZE = 64 << 10;

    private static final JsonMapper MAPPER =
            new JsonMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxNestingDepth(32)
                                            .maxDocumentLength(MAX_SIZE)
                                            .build())
                            .build());

    /// Machines of one architecture.
    ///
    /// @param architecture as QEMU calls it: `x86_64`, `arm`
    /// @param machines patterns with `*` and `?`
    record Target(String architecture, List<String> machines) {}

    /// A file that describes something else, or nothing that can be made out.
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }
    }

    /// {@return what the file says}
    ///
    /// @throws UnusableException if it describes no UEFI firmware in split flash devices; the message is a clause
    static FirmwareDescriptor parse(byte[] json, Path file) throws UnusableException {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new UnusableException("is not JSON: " + e.getOriginalMessage());
        }
        if (!texts(root.path("interface-types")).contains("uefi")) {
            throw new UnusableException("is not of UEFI");
        }
        JsonNode mapping = root.path("mapping");
        if (!text(mapping.path("device")).equals("flash")
                || !Stream.of("", "split").toList().contains(text(mapping.path("mode")))) {
            throw new UnusableException("has no flash devices for code and variables");
        }
        List<String> features = texts(root.path("features"));
        JsonNode code = mapping.path("executable");
        JsonNode variables = mapping.path("nvram-template");
        var image =
                new FirmwareImage(
                        path(code),
                        format(code),
                        path(variables),
                        format(variables),
                        file.toString(),
                        features.contains("secure-boot"),
                        features.contains("enrolled-keys"),
                        features.contains("requires-smm"));
        List<Target> targets =
                root.path("targets")
                        .valueStream()
                        .map(it ->
                                new Target(
                                        text(it.path("architecture")), texts(it.path("machines"))))
                        .toList();
        return new FirmwareDescriptor(image, targets);
    }

    private static String text(JsonNode json) {
        return json.isString() ? json.stringValue() : "";
    }

    private static List<String> texts(JsonNode json) {
        return json.isArray()
                ? json.valueStream().map(FirmwareDescriptor::text).toList()
                : List.of();
    }

    private static Path path(JsonNode file) throws UnusableException {
        String name = text(file.path("filename"));
        @Nullable Path path = parsed(name);
        if (path == null || !path.isAbsolute()) {
            throw new UnusableException("names no files by absolute paths");
        }
        return path;
    }

    private static @Nullable Path parsed(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String format(JsonNode file) throws UnusableException {
        String format = text(file.path("format"));
        if (!format.equals("raw") && !format.equals("qcow2")) {
            throw new UnusableException("has files of another format than raw and qcow2");
        }
        return format;
    }

    /// {@return whether it is for such a machine}
    ///
    /// @param machine as a design calls it: `q35`, `virt`, `pc-q35-7.2`
    boolean suits(VmArchitecture architecture, String machine) {
        List<String> names =
                Stream.concat(Stream.of(machine), versioned(machine).stream()).toList();
        return targets.stream()
                .filter(it -> it.architecture().equals(Programs.architecture(architecture)))
                .flatMap(it -> it.machines().stream())
                .anyMatch(pattern -> names.stream().anyMatch(name -> matches(pattern, name)));
    }

    /// Patterns are of names with versions, for which a design's name stands.
    private static Optional<String> versioned(String machine) {
        return switch (machine) {
            case "q35" -> Optional.of("pc-q35-9.0");
            case "pc" -> Optional.of("pc-i440fx-9.0");
            case "virt" -> Optional.of("virt-9.0");
            default -> Optional.empty();
        };
    }

    /// {@return whether a name matches a pattern} In time that grows with the product of their lengths: patterns are from
    /// files that anybody may have written.
    static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int from = 0;
        while (n < name.length()) {
            char c = p < pattern.length() ? pattern.charAt(p) : 0;
            if (c == '*') {
                star = p++;
                from = n;
            } else if (c == '?' || p < pattern.length() && c == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++from;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(it -> it == '*');
    }
}
