package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Peers;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images that name files which are none of their business, read by a process whose system calls are watched.
class HostileReferencesTest {
    private static final List<String> BAITS =
            List.of(
                    "../outside/secret",
                    "ABSOLUTE",
                    "/dev/full",
                    "link",
                    "nbd+unix:///?socket=SOCKET");

    @TempDir private Path base;

    /// The watched process: reads every image of a folder in every way.
    public static void main(String[] args) throws IOException {
        var cli = new Cli(Path.of(args[0]));
        for (String image : names(cli.folder())) {
            for (String call : List.of("inspect", "verify", "digest", "ls")) {
                cli.run(call, image);
            }
            cli.run("convert", "--to", "raw", image, "out-" + image);
            cli.run("diff", image, image);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> it.startsWith("evil"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void noOtherFileIsOpened() throws IOException {
        Peers.require("strace");
        Path given = Files.createDirectory(base.resolve("given"));
        Path secret = Files.createDirectory(base.resolve("outside")).resolve("secret");
        Files.write(secret, new byte[1 << 20]);
        Files.createSymbolicLink(given.resolve("link"), secret);
        int number = 0;
        for (String bait : BAITS) {
            String name =
                    bait.replace("ABSOLUTE", secret.toString())
                            .replace("SOCKET", base.resolve("socket").toString());
            Files.write(given.resolve("evil-%d.qcow2".formatted(number)), qcow2(name));
            Files.writeString(given.resolve("evil-%d.vmdk".formatted(number)), vmdk(name));
            Files.writeString(given.resolve("evil-%d.ovf".formatted(number)), ovf(name));
            number++;
        }
        Files.write(given.resolve("good.img"), new byte[1 << 20]);
        Files.write(given.resolve("evil-harmless.qcow2"), qcow2("good.img"));

        Path trace = base.resolve("trace");
        var command = new ArrayList<Object>(List.of("-f", "-qq", "-o", trace));
        command.addAll(List.of("-e", "trace=open,openat,openat2,connect,execve"));
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Xshare:auto", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath(), HostileReferencesTest.class.getName(), given));
        Peers.run(110, "strace", command.toArray()).ok();

        List<String> calls = Files.readAllLines(trace, UTF_8);
        assertTrue(calls.stream().anyMatch(it -> it.contains("good.img")), "nothing was watched");
        assertEquals(
                List.of(),
                calls.stream()
                        .filter(it ->
                                it.contains("secret")
                                        || it.contains("/dev/full")
                                        || it.contains("given/link")
                                        || it.contains("connect(") && !it.contains("nscd"))
                        .toList());
        assertEquals(1, calls.stream().filter(it -> it.contains("execve(")).count());
    }

    private static String classPath() {
        return Stream.of("java.class.path", "jdk.module.path", "jdk.module.main.path")
                .map(it -> System.getProperty(it, ""))
                .filter(it -> !it.isEmpty())
                .distinct()
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElse("");
    }

    /// Version 2, 1 MiB, all of it in the backing file.
    private static byte[] qcow2(String backing) {
        byte[] name = backing.getBytes(UTF_8);
        ByteBuffer file = ByteBuffer.allocate(4 << 16);
        file.putInt(0x514649fb).putInt(2).putLong(1024).putInt(name.length).putInt(16);
        file.putLong(1 << 20).putInt(0).putInt(1).putLong(1 << 16).putLong(2 << 16).putInt(1);
        file.put(1024, name).putLong(2 << 16, 3 << 16);
        for (int cluster = 0; cluster < 4; cluster++) {
            file.putShort((3 << 16) + 2 * cluster, (short) 1);
        }
        return file.array();
    }

    private static String vmdk(String extent) {
        return """
        # Disk DescriptorFile
        version=1
        CID=12345678
        parentCID=ffffffff
        createType="monolithicFlat"
        RW 2048 FLAT "%s" 0
        ddb.adapterType = "ide"
        """
                .formatted(extent);
    }

    private static String ovf(String href) {
        return """
        <?xml version="1.0"?>
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
          <References><File ovf:id="f" ovf:href="%s"/></References>
          <DiskSection><Info>Disks</Info>
            <Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="1048576"/></DiskSection>
        </Envelope>
        """
                .formatted(href);
    }
}
