package dev.diskwright.app;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `diskwright vm`, which only leads to others.
@Command(
        name = "vm",
        customSynopsis = "diskwright vm COMMAND [OPTION]…",
        description = {
            "The virtual machine of a design: its exact QEMU command, a run of it, a test whether it boots,",
            "and the same machine for other programs. Needs QEMU for all but export."
        },
        commandListHeading = "%nCommands:%n",
        footer = {
            "  diskwright vm command web.diskwright.json      the command that would be run",
            "  diskwright vm run web.diskwright.json          boot it, though it was never built",
            "  diskwright vm test web.qcow2 --expect 'login:' does it boot?",
            "  diskwright vm export web.diskwright.json --to libvirt -o web.xml",
            "",
            "diskwright vm COMMAND --help tells more of each."
        })
final class VmCall extends Call {
    @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    VmCall(Console console) {
        super(console);
    }

    @Override
    List<Call> calls() {
        return List.of(
                new VmCommandCall(console),
                new VmRunCall(console),
                new VmTestCall(console),
                new VmExportCall(console));
    }

    @Override
    int run() {
        throw new ParameterException(spec.commandLine(), "no command of vm is given");
    }
}
