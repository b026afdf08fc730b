package dev.diskwright.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Where the program starts.
public final class Main {
    private Main() {}

    /// Opens the window, or runs a subcommand and ends the process with its status.
    public static void main(String[] args) {
        if (isForWindow(args)) {
            WindowLaunch.open(args);
            return;
        }
        var interruption = Interruption.ofThisThread();
        int status;
        try {
            status = run(args, Host.ofProcess());
        } finally {
            interruption.workHasEnded();
        }
        interruption.exit(status);
    }

    /// {@return whether there is nothing, or a design alone}
    static boolean isForWindow(String[] args) {
        if (args.length == 0) {
            return true;
        }
        String file = args[0];
        return args.length == 1
                && !file.startsWith("-")
                && !Diskwright.NAMES.contains(file)
                && (file.endsWith(".json") || Files.isRegularFile(Path.of(file)));
    }

    /// {@return the exit status of the subcommand that `args` call} Ends with 130, cleanly, when the calling thread is
    /// interrupted.
    public static int run(String[] args, Host host) {
        var console = new Console(host);
        CommandLine commandLine = Diskwright.commandLine(console, args);
        var out = new StringWriter();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(out));
        commandLine.setColorScheme(
                CommandLine.Help.defaultColorScheme(host.colours() ? Ansi.ON : Ansi.OFF));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((e, _) -> refuse(e, console, args));
        commandLine.setExecutionExceptionHandler((e, it, _) -> fail(e, it, console));
        int status = commandLine.execute(args);
        return print(out.toString(), status, console);
    }

    /// Prints what picocli wrote itself, which is help and version.
    private static int print(String text, int status, Console console) {
        try {
            console.print(text);
            return status;
        } catch (IOException e) {
            if (isClosedByReader(e)) {
                return status;
            }
            console.message("diskwright: " + Failure.of(e).line());
            return ExitStatus.HOST;
        }
    }

    private static int refuse(ParameterException fault, Console console, String[] args) {
        CommandLine commandLine = fault.getCommandLine();
        String problem = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
        String name = commandLine.getCommandSpec().qualifiedName();
        String remedy = "see " + name + " --help";
        if (fault instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            remedy = "perhaps " + String.join(" or ", unmatched.getSuggestions()) + "? " + remedy;
        }
        Failure failure = Failure.refused(problem, remedy);
        boolean json = Arrays.asList(args).contains("--json");
        return report(failure, json, console);
    }

    private static int fail(Exception fault, CommandLine commandLine, Console console) {
        Failure failure = Failure.of(fault);
        if (isClosedByReader(fault)) {
            return ExitStatus.DONE;
        }
        Call call = commandLine.getCommand();
        if (call.debug) {
            var trace = new StringWriter();
            fault.printStackTrace(new PrintWriter(trace));
            console.message(trace.toString().stripTrailing());
        }
        return report(failure, call.json, console);
    }

    private static int report(Failure failure, boolean json, Console console) {
        console.message("diskwright: " + failure.line());
        if (json && !console.isDocumentPrinted()) {
            var document = Call.object().put("status", failure.status());
            document.put("error", failure.line());
            return print(Console.text(document), failure.status(), console);
        }
        return failure.status();
    }

    /// Whoever reads our output has had enough of it, `head` for one.
    private static boolean isClosedByReader(Exception fault) {
        return fault instanceof IOException && "Broken pipe".equals(fault.getMessage());
    }
}
