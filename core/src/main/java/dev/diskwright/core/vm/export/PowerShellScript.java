package dev.diskwright.core.vm.export;

import dev.diskwright.core.vm.Preparation;
import dev.diskwright.core.vm.ShellText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A script for PowerShell that starts the machine. Its own arguments are added to those of the machine.
final class PowerShellScript implements ExportForm {
    @Override
    public String name() {
        return "powershell";
    }

    @Override
    public String title() {
        return "PowerShell script";
    }

    @Override
    public String extension() {
        return "ps1";
    }

    @Override
    public Exported export(ExportedMachine machine) throws ExportException {
        var remarks = new ArrayList<String>();
        var text = new StringBuilder();
        text.append("# Starts the machine of the design ");
        text.append(OneLine.of(machine.design().name())).append(". Further arguments are added.\n");
        text.append("# Needs PowerShell 7.3 or later, which hands quotes on as they are.\n");
        text.append("$ErrorActionPreference = 'Stop'\n");
        text.append("Set-Location -LiteralPath ");
        text.append(word(machine.base().toString())).append('\n');
        for (Preparation it : machine.preparations()) {
            prepare(it, text, remarks);
        }
        if (!machine.sidePrograms().isEmpty()) {
            remarks.add("start what runs beside the machine first: " + programs(machine));
        }
        text.append("$arguments = @(\n");
        for (Argument argument : machine.arguments()) {
            text.append("   ");
            String separator = " ";
            for (String token : argument.tokens()) {
                text.append(separator).append(word(token));
                separator = ", ";
            }
            text.append('\n');
        }
        text.append(")\n");
        text.append("& ").append(word(machine.program())).append(" @arguments @args\n");
        text.append("exit $LASTEXITCODE\n");
        return new Exported(text.toString(), remarks);
    }

    private static String programs(ExportedMachine machine) {
        return machine.sidePrograms().stream()
                .map(it -> ShellText.powershell(it.command()))
                .collect(Collectors.joining("; "));
    }

    private static void prepare(Preparation it, StringBuilder text, List<String> remarks)
            throws ExportException {
        String target = word(it.target().toString());
        Path folder = it.target().getParent();
        if (folder != null) {
            text.append("New-Item -ItemType Directory -Force -Path ");
            text.append(word(folder.toString())).append(" | Out-Null\n");
        }
        String unless = "if (-not (Test-Path -LiteralPath %s)) ".formatted(target);
        switch (it) {
            case Preparation.Directory _ ->
                    text.append("New-Item -ItemType Directory -Force -Path ")
                            .append(target)
                            .append(" | Out-Null\n");
            case Preparation.Variables(_, var template, boolean keep) ->
                    text.append(
                            "%s{ Copy-Item -LiteralPath %s -Destination %s }\n"
                                    .formatted(
                                            keep ? unless : "& ",
                                            word(template.toString()),
                                            target));
            case Preparation.BlankDisk disk -> {
                text.append(unless)
                        .append(
                                "{ $file = [IO.File]::Create(%s); $file.SetLength(%d); $file.Close() }\n"
                                        .formatted(target, disk.size()));
                if (disk.filesystem() != null) {
                    remarks.add("the disk %s is left blank".formatted(disk.serial()));
                }
            }
            case Preparation.CredentialFile(_, String secret) ->
                    text.append(
                            "[IO.File]::WriteAllText(%s, %s)\n".formatted(target, word(secret)));
            case Preparation.SmbiosCredential(_, var name, var secret, var source) -> {
                String bytes =
                        secret != null
                                ? "[Text.Encoding]::UTF8.GetBytes(%s)".formatted(word(secret))
                                : "[IO.File]::ReadAllBytes(%s)"
                                        .formatted(word(String.valueOf(source)));
                text.append(
                        "[IO.File]::WriteAllText(%s, %s + [Convert]::ToBase64String(%s))\n"
                                .formatted(
                                        target,
                                        word("io.systemd.credential.binary:" + name + "="),
                                        bytes));
            }
        }
    }

    private static String word(String token) throws ExportException {
        if (token.indexOf('\0') >= 0) {
            throw new ExportException("an argument of QEMU holds a NUL, which no program can get");
        }
        return literal(token);
    }

    /// {@return an expression whose value is exactly this text} In single quotes everything stands for itself but a single
    /// quote, for which PowerShell also takes the typographic ones (about_Quoting_Rules).
    static String literal(String text) {
        return "'" + text.replaceAll("(['\u2018\u2019\u201a\u201b])", "$1$1") + "'";
    }
}
