package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.container.Output;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Writes streamOptimized as vSphere reads it: version 3, grains ascending, each table behind its grains, the directory
/// behind all, and a footer that says where. Goes forward only if the identity is known from the start; else the first
/// 64 KiB, which hold the descriptor, are written last.
///
/// Memory: the grain directory, one table, and what the threads are compressing.
final class StreamWriter implements Encoder {
    static final String SUBFORMAT = "streamOptimized";

    private final Target target;
    private final Geometry geometry;
    private final Description description;
    private final Optional<Identity> known;
    private final Compressors compressors = new Compressors();
    private final MemorySegment directory;
    private final MemorySegment table = MemorySegment.ofArray(new byte[4 * Geometry.TABLE_ENTRIES]);
    private long tableIndex = -1; // what it is for; -1 if nothing
    private long end = Geometry.GRAIN; // of the file so far, in sectors
    private boolean begun;

    StreamWriter(Output output) throws IOException {
        target = output.target();
        known = output.identity();
        geometry = Geometry.of(output);
        description =
                Description.of(
                        SUBFORMAT,
                        geometry.capacity(),
                        ExtentLine.SPARSE,
                        target.name(),
                        output.options());
        directory = MemorySegment.ofArray(new byte[geometry.directory() * Sectors.SIZE]);
    }

    @Override
    public int unit() {
        return Geometry.GRAIN_SIZE;
    }

    @Override
    public CopyPipeline.Step prepare(long offset, MemorySegment data) {
        CompressedChunk chunk = compressors.compress(offset, data);
        return () -> {
            begin();
            write(chunk);
            compressors.release(chunk);
        };
    }

    private void begin() throws IOException {
        if (!begun && known.isPresent()) {
            writeHead(known.get());
        }
        begun = true;
    }

    /// Writes the grains of a chunk at once, or those of each table that they belong to.
    private void write(CompressedChunk chunk) throws IOException {
        int from = 0;
        for (int i = 0; i < chunk.count(); i++) {
            long index = chunk.grain(i) / Geometry.TABLE_ENTRIES;
            if (index != tableIndex) {
                writeGrains(chunk, from, i);
                from = i;
                finishTable();
                tableIndex = index;
            }
            long sector = end + (chunk.start(i) - chunk.start(from) >>> Sectors.BITS);
            table.setAtIndex(
                    Sectors.U32, chunk.grain(i) % Geometry.TABLE_ENTRIES, geometry.entry(sector));
        }
        writeGrains(chunk, from, chunk.count());
    }

    private void writeGrains(CompressedChunk chunk, int from, int to) throws IOException {
        if (from < to) {
            append(chunk.bytes().asSlice(chunk.start(from), chunk.start(to) - chunk.start(from)));
        }
    }

    private void finishTable() throws IOException {
        if (tableIndex >= 0) {
            append(marker(Geometry.TABLE, Marker.GRAIN_TABLE));
            directory.setAtIndex(Sectors.U32, tableIndex, geometry.entry(end));
            append(table);
            table.fill((byte) 0);
            tableIndex = -1;
        }
    }

    /// @param bytes whole sectors
    private void append(MemorySegment bytes) throws IOException {
        target.write(end << Sectors.BITS, bytes);
        end += bytes.byteSize() >>> Sectors.BITS;
    }

    private static MemorySegment marker(long sectors, long type) {
        MemorySegment sector = MemorySegment.ofArray(new byte[Sectors.SIZE]);
        Marker.CODEC.write(new Marker(sectors, 0, type), sector, 0);
        return sector;
    }

    @Override
    public void finish(Identity identity) throws IOException {
        begin();
        finishTable();
        append(marker(geometry.directory(), Marker.GRAIN_DIRECTORY));
        long directorySector = end;
        append(directory);
        append(marker(1, Marker.FOOTER));
        append(Header.CODEC.toBytes(header(directorySector)));
        append(marker(0, Marker.END_OF_STREAM));
        if (known.isEmpty()) {
            writeHead(identity);
        }
        target.truncate(end << Sectors.BITS);
    }

    private void writeHead(Identity identity) throws IOException {
        MemorySegment head = MemorySegment.ofArray(new byte[Geometry.GRAIN_SIZE]);
        Header.CODEC.write(header(Header.GD_AT_END), head, 0);
        MemorySegment text = description.bytes(identity);
        MemorySegment.copy(text, 0, head, Sectors.SIZE, text.byteSize());
        target.write(0, head);
    }

    private Header header(long directorySector) {
        return new Header(
                Header.MAGIC,
                3,
                Header.VALID_NEWLINE_TEST | Header.COMPRESSED | Header.MARKERS,
                geometry.capacity(),
                Geometry.GRAIN,
                1,
                Description.SECTORS,
                Geometry.TABLE_ENTRIES,
                0,
                directorySector,
                Geometry.GRAIN,
                0,
                Header.NEWLINES,
                Header.COMPRESSION_DEFLATE);
    }
}
