package dev.diskwright.core.boot.secureboot;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The variable store of EDK II firmware, such as `OVMF_VARS.fd`: a firmware volume with authenticated variables.
///
/// ```text
/// firmware volume header │ store header, 28 bytes │ variable, variable … each at a multiple of 4 │ ff ff …
/// variable                 header, 60 bytes: 55aa, state, attributes, time, sizes, vendor │ name, UTF-16 │ data
/// ```
///
/// Not for several threads.
public final class VariableStore {
    private static final ValueLayout.OfShort U16 = JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private static final UUID NV_DATA = UUID.fromString("fff12b8d-7696-4c8b-a985-2747075b4f50");
    private static final UUID AUTHENTICATED =
            UUID.fromString("aaf32c78-947b-439a-a180-2e144ec37792");
    private static final UUID SECURE_BOOT_ENABLE =
            UUID.fromString("f0a30bc7-af08-4556-99c4-001009c93a44");
    private static final int SMALLEST = 0x48;
    private static final int LARGEST = 64 << 20;
    private static final int SIGNATURE = 0x28;
    private static final int FV_SIGNATURE = 0x4856465f; // "_FVH"
    private static final int HEADER_LENGTH = 0x30;
    private static final int STORE_HEADER = 28;
    private static final byte FORMATTED = 0x5a;
    private static final byte HEALTHY = (byte) 0xfe;
    private static final int VARIABLE_HEADER = 60;
    private static final short START = 0x55aa;
    private static final byte ADDED = 0x3f;
    private static final byte DELETED_BITS = 0x02;

    private static final int BOOT_SERVICES = 3; // kept, and seen until the system takes over

    private final Where where;
    private final MemorySegment bytes;
    private final long first;
    private final long end;

    private VariableStore(Where where, MemorySegment bytes, long first, long end) {
        this.where = where;
        this.bytes = bytes;
        this.first = first;
        this.end = end;
    }

    /// A variable that is in force.
    public record Variable(String name, UUID vendor, int attributes, MemorySegment data) {}

    /// Reads a store.
    ///
    /// @throws CorruptImageException if its headers contradict each other
    /// @throws UnsupportedImageException if it is no store of authenticated variables
    public static VariableStore read(BootInput file) throws IOException {
        Where where = file.where();
        long size = file.bytes().size();
        if (size < SMALLEST || size > LARGEST) {
            throw new UnsupportedImageException(
                    where, "a variable store of %d bytes".formatted(size));
        }
        MemorySegment bytes = file.bytes().bytes(0, (int) size);
        if (bytes.get(U32, SIGNATURE) != FV_SIGNATURE
                || !Guids.getMixed(bytes, 16).equals(NV_DATA)) {
            throw new UnsupportedImageException(
                    where, "a file that is no volume of UEFI variables");
        }
        long store = bytes.get(U16, HEADER_LENGTH) & 0xffff;
        Where header = where.structure("variable store header", store);
        if (store < SMALLEST || store > size - STORE_HEADER) {
            throw new CorruptImageException(
                    where.structure("firmware volume header", 0)
                            .field("header length", HEADER_LENGTH),
                    Long.toString(store),
                    "%d to %d".formatted(SMALLEST, size - STORE_HEADER));
        }
        if (!Guids.getMixed(bytes, store).equals(AUTHENTICATED)) {
            throw new UnsupportedImageException(
                    header, "a store of variables that are not authenticated");
        }
        long storeSize = bytes.get(U32, store + 16) & 0xffff_ffffL;
        if (storeSize < STORE_HEADER
                || storeSize > size - store
                || bytes.get(JAVA_BYTE, store + 20) != FORMATTED
                || bytes.get(JAVA_BYTE, store + 21) != HEALTHY) {
            throw new CorruptImageException(
                    header.field("size, format, state", 16),
                    "%d bytes, 0x%02x, 0x%02x"
                            .formatted(
                                    storeSize,
                                    bytes.get(JAVA_BYTE, store + 20),
                                    bytes.get(JAVA_BYTE, store + 21)),
                    "at most %d bytes, 0x5a, 0xfe".formatted(size - store));
        }
        return new VariableStore(where, bytes, store + STORE_HEADER, store + storeSize);
    }

    /// {@return the variables that are in force, in the order of the store}
    ///
    /// @throws CorruptImageException if a variable leaves the store
    public List<Variable> variables() throws CorruptImageException {
        var found = new ArrayList<Variable>();
        walk((at, name, dataSize) -> {
            if (bytes.get(JAVA_BYTE, at + 2) == ADDED) {
                long data = at + VARIABLE_HEADER + bytes.get(U32, at + 36);
                found.add(
                        new Variable(
                                name,
                                Guids.getMixed(bytes, at + 44),
                                bytes.get(U32, at + 4),
                                bytes.asSlice(data, dataSize).asReadOnly()));
            }
        });
        return found;
    }

    /// Enrols own keys and switches Secure Boot on.
    ///
    /// @param lists of each variable, as [SignatureList] makes them
    /// @param timestamp of what is enrolled, in seconds since 1970
    /// @throws CorruptImageException if a variable leaves the store
    /// @throws DoesNotFitException if there is no room left
    public void enrol(Map<SecureBootVariable, byte[]> lists, long timestamp)
            throws CorruptImageException, DoesNotFitException {
        for (SecureBootVariable it : SecureBootVariable.values()) {
            byte[] data = lists.get(it);
            if (data != null) {
                put(
                        it.variable(),
                        it.vendor(),
                        SecureBootVariable.ATTRIBUTES,
                        SecureBootVariable.time(timestamp),
                        data);
            }
        }
        byte[] never = new byte[SecureBootVariable.TIME_SIZE];
        put("SecureBootEnable", SECURE_BOOT_ENABLE, BOOT_SERVICES, never, new byte[] {1});
    }

    /// Puts a variable behind the others; one of the same name is marked as deleted.
    private void put(String name, UUID vendor, int attributes, byte[] time, byte[] data)
            throws CorruptImageException, DoesNotFitException {
        long at =
                walk((offset, other, _) -> {
                    if (other.equals(name) && Guids.getMixed(bytes, offset + 44).equals(vendor)) {
                        byte state = bytes.get(JAVA_BYTE, offset + 2);
                        bytes.set(JAVA_BYTE, offset + 2, (byte) (state & ~DELETED_BITS));
                    }
                });
        byte[] text = (name + "\0").getBytes(UTF_16LE);
        long needed = align(VARIABLE_HEADER + (long) text.length + data.length);
        if (needed > end - at) {
            throw new DoesNotFitException(
                    where.structure("variable " + name, at), needed, end - at);
        }
        bytes.set(U16, at, START);
        bytes.set(JAVA_BYTE, at + 2, ADDED);
        bytes.set(JAVA_BYTE, at + 3, (byte) 0);
        bytes.set(U32, at + 4, attributes);
        bytes.set(U64, at + 8, 0);
        MemorySegment.copy(time, 0, bytes, JAVA_BYTE, at + 16, time.length);
        bytes.set(U32, at + 32, 0);
        bytes.set(U32, at + 36, text.length);
        bytes.set(U32, at + 40, data.length);
        Guids.putMixed(bytes, at + 44, vendor);
        MemorySegment.copy(text, 0, bytes, JAVA_BYTE, at + VARIABLE_HEADER, text.length);
        MemorySegment.copy(
                data, 0, bytes, JAVA_BYTE, at + VARIABLE_HEADER + text.length, data.length);
    }

    /// What is done with each variable.
    private interface Visitor {
        void visit(long offset, String name, long dataSize);
    }

    /// {@return where the next variable would go}
    private long walk(Visitor visitor) throws CorruptImageException {
        long at = first;
        while (end - at >= VARIABLE_HEADER && bytes.get(U16, at) == START) {
            long nameSize = bytes.get(U32, at + 36) & 0xffff_ffffL;
            long dataSize = bytes.get(U32, at + 40) & 0xffff_ffffL;
            if (nameSize + dataSize > end - at - VARIABLE_HEADER) {
                throw new CorruptImageException(
                        where.structure("variable", at).field("sizes", 36),
                        "%d and %d bytes".formatted(nameSize, dataSize),
                        "a variable inside the store");
            }
            byte[] name = bytes.asSlice(at + VARIABLE_HEADER, nameSize).toArray(JAVA_BYTE);
            visitor.visit(at, new String(name, UTF_16LE).replace("\0", ""), dataSize);
            at += align(VARIABLE_HEADER + nameSize + dataSize);
        }
        return at;
    }

    private static long align(long size) {
        return (size + 3) & -4;
    }

    /// {@return the whole file}
    public byte[] toBytes() {
        return bytes.toArray(JAVA_BYTE);
    }
}
