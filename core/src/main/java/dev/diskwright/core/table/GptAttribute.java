package dev.diskwright.core.table;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The attribute bits of a GPT partition that have a meaning: bits 0 to 2 for every type (UEFI 2.11, table 5-8), the
/// others as the Discoverable Partitions Specification uses them for its types.
public enum GptAttribute {
    /// The platform needs it: not to be deleted.
    REQUIRED("required", 0),
    /// UEFI firmware shall not offer it as a device.
    NO_BLOCK_IO("no-block-io", 1),
    /// Boot code in the MBR may start it.
    LEGACY_BOOT("legacy-boot", 2),
    /// The file system is grown to the partition's size when it is mounted.
    GROWFS("growfs", 59),
    /// Mounted read-only.
    READ_ONLY("read-only", 60),
    /// Not mounted by itself.
    NO_AUTO("no-auto", 63);

    private final String text;
    private final int bit;

    GptAttribute(String text, int bit) {
        this.text = text;
        this.bit = bit;
    }

    /// {@return its name in designs: `legacy-boot`}
    public String text() {
        return text;
    }

    /// {@return its one bit}
    public long mask() {
        return 1L << bit;
    }

    /// {@return the attribute of that name}
    public static Optional<GptAttribute> named(String text) {
        return Arrays.stream(values()).filter(it -> it.text.equals(text)).findFirst();
    }

    /// {@return the attributes among these bits}
    public static Set<GptAttribute> of(long bits) {
        var found = EnumSet.noneOf(GptAttribute.class);
        for (GptAttribute it : values()) {
            if ((bits & it.mask()) != 0) {
                found.add(it);
            }
        }
        return found;
    }

    /// {@return the bits of these attributes}
    public static long bits(Set<GptAttribute> attributes) {
        return attributes.stream().mapToLong(GptAttribute::mask).reduce(0, (a, b) -> a | b);
    }
}
