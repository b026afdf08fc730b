package dev.diskwright.app;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What a call gets from the process around it. Nothing else reaches it.
///
/// @param directory that relative paths start from
/// @param environment variables by name
/// @param outputIsTerminal whether a person reads `output` as it appears
/// @param errorIsTerminal whether a person reads `error` as it appears
/// @param millis a clock that never goes back, in milliseconds
/// @param random source of seeds for new designs, the only random thing there is
public record Host(
        InputStream input,
        OutputStream output,
        OutputStream error,
        Path directory,
        Map<String, String> environment,
        boolean outputIsTerminal,
        boolean errorIsTerminal,
        LongSupplier millis,
        RandomGenerator random) {
    /// Set by the launcher, which can ask without starting a program: which of `out` and `err` are terminals.
    private static final String TERMINALS = "diskwright.terminals";

    /// {@return the process that runs}
    static Host ofProcess() {
        String told = System.getProperty(TERMINALS);
        String terminals = told != null ? told : isInteractive() ? "out err" : "";
        return new Host(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Path.of(""),
                System.getenv(),
                terminals.contains("out"),
                terminals.contains("err"),
                () -> System.nanoTime() / 1_000_000,
                new SecureRandom());
    }

    @SuppressWarnings("SystemConsoleNull") // it does again from JDK 25 on
    private static boolean isInteractive() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /// {@return whether output may be coloured}
    boolean colours() {
        String none = environment.getOrDefault("NO_COLOR", "");
        return outputIsTerminal && none.isEmpty() && !"dumb".equals(environment.get("TERM"));
    }
}
