package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Run;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.container.Output;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Writes monolithicSparse: grains in the order of the disk, behind the tables, of which both copies are written when
/// the grains they describe are. Tables that describe nothing are there, as the format wants them, and are holes.
///
/// Memory: one table.
final class SparseWriter implements Encoder {
    static final String SUBFORMAT = "monolithicSparse";

    private final Target target;
    private final Geometry geometry;
    private final Description description;
    private final long redundantDirectory; // sectors, these four
    private final long directory;
    private final long overHead;
    private long end; // of the file so far
    private final MemorySegment table = MemorySegment.ofArray(new byte[4 * Geometry.TABLE_ENTRIES]);
    private long tableIndex = -1; // what it is for; -1 if nothing

    SparseWriter(Output output) throws IOException {
        target = output.target();
        geometry = Geometry.of(output);
        description =
                Description.of(
                        SUBFORMAT,
                        geometry.capacity(),
                        ExtentLine.SPARSE,
                        target.name(),
                        output.options());
        long both = geometry.directory() + (long) geometry.directoryEntries() * Geometry.TABLE;
        redundantDirectory = 1 + Description.SECTORS;
        directory = redundantDirectory + both;
        overHead = Units.roundUp(directory + both, Geometry.GRAIN);
        end = overHead;
    }

    @Override
    public int unit() {
        return Geometry.GRAIN_SIZE;
    }

    @Override
    public CopyPipeline.Step prepare(long offset, MemorySegment data) {
        List<Run> runs = Run.of(offset, data, Geometry.GRAIN_SIZE);
        return () -> {
            for (Run it : runs) {
                write(it.offset(), it.data());
            }
        };
    }

    private void write(long offset, MemorySegment grains) throws IOException {
        target.write(end << Sectors.BITS, grains);
        long first = offset / Geometry.GRAIN_SIZE;
        long count = Math.ceilDiv(grains.byteSize(), Geometry.GRAIN_SIZE);
        for (long grain = first; grain < first + count; grain++) {
            if (grain / Geometry.TABLE_ENTRIES != tableIndex) {
                finishTable();
                tableIndex = grain / Geometry.TABLE_ENTRIES;
            }
            table.setAtIndex(Sectors.U32, grain % Geometry.TABLE_ENTRIES, geometry.entry(end));
            end += Geometry.GRAIN;
        }
    }

    private void finishTable() throws IOException {
        if (tableIndex >= 0) {
            target.write(tableSector(redundantDirectory, tableIndex) << Sectors.BITS, table);
            target.write(tableSector(directory, tableIndex) << Sectors.BITS, table);
            table.fill((byte) 0);
        }
    }

    private long tableSector(long ofDirectory, long index) {
        return ofDirectory + geometry.directory() + index * Geometry.TABLE;
    }

    @Override
    public void finish(Identity identity) throws IOException {
        finishTable();
        target.truncate(end << Sectors.BITS);
        writeDirectory(redundantDirectory);
        writeDirectory(directory);
        target.write(Sectors.SIZE, description.bytes(identity));
        target.write(0, Header.CODEC.toBytes(header()));
    }

    private void writeDirectory(long sector) throws IOException {
        int entries = geometry.directoryEntries();
        if (entries > 0) {
            MemorySegment bytes = MemorySegment.ofArray(new byte[4 * entries]);
            for (int i = 0; i < entries; i++) {
                bytes.setAtIndex(Sectors.U32, i, geometry.entry(tableSector(sector, i)));
            }
            target.write(sector << Sectors.BITS, bytes);
        }
    }

    private Header header() {
        return new Header(
                Header.MAGIC,
                1,
                Header.VALID_NEWLINE_TEST | Header.REDUNDANT_GRAIN_TABLE,
                geometry.capacity(),
                Geometry.GRAIN,
                1,
                Description.SECTORS,
                Geometry.TABLE_ENTRIES,
                redundantDirectory,
                directory,
                overHead,
                0,
                Header.NEWLINES,
                0);
    }
}
