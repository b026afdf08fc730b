package dev.diskwright.core.vm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.design.Filesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationsTest {
    @TempDir private Path directory;

    private static BlockSource none(Preparation.BlankDisk disk) {
        throw new AssertionError(disk.toString());
    }

    private void carryOut(Preparation... all) throws IOException, InterruptedException {
        Preparations.carryOut(List.of(all), PreparationsTest::none);
    }

    @Test
    void variablesAreMadeAnewOrKept() throws IOException, InterruptedException {
        Path template = Files.writeString(directory.resolve("template"), "new");
        Path target = directory.resolve("vars");
        carryOut(new Preparation.Variables(target, template, true));
        assertEquals("new", Files.readString(target));
        Files.writeString(target, "changed");
        carryOut(new Preparation.Variables(target, template, true));
        assertEquals("changed", Files.readString(target));
        carryOut(new Preparation.Variables(target, template, false));
        assertEquals("new", Files.readString(target));
    }

    @Test
    void blankDisksAreHoles() throws IOException, InterruptedException {
        Path target = directory.resolve("disk");
        carryOut(new Preparation.BlankDisk(target, 3 << 20, "data0", null));
        assertEquals(3 << 20, Files.size(target));
        assertArrayEquals(new byte[3 << 20], Files.readAllBytes(target));
    }

    @Test
    void formattedDisksHoldWhatTheFormatterMakes() throws IOException, InterruptedException {
        Path target = directory.resolve("disk");
        byte[] bytes = new byte[600_000];
        Arrays.fill(bytes, 1000, 590_000, (byte) 7);
        var disk =
                new Preparation.BlankDisk(
                        target, 1 << 20, "data0", new Filesystem.Ext4("", null, 4096, 5));
        Preparations.carryOut(List.of(disk), _ -> BlockSource.of(bytes));
        assertArrayEquals(Arrays.copyOf(bytes, 1 << 20), Files.readAllBytes(target));
    }

    @Test
    void credentialsForSmbiosAreOneLine() throws IOException, InterruptedException {
        Path source = Files.write(directory.resolve("s"), new byte[] {0, 1, 2});
        Path target = directory.resolve("c");
        carryOut(new Preparation.SmbiosCredential(target, "a.b", null, source));
        assertEquals("io.systemd.credential.binary:a.b=AAEC", Files.readString(target));
        carryOut(new Preparation.SmbiosCredential(target, "a", "text", null));
        assertEquals("io.systemd.credential.binary:a=dGV4dA==", Files.readString(target));
        carryOut(new Preparation.CredentialFile(target, "text"));
        assertEquals("text", Files.readString(target));
    }

    @Test
    void whatCannotBeMadeIsTold() throws IOException, InterruptedException {
        carryOut(new Preparation.Directory(directory.resolve("a/b")));
        assertTrue(Files.isDirectory(directory.resolve("a/b")));
        Path nowhere = directory.resolve("no/where");
        for (Preparation it :
                List.of(
                        new Preparation.Variables(nowhere, directory.resolve("none"), false),
                        new Preparation.BlankDisk(nowhere, 512, "x", null),
                        new Preparation.CredentialFile(nowhere, "x"),
                        new Preparation.SmbiosCredential(
                                nowhere, "x", null, directory.resolve("none")))) {
            assertThrows(HostException.class, () -> carryOut(it), it.toString());
        }
    }
}
