package dev.diskwright.app;

import java.util.List;
import java.util.Set;
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
            "",
            "diskwright COMMAND --help tells more of each."
        })
final class Diskwright implements Runnable {
    /// The subcommands, known without the cost of making them.
    static final Set<String> NAMES =
            Set.of(
                    "new",
                    "validate",
                    "plan",
                    "build",
                    "convert",
                    "import",
                    "inspect",
                    "ls",
                    "cat",
                    "extract",
                    "verify",
                    "digest",
                    "serve",
                    "diff",
                    "formats",
                    "schema",
                    "completion");

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
        var commandLine = new CommandLine(new Diskwright());
        for (Call call : calls(console)) {
            commandLine.addSubcommand(call);
        }
        commandLine.getCommandSpec().versionProvider(Version::lines);
        return commandLine;
    }

    private static List<Call> calls(Console console) {
        return List.of(
                new NewCall(console),
                new ValidateCall(console),
                new PlanCall(console),
                new BuildCall(console),
                new ConvertCall(console),
                new ImportCall(console),
                new InspectCall(console),
                new LsCall(console),
                new CatCall(console),
                new ExtractCall(console),
                new VerifyCall(console),
                new DigestCall(console),
                new ServeCall(console),
                new DiffCall(console),
                new FormatsCall(console),
                new SchemaCall(console),
                new CompletionCall(console));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command is given");
    }
}
