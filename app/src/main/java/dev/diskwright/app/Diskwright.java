package dev.diskwright.app;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command itself. Its calls without a subcommand open the window, which [Main] sees to.
@Command(
        name = "diskwright",
        description = "Designs, builds and verifies bootable disk images.",
        customSynopsis = {"diskwright [DESIGN]", "       diskwright COMMAND [OPTION]…"},
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        optionListHeading = "%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        usageHelpWidth = 100,
        footer = {
            "  diskwright                                     open the window",
            "  diskwright new --preset hybrid -o web.diskwright.json",
            "  diskwright build web.diskwright.json           write web.qcow2",
            "  diskwright convert web.qcow2 web.vmdk          any format to any other",
            "  diskwright ls web.qcow2 -p 1 -R /              files inside, without mounting",
            "  diskwright vm run web.diskwright.json          boot it before it is built",
            "",
            "diskwright COMMAND --help tells more of each."
        })
final class Diskwright implements Runnable {
    /// How each subcommand is made.
    private static final Map<String, Function<Console, Call>> CALLS = calls();

    /// The subcommands, known without the cost of making them.
    static final Set<String> NAMES = CALLS.keySet();

    private static Map<String, Function<Console, Call>> calls() {
        var calls = new LinkedHashMap<String, Function<Console, Call>>();
        calls.put("new", NewCall::new);
        calls.put("validate", ValidateCall::new);
        calls.put("plan", PlanCall::new);
        calls.put("build", BuildCall::new);
        calls.put("convert", ConvertCall::new);
        calls.put("import", ImportCall::new);
        calls.put("inspect", InspectCall::new);
        calls.put("ls", LsCall::new);
        calls.put("cat", CatCall::new);
        calls.put("extract", ExtractCall::new);
        calls.put("verify", VerifyCall::new);
        calls.put("digest", DigestCall::new);
        calls.put("serve", ServeCall::new);
        calls.put("diff", DiffCall::new);
        calls.put("vm", VmCall::new);
        calls.put("formats", FormatsCall::new);
        calls.put("schema", SchemaCall::new);
        calls.put("completion", CompletionCall::new);
        return Collections.unmodifiableMap(calls);
    }

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    boolean version;

    @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /// {@return the command line with all its subcommands}
    static CommandLine commandLine(Console console) {
        return commandLine(console, NAMES);
    }

    /// {@return the command line that `args` need} Reading the options of a subcommand takes time, so that of the others
    /// is saved where one is called by its name.
    static CommandLine commandLine(Console console, String[] args) {
        boolean isOne = args.length > 0 && NAMES.contains(args[0]) && !args[0].equals("completion");
        return commandLine(console, isOne ? Set.of(args[0]) : NAMES);
    }

    private static CommandLine commandLine(Console console, Set<String> names) {
        var commandLine = new CommandLine(new Diskwright());
        for (String name : names) {
            Call call = Objects.requireNonNull(CALLS.get(name)).apply(console);
            var one = new CommandLine(call);
            call.calls().forEach(one::addSubcommand);
            commandLine.addSubcommand(one);
        }
        commandLine.getCommandSpec().versionProvider(Version::lines);
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command is given");
    }
}
