package dev.diskwright.core.container.bmap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.MemoryTarget;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Maps that we write, that `bmaptool` writes, and damaged ones.
class BmapTest {
    private static final Where FILE = Where.file("disk.img.bmap");
    @TempDir private Path folder = Path.of("");

    private static MemoryTarget write(BlockSource disk) throws IOException, InterruptedException {
        var target = new MemoryTarget("disk.img.bmap");
        Encoding.write(new Bmap(), disk, Map.of(), target, Progress.NONE);
        return target;
    }

    private static Companions image(BlockSource image) {
        return (where, name) -> {
            if (!name.equals("disk.img")) {
                throw new HostException(where, "no " + name);
            }
            return image;
        };
    }

    private static BlockSource decode(String map, BlockSource image) throws IOException {
        BlockSource file = BlockSource.of(map.getBytes(US_ASCII));
        return new Bmap().decode(FILE, file, image(image)).disk();
    }

    private static List<Finding> check(String map, BlockSource image) throws IOException {
        var findings = new ArrayList<Finding>();
        BlockSource file = BlockSource.of(map.getBytes(US_ASCII));
        new Bmap().check(FILE, file, image(image), findings::add);
        return findings;
    }

    private static final BlockSource DISK =
            Composition.ofSize(5 << 20)
                    .place(4096, BlockSource.of(Cases.bytes(Cases.random(1), 10_000)))
                    .place(2_090_000, BlockSource.of(Cases.bytes(Cases.random(2), 8000)))
                    .build();

    private static String map() throws IOException, InterruptedException {
        return new String(write(DISK).bytes(), US_ASCII);
    }

    @Test
    void mapSaysWhatIsThere() throws Exception {
        String map = map();
        assertTrue(map.startsWith("<?xml version=\"1.0\" ?>\n<bmap version=\"2.0\">\n"), map);
        assertTrue(map.contains("<ImageSize> 5242880 </ImageSize>"), map);
        assertTrue(map.contains("<MappedBlocksCount> 6 </MappedBlocksCount>"), map);
        List<String> ranges =
                map.lines()
                        .filter(it -> it.contains("<Range"))
                        .map(it -> it.replaceAll(".*> (.*) <.*", "$1"))
                        .toList();
        assertEquals(List.of("1-3", "510-511", "512"), ranges);
        assertEquals(List.of(), check(map, DISK));
        DiskFiles.assertSame(DISK, decode(map, DISK));
    }

    @Test
    void whatIsNotMappedIsZero() throws Exception {
        BlockSource ones = Sources.failingAt(5 << 20, -1, new IOException());
        BlockSource disk = decode(map(), ones);
        assertEquals(4096, disk.extentAt(0).length());
        assertEquals(0, disk.bytes(4095, 1).get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0));
        assertEquals(1, disk.bytes(4096, 1).get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0));
        assertTrue(
                check(map(), ones).toString().contains("blocks 1 to 3 of the image are not those"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "> 1-3 <|> 3-1 <|blocks from 0 to 1279",
                "> 512 <|> 511 <|blocks from 512 to 1279",
                "> 512 <|> 1280 <|blocks from 512 to 1279",
                "> 512 <|> 512-99999999999999999999 <|a block or two",
                "> 512 <|> <b/> <|expected text",
                "> 1280 <|> 1279 <|BlocksCount",
                "> 4096 <|> 0 <|BlocksCount",
                "> 5242880 <|> -1 <|ImageSize",
                "> 5242880 <|> 5242881 <|BlocksCount",
                "> 6 <|> 7 <|MappedBlocksCount",
                "<ImageSize>|<ImageSiz>|well-formed",
                "</bmap>|<|well-formed",
                "sha256|md5|checksum md5",
                "2.0|3.0|version \"3.0\"",
                "> 512 <|> 511- 512 <|blocks from 512",
                "chksum=\"|chksum=\"xyz|hexadecimal",
            })
    void damageIsFound(String from, String to, String sentence) throws Exception {
        String map = map();
        String damaged = map.replaceFirst(java.util.regex.Pattern.quote(from), to);
        assertFalse(map.equals(damaged));
        String findings = check(damaged, DISK).toString();
        assertTrue(findings.contains(sentence), findings);
    }

    @Test
    void everyChangeOfTheMapShowsInItsSum() throws Exception {
        String findings = check(map().replace("</bmap>", "</bmap>\n"), DISK).toString();
        assertTrue(findings.contains("BmapFileChecksum"), findings);
    }

    @Test
    void documentTypesAndEntitiesHaveNoSay() throws Exception {
        String evil =
                map().replace(
                                "<bmap",
                                "<!DOCTYPE bmap [<!ENTITY a \"5242880\"><!ENTITY b SYSTEM"
                                        + " \"file:///etc/passwd\">]>\n<bmap");
        for (String entity : List.of("&a;", "&b;")) {
            String map = evil.replace("> 5242880 <", "> " + entity + " <");
            assertThrows(ImageException.class, () -> decode(map, DISK));
        }
    }

    @Test
    void imageIsRequired() throws Exception {
        String map = map();
        assertThrows(
                UnsupportedImageException.class,
                () ->
                        new Bmap()
                                .decode(
                                        FILE,
                                        BlockSource.of(map.getBytes(US_ASCII)),
                                        Companions.NONE));
        assertThrows(CorruptImageException.class, () -> decode(map, BlockSource.zeros(4096)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "<bmap", "<?xml version=\"1.0\"?><ovf/>", "<html><bmap "})
    void otherFilesAreNotMaps(String text) throws Exception {
        assertFalse(new Bmap().recognises(BlockSource.of(text.getBytes(US_ASCII))));
    }

    @Tag("peer")
    @ParameterizedTest
    @ValueSource(ints = {4096, 100_000, 5 << 20})
    void bmaptoolTakesOurs(int size) throws Exception {
        Peers.require("bmaptool");
        BlockSource disk = Sources.random(Cases.random(size), size);
        Path map = folder.resolve("disk.img.bmap");
        new DiskFiles(new Bmap()).encode(disk, Map.of(), map);
        Path copy = folder.resolve("copy.img");
        Peers.run("bmaptool", "copy", "--bmap", map, folder.resolve("disk.img"), copy).ok();
        try (HostFile file = HostFile.open(copy)) {
            DiskFiles.assertSame(disk, file);
        }
    }

    @Tag("peer")
    @Test
    void mapsOfBmaptoolAreReadAndPass() throws Exception {
        Peers.require("bmaptool");
        Path image = folder.resolve("disk.img");
        Images.write(Sources.random(Cases.random(5), 3_000_000), image);
        Path map = folder.resolve("disk.img.bmap");
        Peers.run("bmaptool", "create", "-o", map, image).ok();
        try (HostFile file = HostFile.open(image)) {
            String text = Files.readString(map);
            assertTrue(new Bmap().recognises(BlockSource.of(text.getBytes(US_ASCII))));
            assertEquals(List.of(), check(text, file));
            DiskFiles.assertSame(file, decode(text, file));
        }
    }
}
