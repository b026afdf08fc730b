package dev.diskwright.core.container.vma;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// What the header's tables name: configurations and devices.
///
/// @param header whose tables these are
/// @param configs in the order of their slots
/// @param devices in the order of their ids
record Tables(Header header, List<Config> configs, List<Device> devices) {
    private static final int LAST_DEVICE = 254; // 255 is kept free
    private static final String STATE = "vmstate";

    /// A configuration file.
    record Config(String name, MemorySegment data) {}

    /// A device.
    ///
    /// @param id 1 to 254
    /// @param size in bytes
    record Device(int id, String name, long size) {
        /// {@return whether it is a machine's memory, of which no cluster is said to exist}
        boolean isState() {
            return name.equals(STATE);
        }
    }

    Tables {
        configs = List.copyOf(configs);
        devices = List.copyOf(devices);
    }

    static Tables read(Where where, BlockSource file, Faults faults) throws IOException {
        Header header = Header.read(where, file, faults);
        MemorySegment bytes = file.bytes(0, (int) header.headerSize());
        var blobs = new Blobs(where, bytes, header, faults);
        Where place = Fields.header(where);
        return new Tables(
                header, configs(place, bytes, blobs, faults), devices(place, bytes, blobs, faults));
    }

    private static List<Config> configs(
            Where place, MemorySegment bytes, Blobs blobs, Faults faults) throws IOException {
        var configs = new ArrayList<Config>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < Header.CONFIGS; i++) {
            long nameAt = pointer(bytes, Header.CONFIG_NAMES_AT + 4 * i);
            long dataAt = pointer(bytes, Header.CONFIG_DATA_AT + 4 * i);
            if (nameAt == 0 && dataAt == 0) {
                continue;
            }
            Where nameField = place.field("config name " + i, Header.CONFIG_NAMES_AT + 4L * i);
            Where dataField = place.field("config data " + i, Header.CONFIG_DATA_AT + 4L * i);
            try {
                String name = blobs.name(nameField, nameAt);
                MemorySegment data = blobs.blob(dataField, dataAt);
                if (names.add(name)) {
                    configs.add(new Config(name, data));
                } else {
                    faults.found(
                            new CorruptImageException(
                                    nameField, "\"" + name + "\" again", "another name"));
                }
            } catch (CorruptImageException e) {
                faults.found(e);
            }
        }
        return configs;
    }

    private static List<Device> devices(
            Where place, MemorySegment bytes, Blobs blobs, Faults faults) throws IOException {
        var devices = new ArrayList<Device>();
        Set<String> names = new HashSet<>();
        for (int id = 0; id < Header.DEVICES; id++) {
            int at = Header.DEVICES_AT + Header.DEVICE_SIZE * id;
            long nameAt = pointer(bytes, at);
            if (nameAt == 0) {
                continue;
            }
            Where field = place.field("device " + id, at);
            try {
                if (id == 0 || id > LAST_DEVICE) {
                    throw new CorruptImageException(field, "a device", "none with that id");
                }
                String name = blobs.name(field, nameAt);
                long size = bytes.get(Fields.U64, at + 8);
                if (size < 0 || size > Fields.LARGEST) {
                    throw new CorruptImageException(
                            field,
                            "a size of " + Long.toUnsignedString(size),
                            "at most " + Fields.LARGEST);
                }
                if (!names.add(name)) {
                    throw new CorruptImageException(
                            field, "\"" + name + "\" again", "another name");
                }
                devices.add(new Device(id, name, size));
            } catch (CorruptImageException e) {
                faults.found(e);
            }
        }
        return devices;
    }

    private static long pointer(MemorySegment bytes, long at) {
        return Integer.toUnsignedLong(bytes.get(Fields.U32, at));
    }

    /// The buffer of blobs: each a length and bytes, packed; pointers lead to lengths.
    private static final class Blobs {
        private final TreeMap<Long, MemorySegment> byStart = new TreeMap<>();

        Blobs(Where where, MemorySegment header, Header fields, Faults faults) throws IOException {
            MemorySegment buffer =
                    header.asSlice(fields.blobBufferOffset(), fields.blobBufferSize());
            long at = 1; // 0 stands for none
            while (at + 2 <= buffer.byteSize()) {
                long length = Short.toUnsignedLong(buffer.get(Fields.BLOB_LENGTH, at));
                if (length > buffer.byteSize() - at - 2) {
                    Where blob = where.structure("blob", fields.blobBufferOffset() + at);
                    faults.found(
                            new CorruptImageException(
                                    blob, "a length of " + length, "an end in the blob buffer"));
                    return;
                }
                byStart.put(at, buffer.asSlice(at + 2, length));
                at += 2 + length;
            }
        }

        MemorySegment blob(Where field, long pointer) throws CorruptImageException {
            MemorySegment blob = byStart.get(pointer);
            if (blob == null) {
                throw new CorruptImageException(field, "0x%x".formatted(pointer), "a blob's start");
            }
            return blob;
        }

        /// {@return a name that can be that of a file}
        String name(Where field, long pointer) throws CorruptImageException {
            byte[] bytes = blob(field, pointer).toArray(ValueLayout.JAVA_BYTE);
            if (bytes.length < 2 || bytes[bytes.length - 1] != 0) {
                throw new CorruptImageException(
                        field, bytes.length + " bytes", "a name that ends in a zero byte");
            }
            String name = new String(bytes, 0, bytes.length - 1, UTF_8);
            if (name.equals(".")
                    || name.equals("..")
                    || name.chars().anyMatch(it -> it < ' ' || it == '/' || it == '\\')) {
                throw new CorruptImageException(
                        field, "\"" + printable(name) + "\"", "a name without folders");
            }
            return name;
        }

        private static String printable(String name) {
            String shown = name.replaceAll("\\p{Cntrl}", "?");
            return shown.length() > 80 ? shown.substring(0, 80) + "…" : shown;
        }
    }
}
