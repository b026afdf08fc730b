package dev.diskwright.core.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// GUIDs as text, as bytes, and derived from a seed.
public final class Guids {
    /// All zero: "no GUID" or "unused entry".
    public static final UUID NIL = new UUID(0, 0);

    private static final Pattern TEXT =
            Pattern.compile(
                    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final ValueLayout.OfLong BE64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Guids() {}

    /// {@return the GUID, or empty unless the text has exactly the form 8-4-4-4-12} Any 128 bits are accepted;
    /// `UUID.fromString` would pad short groups silently.
    public static Optional<UUID> parse(String text) {
        return TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /// {@return the GUID at `offset` in mixed-endian form} (UEFI 2.11, appendix A)
    public static UUID getMixed(MemorySegment from, long offset) {
        return new UUID(swapGroups(from.get(BE64, offset)), from.get(BE64, offset + 8));
    }

    /// Writes a GUID at `offset` in mixed-endian form (UEFI 2.11, appendix A).
    public static void putMixed(MemorySegment to, long offset, UUID guid) {
        to.set(BE64, offset, swapGroups(guid.getMostSignificantBits()));
        to.set(BE64, offset + 8, guid.getLeastSignificantBits());
    }

    /// {@return the UUID whose bytes stand at `offset` in text order}
    public static UUID getPlain(MemorySegment from, long offset) {
        return new UUID(from.get(BE64, offset), from.get(BE64, offset + 8));
    }

    /// Writes a UUID's bytes at `offset` in text order.
    public static void putPlain(MemorySegment to, long offset, UUID uuid) {
        to.set(BE64, offset, uuid.getMostSignificantBits());
        to.set(BE64, offset + 8, uuid.getLeastSignificantBits());
    }

    /// {@return the identifier that `role` has under `seed`} A custom UUID (RFC 9562, version 8): the first 122 free
    /// bits of SHA-256 over seed, NUL, role in UTF-8. Equal inputs give equal identifiers on every machine.
    public static UUID derive(String seed, String role) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(seed.getBytes(UTF_8));
            sha.update((byte) 0);
            MemorySegment hash = MemorySegment.ofArray(sha.digest(role.getBytes(UTF_8)));
            long high = (hash.get(BE64, 0) & ~0xf000L) | 0x8000L;
            long low = (hash.get(BE64, 8) & ~(3L << 62)) | (1L << 63);
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /// Reverses the bytes within the groups of 4, 2 and 2 bytes.
    private static long swapGroups(long high) {
        long reversed =
                Long.reverseBytes(high); // groups now in opposite order, each reversed as wanted
        return reversed << 32 | (reversed >>> 32 & 0xffff) << 16 | reversed >>> 48;
    }

    /// {@return 32 bits that `role` has under `seed`, for identifiers shorter than a GUID; never 0}
    public static long derive32(String seed, String role) {
        UUID id = derive(seed, role);
        long bits = id.getLeastSignificantBits() & 0xffff_ffffL;
        return bits == 0 ? 1 : bits;
    }
}
