package dev.diskwright.core.container.vmdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.zip.Deflater;

/// Extents as other tools write them, byte by byte, wrong ones included. The disk has some grains of one value each.
final class Forms {
    static final int CAPACITY = 3000; // sectors; the 24th grain is not whole
    private static final int GRAIN = 128; // sectors
    private static final int[] GRAINS = {1, 2, 5, 23};

    private Forms() {}

    /// {@return the disk that all of them hold}
    static byte[] disk() {
        byte[] disk = new byte[CAPACITY * 512];
        for (int grain : GRAINS) {
            int from = grain * GRAIN * 512;
            Arrays.fill(disk, from, Math.min(from + GRAIN * 512, disk.length), (byte) grain);
        }
        return disk;
    }

    static String descriptor(String type, String extents) {
        return descriptor(type, "ffffffff", extents);
    }

    static String descriptor(String type, String parent, String extents) {
        return """
        # Disk DescriptorFile
        version=1
        CID=12345678
        parentCID=%s
        createType="%s"
        %s
        ddb.adapterType = "lsilogic"
        """
                .formatted(parent, type, extents);
    }

    /// A file that grows by sectors.
    static final class Builder {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        int sector() {
            return out.size() / 512;
        }

        Builder put(byte[] bytes) {
            out.writeBytes(bytes);
            out.writeBytes(new byte[-bytes.length & 511]);
            return this;
        }

        Builder padTo(int sector) {
            return put(new byte[(sector - sector()) * 512]);
        }

        Builder marker(long value, int type) {
            byte[] sector = new byte[512];
            MemorySegment.ofArray(sector).set(Sectors.U64, 0, value);
            MemorySegment.ofArray(sector).set(Sectors.U32, 12, type);
            return put(sector);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    static byte[] header(
            int version, long flags, long rgd, long gd, int descriptorSize, int compression) {
        return Header.CODEC
                .toBytes(
                        new Header(
                                Header.MAGIC,
                                version,
                                flags,
                                CAPACITY,
                                GRAIN,
                                descriptorSize == 0 ? 0 : 1,
                                descriptorSize,
                                512,
                                rgd,
                                gd,
                                128,
                                0,
                                Header.NEWLINES,
                                compression))
                .toArray(ValueLayout.JAVA_BYTE);
    }

    static byte[] entries(int... values) {
        byte[] bytes = new byte[values.length * 4];
        for (int i = 0; i < values.length; i++) {
            MemorySegment.ofArray(bytes).setAtIndex(Sectors.U32, i, values[i]);
        }
        return bytes;
    }

    static byte[] deflate(byte[] bytes) {
        try (var deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = new byte[bytes.length + 1000];
            return Arrays.copyOf(out, deflater.deflate(out));
        }
    }

    private static byte[] grain(int value) {
        byte[] grain = new byte[GRAIN * 512];
        Arrays.fill(grain, (byte) value);
        return grain;
    }

    private static byte[] marked(int grain, byte[] data) {
        byte[] bytes = new byte[12 + data.length];
        MemorySegment segment = MemorySegment.ofArray(bytes);
        segment.set(Sectors.U64, 0, (long) grain * GRAIN);
        segment.set(Sectors.U32, 8, data.length);
        System.arraycopy(data, 0, bytes, 12, data.length);
        return bytes;
    }

    /// How a stream may look.
    enum Stream {
        /// The directory at the end, and only the footer knows where.
        PURE,
        /// The same, and the header knows it too, as VMware's converter writes it.
        HEADER_KNOWS,
        /// Directory and table in front, and an end-of-stream marker, as VMware's vmdk-convert writes it.
        SEEKABLE,
        /// Grains without markers.
        WITHOUT_MARKERS
    }

    /// {@return a stream that holds [#disk()]}
    static byte[] stream(Stream form) {
        boolean front = form == Stream.SEEKABLE || form == Stream.WITHOUT_MARKERS;
        boolean markers = form != Stream.WITHOUT_MARKERS;
        int[] table = new int[512];
        var body = new Builder();
        for (int grain : GRAINS) {
            table[grain] = 128 + body.sector();
            byte[] data = deflate(grain(grain));
            body.put(markers ? marked(grain, data) : data);
        }
        long gd = 60;
        if (!front) {
            body.marker(4, 1);
            int at = 128 + body.sector();
            body.put(entries(table)).marker(1, 2);
            gd = 128L + body.sector();
            body.put(entries(at));
        }
        long flags = 0x10001 | (markers ? 0x20000 : 0);
        if (form == Stream.PURE) {
            body.marker(1, 3).put(header(3, flags, 0, gd, 20, 1));
        }
        if (markers) {
            body.marker(0, 0);
        }
        String extent = "RDONLY %d SPARSE \"disk.vmdk\"".formatted(CAPACITY);
        var file =
                new Builder()
                        .put(header(3, flags, 0, form == Stream.PURE ? -1 : gd, 20, 1))
                        .put(descriptor("streamOptimized", extent).getBytes(UTF_8));
        if (front) {
            file.padTo(60).put(entries(61)).put(entries(table));
        }
        return file.padTo(128).put(body.bytes()).bytes();
    }

    /// {@return a sparse extent with two directories that holds [#disk()]}
    ///
    /// @param zeroed an entry of 1 instead of a hole
    static byte[] sparse(int version, boolean zeroed, String descriptor) {
        int[] table = new int[512];
        Arrays.fill(table, 0, 23, zeroed ? 1 : 0);
        for (int i = 0; i < GRAINS.length; i++) {
            table[GRAINS[i]] = 128 * (1 + i);
        }
        byte[] text = descriptor.getBytes(UTF_8);
        int size = descriptor.isEmpty() ? 0 : 20;
        var file =
                new Builder()
                        .put(header(version, zeroed ? 7 : 3, 21, 26, size, 0))
                        .put(text)
                        .padTo(21)
                        .put(entries(22))
                        .put(entries(table))
                        .put(entries(27))
                        .put(entries(table))
                        .padTo(128);
        for (int grain : GRAINS) {
            file.put(grain(grain));
        }
        return file.bytes();
    }

    /// {@return an ESX server sparse extent that holds [#disk()], with grains of one sector}
    static byte[] cowd(int flags) {
        byte[] disk = disk();
        int[] table = new int[4096];
        var body = new Builder();
        for (int i = 0; i < CAPACITY; i++) {
            byte[] sector = Arrays.copyOfRange(disk, i * 512, i * 512 + 512);
            if (sector[0] != 0) {
                table[i] = 37 + body.sector();
                body.put(sector);
            }
        }
        byte[] header =
                CowdHeader.CODEC
                        .toBytes(
                                new CowdHeader(
                                        CowdHeader.MAGIC, 1, flags, CAPACITY, 1, 4, 1, 5000, 0))
                        .toArray(ValueLayout.JAVA_BYTE);
        return new Builder()
                .put(header)
                .put(entries(5))
                .put(entries(table))
                .put(body.bytes())
                .bytes();
    }
}
