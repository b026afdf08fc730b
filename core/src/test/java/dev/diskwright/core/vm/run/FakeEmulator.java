package dev.diskwright.core.vm.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

/// A program that is started in the place of QEMU and behaves as its first argument says.
final class FakeEmulator {
    private final String behaviour;
    private final SocketChannel control;
    private final SocketChannel serial;

    private FakeEmulator(String[] arguments) throws IOException {
        behaviour = arguments[0];
        control = connect(arguments, "diskwright-qmp");
        serial = connect(arguments, "diskwright-serial");
    }

    private static SocketChannel connect(String[] arguments, String id) throws IOException {
        for (String argument : arguments) {
            String start = "socket,id=" + id + ",path=";
            if (argument.startsWith(start)) {
                Path path = Path.of(argument.substring(start.length()).replace(",,", ","));
                return SocketChannel.open(UnixDomainSocketAddress.of(path));
            }
        }
        throw new IOException("no " + id);
    }

    /// {@return tokens that run this, with the `java` of this test as the program}
    static List<String> tokens(String behaviour) {
        String place =
                Path.of(
                                java.net.URI.create(
                                        FakeEmulator.class
                                                .getProtectionDomain()
                                                .getCodeSource()
                                                .getLocation()
                                                .toString()))
                        .toString();
        return List.of(
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                place,
                FakeEmulator.class.getName(),
                behaviour);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "fails" -> {
                System.err.println("warming up");
                System.err.println("fake: -drive file=x: Could not open 'x': No such file");
                System.exit(1);
            }
            case "hangs" -> Thread.sleep(600_000);
            default -> new FakeEmulator(arguments).run();
        }
    }

    private void run() throws Exception {
        if (behaviour.equals("mute")) {
            Thread.sleep(600_000);
        }
        send(control, "{\"QMP\": {\"version\": {}, \"capabilities\": []}}\r\n");
        if (behaviour.equals("dies early")) {
            System.err.println("fake: cannot set up guest memory");
            System.exit(3);
        }
        var in = new BufferedReader(Channels.newReader(control, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String id = line.replaceAll(".*\"id\":([0-9]+).*", "$1");
            String command = line.replaceAll(".*\"execute\":\"([^\"]+)\".*", "$1");
            if (!command.equals("quit")) {
                send(control, "{\"return\": {}, \"id\": %s}\r\n".formatted(id));
            }
            if (command.equals("qmp_capabilities")) {
                begun();
            }
            if (command.equals("system_powerdown") && behaviour.equals("obeys")) {
                off("guest-shutdown");
            }
        }
        Thread.sleep(600_000); // QEMU goes on without its control socket too
    }

    private void begun() throws Exception {
        switch (behaviour) {
            case "floods" -> {
                byte[] line = "the guest has much to say\r\n".repeat(40_000).getBytes(UTF_8);
                for (long sent = 0; sent < 2L << 30; sent += line.length) {
                    send(serial, line);
                }
                send(serial, "\r\nthe very last line\r\n");
                off("guest-shutdown");
            }
            case "forks" -> {
                var child = new ProcessBuilder("sleep", "600").inheritIO().start();
                send(serial, "child " + child.pid() + "\n");
            }
            case "forks and ends" -> {
                var child = new ProcessBuilder("sleep", "5").inheritIO().start();
                send(serial, "child " + child.pid() + "\n");
                off("guest-shutdown");
            }
            case "crashes" -> {
                System.err.println("fake: Bus error, or so");
                var _ =
                        new ProcessBuilder("kill", "-KILL", "" + ProcessHandle.current().pid())
                                .start()
                                .waitFor();
            }
            case "many events" -> {
                String event = "{\"event\": \"RESET\", \"data\": {\"guest\": true}}\r\n";
                for (int i = 0; i < 1000; i++) {
                    send(control, event.repeat(100));
                }
                send(serial, "told\n");
            }
            case "says garbage" -> send(control, "\0\1\2 no JSON\n");
            case "closes its socket" -> {
                send(control, "{\"event\": ");
                control.close();
                Thread.sleep(600_000);
            }
            case "echoes" -> Thread.ofPlatform().daemon().start(this::echo);
            default -> {}
        }
    }

    private void echo() {
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        try {
            while (serial.read(bytes) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    serial.write(bytes);
                }
                bytes.clear();
            }
        } catch (IOException e) {
            // over
        }
    }

    private void off(String reason) throws IOException {
        send(control, "{\"event\": \"SHUTDOWN\", \"data\": {\"reason\": \"" + reason + "\"}}\r\n");
        System.exit(0);
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        send(channel, text.getBytes(UTF_8));
    }

    private static void send(SocketChannel channel, byte[] text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
