package dev.diskwright.core.vm.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.vm.Preparation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationsTest {
    @TempDir private Path directory;

    private void carryOut(Preparation... all) throws IOException, InterruptedException {
        new Preparations(Design.of("x", Preset.EFI)).make(List.of(all));
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

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "vfat"})
    @Tag("peer")
    void formattedDisksHoldAFileSystemThatIsTheSameEachTime(String type)
            throws IOException, InterruptedException {
        Peers.require("e2fsck", "fsck.fat");
        boolean ext4 = type.equals("ext4");
        Filesystem.Writable filesystem =
                ext4
                        ? new Filesystem.Ext4("DATA", null, 4096, 5)
                        : new Filesystem.Vfat("DATA", null, null, null);
        Path target = directory.resolve("disk");
        Path again = directory.resolve("again");
        carryOut(new Preparation.BlankDisk(target, 16 << 20, "data0", filesystem));
        carryOut(new Preparation.BlankDisk(again, 16 << 20, "data0", filesystem));
        assertEquals(16 << 20, Files.size(target));
        assertEquals(-1, Files.mismatch(target, again));
        (ext4 ? Peers.run("e2fsck", "-fn", target) : Peers.run("fsck.fat", "-n", target)).ok();
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
