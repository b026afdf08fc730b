package dev.diskwright.core.container.vma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import dev.diskwright.core.testing.Fixtures;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a program in another language, written from the format's description, says of our archives, and what we read from
/// its. Proxmox's own `vma` is in no distribution.
@Tag("peer")
class VmaPeersTest {
    @TempDir Path folder;
    private Path script;
    private Path archive;

    @BeforeEach
    void requirePeers() throws IOException {
        Peers.require("python3");
        script = Files.write(folder.resolve("vma.py"), Fixtures.bytes("container/vma/vma.py"));
        archive = folder.resolve("disk.vma");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void everyArchivePasses(long seed) throws Exception {
        Random random = Cases.random(seed);
        var disks = new ArrayList<Encoding.NamedDisk>();
        for (int i = 0; i <= seed % 3; i++) {
            int size = (int) Cases.size(random, 6 << 20);
            disks.add(new Encoding.NamedDisk("", Sources.random(random, size)));
        }
        Files.write(archive, Archives.encode(disks, Map.of(), List.of(), Archives.IDENTITY));
        Peers.run("python3", script, "extract", archive, folder).ok();
        for (int i = 0; i < disks.size(); i++) {
            byte[] file = Files.readAllBytes(folder.resolve("drive-scsi" + i));
            DiskFiles.assertSame(disks.get(i).bytes(), BlockSource.of(file));
        }
    }

    @Test
    void compressedArchiveIsTheSameUnpacked() throws Exception {
        Peers.require("zstd");
        BlockSource disk = Sources.random(Cases.random(1), 9 << 20);
        Path packed = folder.resolve("disk.vma.zst");
        Files.write(packed, Archives.encode(disk, Map.of("compress", "zstd")));
        Peers.run("zstd", "-d", packed, "-o", archive).ok();
        assertArrayEquals(Archives.encode(disk, Map.of()), Files.readAllBytes(archive));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, 3})
    void archivesOfOthersAreReadAndPass(long seed) throws Exception {
        Random random = Cases.random(seed);
        Path config = folder.resolve("conf");
        Files.writeString(
                config,
                """
                sata0: a:b
                scsi3: a:c
                #qmdump#map:sata0:drive-sata0:a:raw:
                #qmdump#map:scsi3:drive-scsi3:a:raw:
                """);
        var arguments = new ArrayList<Object>(List.of(script, "create", archive, seed, config));
        var images = new ArrayList<byte[]>();
        for (String name : List.of("drive-sata0", "drive-scsi3")) {
            int size = (int) Cases.size(random, 8 << 20) / 512 * 512;
            byte[] image =
                    Sources.random(random, size).bytes(0, size).toArray(ValueLayout.JAVA_BYTE);
            images.add(image);
            arguments.add(name + "=" + Files.write(folder.resolve(name), image));
        }
        Peers.run("python3", arguments.toArray()).ok();
        byte[] file = Files.readAllBytes(archive);
        Container container = Archives.decode(file);
        for (int i = 0; i < images.size(); i++) {
            DiskFiles.assertSame(BlockSource.of(images.get(i)), container.disks().get(i).open());
        }
        assertEquals(Files.size(config), container.attachments().getFirst().bytes().size());
        assertEquals(List.of(), Archives.check(file));
    }
}
