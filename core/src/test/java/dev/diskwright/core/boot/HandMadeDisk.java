package dev.diskwright.core.boot;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Scattered;
import dev.diskwright.core.block.Scattered.Stretch;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A disk without file system on which a test says where each piece of a file lies. It has an MBR's signature and one
/// partition in its table.
final class HandMadeDisk implements BootDisk {
    private final long size;
    private final Area embedding;
    private final Map<String, Kept> files = new HashMap<>();
    private final List<Composition.Piece> pieces = new ArrayList<>();
    int sectorSize = 512;

    private record Kept(BlockSource bytes, Scattered.Builder places) {}

    HandMadeDisk(long size, Area embedding) {
        this.size = size;
        this.embedding = embedding;
    }

    /// {@return a file of this disk, of which nothing has a place yet}
    BiosLoader.Stored file(String path, byte[] bytes) {
        var source = BlockSource.of(bytes);
        files.put(path, new Kept(source, new Scattered.Builder()));
        return new BiosLoader.Stored(
                BootFile.Place.SYSTEM, path, new BootInput(Where.file(path), source));
    }

    /// Puts `length` bytes of the file, or as many as there are, from `offset` on to this sector.
    HandMadeDisk put(String path, long offset, long length, long lba) {
        Kept file = file(path);
        long there = Math.min(length, file.bytes().size() - offset);
        file.places().add(offset, there, lba * 512);
        pieces.add(new Composition.Piece(lba * 512, file.bytes().slice(offset, there)));
        return this;
    }

    HandMadeDisk put(String path, long lba) {
        return put(path, 0, Long.MAX_VALUE, lba);
    }

    /// {@return the disk with what the loader adds}
    BlockSource with(BootSectors loader) throws IOException {
        return Composition.over(bytes(), loader.on(this));
    }

    @Override
    public int sectorSize() {
        return sectorSize;
    }

    @Override
    public boolean isPartitioned() {
        return true;
    }

    @Override
    public BlockSource bytes() {
        byte[] table = new byte[72];
        byte[] entry = {(byte) 0x80, 0, 2, 0, (byte) 0x83, 0, 2, 0, 0, 8, 0, 0, 0, 8, 0, 0};
        System.arraycopy(entry, 0, table, 6, entry.length);
        table[70] = 0x55;
        table[71] = (byte) 0xaa;
        var disk = Composition.ofSize(size).place(440, BlockSource.of(table));
        pieces.forEach(it -> disk.place(it.offset(), it.source()));
        return disk.build();
    }

    @Override
    public Area embedding() {
        return embedding;
    }

    @Override
    public Area partition(BootFile.Place place, String path) {
        return new Area(1 << 20, size - (1 << 20), 1);
    }

    @Override
    public List<Stretch> stretches(BootFile.Place place, String path) {
        Kept file = file(path);
        return file.places().build(BlockSource.zeros(size), file.bytes().size()).stretches();
    }

    private Kept file(String path) {
        return Objects.requireNonNull(files.get(path));
    }
}
