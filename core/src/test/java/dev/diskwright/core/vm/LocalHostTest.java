package dev.diskwright.core.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.VmAcceleration;
import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest {
    @TempDir private Path directory;

    private LocalHost host(String system, Map<String, String> environment) {
        return new LocalHost(environment, system, "amd64", directory.resolve("home"));
    }

    /// {@return a program that does what the lines say}
    private Path script(String name, String lines) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + lines + "\n");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    @Test
    void programsAreFoundAlongThePath() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Files.createDirectory(empty.resolve("qemu-x")); // a directory is no program
        Path program = script("qemu-x", "");
        Files.writeString(directory.resolve("plain"), "");
        String path =
                String.join(java.io.File.pathSeparator, "", empty.toString(), directory.toString());
        LocalHost host = host("Linux", Map.of("PATH", path));
        assertEquals(Optional.of(program), host.program("qemu-x"));
        assertEquals(Optional.empty(), host.program("plain"));
        assertEquals(Optional.empty(), host.program("no-such-program"));
        Path windows = script("qemu-y.exe", "");
        assertEquals(
                Optional.of(windows),
                host("Windows 11", Map.of("Path", directory.toString())).program("qemu-y"));
    }

    @Test
    void theHostIsWhatJavaSaysOfIt() {
        assertEquals(HostSystem.LINUX, host("Linux", Map.of()).system());
        assertEquals(HostSystem.MACOS, host("Mac OS X", Map.of()).system());
        assertEquals(HostSystem.WINDOWS, host("Windows 11", Map.of()).system());
        assertEquals(HostSystem.OTHER, host("FreeBSD", Map.of()).system());
        assertEquals(Optional.of(VmArchitecture.X86_64), host("Linux", Map.of()).architecture());
        assertEquals(
                Optional.empty(),
                new LocalHost(Map.of(), "Linux", "s390x", directory).architecture());
        assertEquals(directory.resolve("home/.config"), host("Linux", Map.of()).configDirectory());
        assertEquals(
                Path.of("/c"), host("Linux", Map.of("XDG_CONFIG_HOME", "/c")).configDirectory());
    }

    @Test
    void filesAreReadUpToALimit() throws IOException {
        LocalHost host = host("Linux", Map.of());
        Path file = Files.writeString(directory.resolve("a.json"), "12345");
        Files.writeString(directory.resolve("b.txt"), "");
        Files.writeString(directory.resolve("0.json"), "");
        assertEquals(List.of(directory.resolve("0.json"), file), host.descriptors(directory));
        assertEquals(List.of(), host.descriptors(directory.resolve("none")));
        assertEquals(5, host.read(file, 5).length);
        assertThrows(IOException.class, () -> host.read(file, 4));
        assertThrows(IOException.class, () -> host.read(directory, 4));
        assertEquals(5, host.size(file));
        assertEquals(-1, host.size(directory));
        assertTrue(host.isFile(file));
        assertFalse(host.isFile(directory));
        assertTrue(host.isDirectory(directory));
    }

    @Test
    @Tag("peer")
    void anAcceleratorIsTriedOnceAndTheAnswerRemembered() throws IOException {
        Peers.require("sh");
        Path log = directory.resolve("log");
        Path qemu = script("qemu", "echo \"$2\" >>%s\nprintf SE\nexec sleep 60".formatted(log));
        LocalHost host = host("Linux", Map.of());
        assertEquals(Optional.empty(), host.refusal(qemu, VmAcceleration.KVM));
        assertEquals(Optional.empty(), host.refusal(qemu, VmAcceleration.KVM));
        assertEquals(List.of("kvm"), Files.readAllLines(log));
    }

    @Test
    @Tag("peer")
    void theReasonIsWhatTheProgramSays() throws IOException {
        Peers.require("sh");
        Path qemu =
                script(
                        "qemu",
                        "echo 'Could not access KVM kernel module: No such device' >&2; echo 'qemu-system-x86_64: -accel kvm: failed to initialize kvm: No such device' >&2; exit 1");
        assertEquals(Optional.of("failed to initialize kvm: No such device"), refusal(qemu));
        assertEquals(Optional.of("QEMU ended with status 3"), refusal(script("silent", "exit 3")));
        assertTrue(refusal(directory.resolve("missing")).isPresent());
    }

    private static Optional<String> refusal(Path qemu) {
        return AccelerationTrial.refusal(qemu, VmArchitecture.X86_64, VmAcceleration.KVM);
    }

    @Test
    @Tag("peer")
    void whatRunsButFarTooSlowlyIsNoAcceleration() throws IOException {
        Peers.require("sh", "sleep");
        assertEquals(
                Optional.of("a guest runs far slower with it than without"),
                refusal(script("slow", "printf SSS; exec sleep 60")));
    }

    /// An architecture without a guest of its own.
    @Test
    @Tag("peer")
    void anEmulatorThatStartsAndQuitsIsTaken() throws IOException {
        Peers.require("sh");
        Path qemu = script("qemu", "read line\n[ \"$line\" = quit ]");
        assertEquals(
                Optional.empty(),
                AccelerationTrial.refusal(qemu, VmArchitecture.PPC64, VmAcceleration.KVM));
    }

    @Test
    @Tag("peer")
    void aHostileProgramHoldsNothingUpAndLeavesNothing() throws IOException {
        Peers.require("sh", "yes", "sleep");
        Path deaf = script("deaf", "trap '' TERM; sleep 600");
        Path flood = script("flood", "yes qemu | head -c 20000000; exit 1");
        Set<Long> before = children();
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> {
                    assertEquals(
                            Optional.of("no answer within 1 seconds"),
                            AccelerationTrial.refusal(
                                    deaf,
                                    VmArchitecture.X86_64,
                                    VmAcceleration.KVM,
                                    Duration.ofSeconds(1)));
                    String reason = refusal(flood).orElseThrow();
                    assertTrue(reason.length() < 300, reason);
                });
        assertEquals(before, children());
    }

    private static Set<Long> children() {
        try (Stream<ProcessHandle> all = ProcessHandle.current().descendants()) {
            return all.filter(ProcessHandle::isAlive)
                    .map(ProcessHandle::pid)
                    .collect(java.util.stream.Collectors.toSet());
        }
    }
}
