package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.vm.run.SerialConsole;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The person's end of a machine's serial port: standard input and output. On a terminal every key goes to the guest as
/// it is pressed, but for the one that ends the machine.
final class VmTerminal implements AutoCloseable {
    /// Ctrl+], as telnet and `virsh console` have it.
    static final char ESCAPE = 0x1d;

    private static final int PIECE = 1024; // bytes read at once; less than a port takes
    private static final int RETRY = 20; // milliseconds
    private static final int PATIENCE = 5; // seconds for stty

    private final Console console;
    private final boolean toError;
    private final String settings; // of the terminal, before; empty if there is none

    private VmTerminal(Console console, boolean toError, String settings) {
        this.console = console;
        this.toError = toError;
        this.settings = settings;
    }

    /// Takes the terminal over, if there is one.
    ///
    /// @param toError whether standard output is for something else
    static VmTerminal open(Console console, boolean toError) throws InterruptedException {
        String settings = console.host().outputIsTerminal() && !toError ? stty("-g") : "";
        if (!settings.isEmpty()) {
            var _ = stty("raw", "-echo");
        }
        return new VmTerminal(console, toError, settings);
    }

    /// {@return whether keys arrive as they are pressed}
    boolean isRaw() {
        return !settings.isEmpty();
    }

    /// {@return what `stty` prints; empty if standard input is no terminal, or there is no such program}
    private static String stty(String... arguments) throws InterruptedException {
        var command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .redirectError(ProcessBuilder.Redirect.to(nothing()))
                            .start();
            try (InputStream out = process.getInputStream()) {
                String text = new String(out.readNBytes(PIECE), UTF_8).strip();
                boolean ended = process.waitFor(PATIENCE, TimeUnit.SECONDS);
                return ended && process.exitValue() == 0 ? text : "";
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return "";
        }
    }

    private static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }

    /// Shows what the guest writes.
    void show(String text) {
        if (toError) {
            console.status(text);
            return;
        }
        try {
            console.print(text);
        } catch (IOException e) {
            // nobody reads any more; the machine goes on until it ends
        }
    }

    /// Sends what the person types, until the port or the input ends.
    ///
    /// @return completed when the person ends the machine
    CompletableFuture<Void> connect(SerialConsole serial) {
        var escape = new CompletableFuture<Void>();
        var _ = Thread.ofPlatform().daemon().name("terminal").start(() -> send(serial, escape));
        return escape;
    }

    private void send(SerialConsole serial, CompletableFuture<Void> escape) {
        CharsetDecoder decoder =
                UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
        ByteBuffer bytes = ByteBuffer.allocate(PIECE);
        CharBuffer characters = CharBuffer.allocate(PIECE);
        InputStream input = console.host().input();
        try {
            while (!serial.ended().isDone()) {
                int count = input.read(bytes.array(), bytes.position(), bytes.remaining());
                if (count < 0) {
                    return;
                }
                bytes.position(bytes.position() + count).flip();
                decoder.decode(bytes, characters, false);
                bytes.compact();
                String text = characters.flip().toString();
                characters.clear();
                int end = isRaw() ? text.indexOf(ESCAPE) : -1;
                type(serial, end < 0 ? text : text.substring(0, end));
                if (end >= 0) {
                    escape.complete(null);
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // there is no input any more
        }
    }

    /// Waits as long as the guest takes nothing.
    private static void type(SerialConsole serial, String text) throws InterruptedException {
        while (!text.isEmpty() && !serial.type(text) && !serial.ended().isDone()) {
            Thread.sleep(RETRY);
        }
    }

    /// Gives the terminal back. Closing it again does nothing.
    @Override
    public void close() {
        if (isRaw()) {
            boolean interrupted = Thread.interrupted();
            try {
                var _ = stty(settings);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
