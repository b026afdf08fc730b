package dev.diskwright.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Persistent names of block devices as udev's rules make them. Names that depend on the order of discovery or on a bus
/// address are never used.
final class DevicePaths {
    private DevicePaths() {}

    static String byUuid(String uuid) {
        return "/dev/disk/by-uuid/" + uuid;
    }

    static String byPartUuid(String partUuid) {
        return "/dev/disk/by-partuuid/" + partUuid;
    }

    /// udev keeps letters, digits, `#+-.:=@_` and non-ASCII UTF-8; every other byte becomes `\xHH`.
    static String byLabel(String label) {
        var encoded = new StringBuilder("/dev/disk/by-label/");
        label.codePoints()
                .forEach(c -> {
                    if (c > 0x7f || Character.isLetterOrDigit(c) || "#+-.:=@_".indexOf(c) >= 0) {
                        encoded.appendCodePoint(c);
                    } else {
                        for (byte b : Character.toString(c).getBytes(UTF_8)) {
                            encoded.append("\\x%02x".formatted(b & 0xff));
                        }
                    }
                });
        return encoded.toString();
    }
}
