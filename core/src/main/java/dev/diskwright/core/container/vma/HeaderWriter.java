package dev.diskwright.core.container.vma;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Lays out the header: configurations, then devices, as Proxmox's own writer orders the blobs.
final class HeaderWriter {
    private static final int LARGEST_BLOB = 0xffff;
    private static final int LARGEST = 512 << 10; // what Proxmox's own writer and reader go up to
    private static final int MOST_DEVICES = 254;

    private final MemorySegment bytes;
    private final int blobBufferSize;

    /// A name and data that a header is to hold.
    record Config(String name, MemorySegment data) {}

    /// A device that it is to name.
    record Device(String name, long size) {}

    HeaderWriter(Where where, List<Config> configs, List<Device> devices) throws IOException {
        Where place = Fields.header(where);
        if (devices.size() > MOST_DEVICES) {
            throw new DoesNotFitException(
                    place, devices.size() + " devices", MOST_DEVICES + " devices");
        }
        var blobs = new ByteArrayOutputStream();
        blobs.write(0);
        var configNames = new ArrayList<Integer>();
        var configData = new ArrayList<Integer>();
        for (Config config : configs) {
            configNames.add(add(place, blobs, name(config.name())));
            configData.add(add(place, blobs, config.data().toArray(ValueLayout.JAVA_BYTE)));
        }
        var deviceNames = new ArrayList<Integer>();
        for (Device device : devices) {
            if (device.size() > Fields.LARGEST) {
                throw new DoesNotFitException(
                        where.inside(device.name()), device.size(), Fields.LARGEST);
            }
            deviceNames.add(add(place, blobs, name(device.name())));
        }
        blobBufferSize = blobs.size();
        long size = Header.SIZE + Units.roundUp(blobBufferSize, Header.ALIGNMENT);
        if (size > LARGEST || configs.size() > Header.CONFIGS) {
            throw new DoesNotFitException(
                    place,
                    "%d configurations of %d bytes".formatted(configs.size(), blobBufferSize),
                    "%d of %d bytes".formatted(Header.CONFIGS, LARGEST - Header.SIZE));
        }
        bytes = MemorySegment.ofArray(new byte[(int) size]);
        for (int i = 0; i < configs.size(); i++) {
            bytes.set(Fields.U32, Header.CONFIG_NAMES_AT + 4L * i, configNames.get(i));
            bytes.set(Fields.U32, Header.CONFIG_DATA_AT + 4L * i, configData.get(i));
        }
        for (int i = 0; i < devices.size(); i++) {
            long at = Header.DEVICES_AT + (i + 1L) * Header.DEVICE_SIZE; // ids begin with 1
            bytes.set(Fields.U32, at, deviceNames.get(i));
            bytes.set(Fields.U64, at + 8, devices.get(i).size());
        }
        bytes.asSlice(Header.SIZE, blobBufferSize)
                .copyFrom(MemorySegment.ofArray(blobs.toByteArray()));
    }

    private static byte[] name(String name) {
        return (name + '\0').getBytes(UTF_8);
    }

    private static int add(Where place, ByteArrayOutputStream blobs, byte[] blob)
            throws IOException {
        if (blob.length > LARGEST_BLOB) {
            throw new DoesNotFitException(
                    place, "a configuration of " + blob.length, LARGEST_BLOB + " bytes");
        }
        int at = blobs.size();
        blobs.write(blob.length);
        blobs.write(blob.length >>> 8);
        blobs.write(blob);
        return at;
    }

    /// {@return how long it is in bytes}
    long size() {
        return bytes.byteSize();
    }

    static UUID uuid(Identity identity) {
        return identity.uuid("vma");
    }

    /// {@return the header of the archive with that identity}
    MemorySegment complete(Identity identity) {
        MemorySegment fixed =
                Header.CODEC.toBytes(
                        new Header(
                                Header.MAGIC,
                                Header.VERSION,
                                uuid(identity),
                                identity.time().getEpochSecond(),
                                MemorySegment.ofArray(new byte[Fields.MD5_SIZE]),
                                Header.SIZE,
                                blobBufferSize,
                                bytes.byteSize()));
        bytes.asSlice(0, fixed.byteSize()).copyFrom(fixed);
        Fields.setMd5(Fields.newMd5(), bytes, Header.MD5_AT);
        return bytes;
    }
}
