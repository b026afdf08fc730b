package dev.diskwright.core.vm.export;

import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.vm.Preparation;
import dev.diskwright.core.vm.ShellText;
import dev.diskwright.core.vm.SideProgram;
import java.util.ArrayList;
import java.util.List;

/// A script for POSIX shells that makes what the machine needs, starts what runs beside it, and then the machine. Its own
/// arguments are added to those of the machine.
final class PosixScript implements ExportForm {
    @Override
    public String name() {
        return "sh";
    }

    @Override
    public String title() {
        return "shell script";
    }

    @Override
    public String extension() {
        return "sh";
    }

    @Override
    public boolean isExecutable() {
        return true;
    }

    @Override
    public Exported export(ExportedMachine machine) throws ExportException {
        var remarks = new ArrayList<String>();
        var text = new StringBuilder("#!/bin/sh\n");
        text.append("# Starts the machine of the design ");
        text.append(OneLine.of(machine.design().name())).append(". Further arguments are added.\n");
        text.append("set -eu\n");
        text.append("cd ").append(word(machine.base().toString())).append('\n');
        for (Preparation it : machine.preparations()) {
            prepare(it, text, remarks);
        }
        if (machine.sidePrograms().isEmpty()) {
            text.append("exec ");
        } else {
            text.append("trap 'kill $beside' EXIT\nbeside=\n");
            for (SideProgram it : machine.sidePrograms()) {
                beside(it, text);
            }
        }
        text.append(word(machine.program()));
        for (Argument argument : machine.arguments()) {
            text.append(" \\\n   ");
            for (String token : argument.tokens()) {
                text.append(' ').append(word(token));
            }
        }
        text.append(" \\\n    \"$@\"\n");
        return new Exported(text.toString(), remarks);
    }

    private static void prepare(Preparation it, StringBuilder text, List<String> remarks)
            throws ExportException {
        String target = word(it.target().toString());
        if (it.target().getParent() != null) {
            text.append("mkdir -p ").append(word(it.target().getParent().toString())).append('\n');
        }
        switch (it) {
            case Preparation.Directory _ -> text.append("mkdir -p ").append(target).append('\n');
            case Preparation.Variables(_, var template, boolean keep) ->
                    text.append(keep ? "[ -e %s ] || ".formatted(target) : "")
                            .append("cp ")
                            .append(word(template.toString()))
                            .append(' ')
                            .append(target)
                            .append("\nchmod u+w ")
                            .append(target)
                            .append('\n');
            case Preparation.BlankDisk disk -> {
                String make = "truncate -s %d %s".formatted(disk.size(), target);
                text.append(
                        "[ -e %s ] || { %s%s; }\n".formatted(target, make, format(disk, target)));
            }
            case Preparation.CredentialFile(_, String secret) ->
                    text.append("printf %s ")
                            .append(word(secret))
                            .append(" >")
                            .append(target)
                            .append('\n');
            case Preparation.SmbiosCredential(_, var name, var secret, var source) -> {
                text.append("printf 'io.systemd.credential.binary:%s=%s' ").append(word(name));
                String bytes =
                        secret != null
                                ? "printf %s " + word(secret) + " | base64"
                                : "base64 <" + word(String.valueOf(source));
                text.append(" \"$(").append(bytes).append(" | tr -d '\\n')\" >");
                text.append(target).append('\n');
                remarks.add("the script holds, or reads, the credential " + name);
            }
        }
    }

    private static String format(Preparation.BlankDisk disk, String target) throws ExportException {
        return switch (disk.filesystem()) {
            case null -> "";
            case Filesystem.Ext4 it ->
                    " && mkfs.ext4 -q -F -b %d -L %s %s"
                            .formatted(it.blockSize(), word(it.label()), target);
            case Filesystem.Swap it ->
                    it.label().isEmpty()
                            ? " && mkswap " + target
                            : " && mkswap -L %s %s".formatted(word(it.label()), target);
            case Filesystem.Vfat it ->
                    it.label().isEmpty()
                            ? " && mkfs.vfat " + target
                            : " && mkfs.vfat -n %s %s".formatted(word(it.label()), target);
        };
    }

    /// Waits for at most ten seconds until the program is ready.
    private static void beside(SideProgram it, StringBuilder text) throws ExportException {
        var words = new ArrayList<String>();
        for (String token : it.command()) {
            words.add(word(token));
        }
        String ready = word(it.ready().toString());
        String start = "%s &\nbeside=\"$beside $!\"\n".formatted(String.join(" ", words));
        text.append(it.shared() ? "if [ ! -e %s ]; then\n%sfi\n".formatted(ready, start) : start);
        text.append("for _ in 1 2 3 4 5 6 7 8 9 10; do [ ! -e ");
        text.append(ready).append(" ] || break; sleep 1; done\n");
    }

    private static String word(String token) throws ExportException {
        if (token.indexOf('\0') >= 0) {
            throw new ExportException("an argument of QEMU holds a NUL, which no program can get");
        }
        return ShellText.posix(List.of(token));
    }
}
