package dev.diskwright.core.fs.ext4;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Fixtures;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Flips one bit of metadata and compares our verdict with that of e2fsck. More flips with `-Ddiskwright.cases=N`.
@Tag("peer")
class Ext4AgreementTest {
    private static final Where FILE = Where.file("mutated.img");

    @TempDir private Path directory;

    /// A run of metadata.
    private record Region(String name, long offset, long length) {}

    @ParameterizedTest
    @CsvSource({
        "ext2-1k,        90",
        "ext3-2k,        90",
        "ext4-1k,        100",
        "ext4-2k-nocsum, 90",
        "ext4-4k,        100",
        "rev0-1k,        90"
    })
    void whatE2fsckComplainsAboutWeFind(String name, int percent) throws IOException {
        Peers.require("e2fsck");
        byte[] image = Fixtures.bytes("fs/ext4/" + name + ".img.gz");
        List<Region> regions = regions(BlockSource.of(image));
        int complaints = 0;
        int cases = Integer.getInteger("diskwright.cases", 20);
        var missed = new ArrayList<String>();
        var more = new ArrayList<String>();
        for (long seed = 0; seed < cases; seed++) {
            Random random = Cases.random(seed);
            Region region = regions.get(random.nextInt(regions.size()));
            long at = region.offset() + random.nextLong(region.length());
            byte[] mutated = image.clone();
            int bit = 1 << random.nextInt(8);
            mutated[(int) at] ^= (byte) bit;
            Path file = Files.write(directory.resolve("mutated.img"), mutated);
            Peers.Result verdict = Peers.run("e2fsck", "-fn", file);
            var errors = new ArrayList<Finding>();
            new Ext4()
                    .check(
                            FILE,
                            BlockSource.of(mutated),
                            finding -> {
                                if (finding.severity() == Finding.Severity.ERROR) {
                                    errors.add(finding);
                                }
                            });
            String what =
                    "%s at 0x%x (%s + 0x%x), bit 0x%x"
                            .formatted(name, at, region.name(), at - region.offset(), bit);
            if (verdict.status() != 0) {
                complaints++;
                if (errors.isEmpty()) {
                    missed.add(what + ": " + verdict.output());
                }
            } else if (!errors.isEmpty()) {
                more.add(what + ": " + errors.getFirst());
            }
        }
        String figures =
                "%s: %d flips, e2fsck complains about %d, of which we miss %d; we complain about %d more%n"
                        .formatted(name, cases, complaints, missed.size(), more.size());
        Path log = Path.of("target", "agreement-" + name + ".txt");
        Files.writeString(
                log, figures + String.join("\n", missed) + "\n\n" + String.join("\n", more));
        assertTrue(
                missed.size() * 100 <= complaints * (100 - percent),
                () -> figures + String.join("\n", missed));
    }

    private static List<Region> regions(BlockSource source) throws IOException {
        Volume volume = Volume.open(FILE, source);
        Superblock sb = volume.superblock();
        int blockSize = volume.blockSize();
        var regions = new ArrayList<Region>();
        regions.add(new Region("superblock", Superblock.OFFSET, Superblock.SIZE));
        for (long group = 0; group < sb.groupsCount(); group++) {
            GroupDescriptor descriptor = volume.descriptor(group);
            regions.add(
                    new Region(
                            "descriptor",
                            volume.descriptorAt(group).offset(),
                            sb.descriptorSize()));
            regions.add(
                    new Region("block bitmap", descriptor.blockBitmap() * blockSize, blockSize));
            regions.add(
                    new Region("inode bitmap", descriptor.inodeBitmap() * blockSize, blockSize));
        }
        for (long number = 1; number <= sb.inodesCount(); number++) {
            InodeRecord inode = volume.rawInode(number, volume.descriptor(volume.groupOf(number)));
            boolean many = number % 16 != 0 && number > 30 && inode.size() == 0;
            if (inode.linksCount() == 0 || many) {
                continue;
            }
            regions.add(
                    new Region(
                            "inode " + number,
                            volume.inodeAt(number).offset(),
                            sb.inodeRecordSize()));
            if (inode.fileAcl() != 0) {
                regions.add(new Region("xattrs", inode.fileAcl() * blockSize, blockSize));
            }
            boolean mapped =
                    inode.type() == InodeRecord.DIRECTORY || inode.type() == InodeRecord.REGULAR;
            if (mapped && number != Superblock.RESIZE_INODE) {
                MapReader.read(volume, number, inode, blocks(inode, blockSize, regions));
            }
        }
        return regions;
    }

    private static MapReader.Sink blocks(InodeRecord inode, int blockSize, List<Region> regions) {
        return new MapReader.Sink() {
            @Override
            public void node(Where where, long block) {
                regions.add(new Region("map", block * blockSize, blockSize));
            }

            @Override
            public void run(long logical, long length, long physical, boolean unwritten) {
                if (inode.type() == InodeRecord.DIRECTORY) {
                    regions.add(new Region("directory", physical * blockSize, length * blockSize));
                }
            }
        };
    }
}
