package dev.diskwright.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// What all subcommands share: the common options, and the streams.
@Command(
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 100,
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footerHeading = "%nExamples:%n")
abstract class Call implements Callable<Integer> {
    @Option(
            names = "--json",
            order = 100,
            description = "Print one JSON document on standard output.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            order = 101,
            description = "No progress and no remarks on standard error.")
    boolean quiet;

    @Option(names = "--debug", order = 102, description = "Print a stack trace when it fails.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            order = 103,
            usageHelp = true,
            description = "Print this help.")
    boolean help;

    final Console console;

    Call(Console console) {
        this.console = console;
    }

    /// {@return the calls below this one}
    List<Call> calls() {
        return List.of();
    }

    /// Does it.
    ///
    /// @return the exit status
    abstract int run() throws IOException, InterruptedException, Failure;

    @Override
    public final Integer call() throws IOException, InterruptedException, Failure {
        return run();
    }

    /// {@return the path, from the directory of the call}
    Path at(Path path) {
        return console.host().directory().resolve(path);
    }

    /// Tells the person something that is no result.
    void remark(String line) {
        if (!quiet) {
            console.message(line);
        }
    }

    /// {@return a new JSON object}
    static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }
}
