package dev.diskwright.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The completion script for fish, from the model of the command (fish 3, `complete`).
final class FishCompletion {
    private final String program;
    private final StringBuilder out = new StringBuilder();

    private FishCompletion(String program) {
        this.program = program;
    }

    /// {@return the script}
    static String script(String program, CommandSpec root) {
        var script = new FishCompletion(program);
        script.command(root);
        return script.out.toString();
    }

    private void command(CommandSpec root) {
        names(root, "");
    }

    /// Completes the commands of one level, and below them those of the next.
    ///
    /// @param within condition for this level, empty at the top
    private void names(CommandSpec parent, String within) {
        List<String> names = new ArrayList<>(parent.subcommands().keySet());
        String none = within + "not __fish_seen_subcommand_from " + String.join(" ", names);
        if (within.isEmpty()) {
            parent.options().forEach(it -> option(none, it));
        }
        for (String name : names) {
            CommandLine sub = parent.subcommands().get(name);
            if (sub == null) {
                continue;
            }
            CommandSpec spec = sub.getCommandSpec();
            line(none, "-f -a " + quote(name), firstOf(spec.usageMessage().description()));
            one(spec, within + "__fish_seen_subcommand_from " + name);
        }
    }

    private void one(CommandSpec spec, String seen) {
        spec.options().forEach(it -> option(seen, it));
        if (!spec.subcommands().isEmpty()) {
            names(spec, seen + "; and ");
        } else if (spec.positionalParameters().stream().noneMatch(FishCompletion::isFile)) {
            List<String> values = new ArrayList<>();
            spec.positionalParameters().forEach(it -> candidates(it).forEach(values::add));
            line(seen, "-f" + (values.isEmpty() ? "" : " -a " + quote(values)), "");
        }
    }

    private void option(String condition, OptionSpec option) {
        var words = new StringBuilder();
        for (String name : option.names()) {
            words.append(words.isEmpty() ? "" : " ");
            words.append(
                    name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            List<String> values = candidates(option);
            words.append(isFile(option) ? " -r -F" : " -x");
            words.append(values.isEmpty() ? "" : " -a " + quote(values));
        }
        line(condition, words.toString(), firstOf(option.description()));
    }

    private void line(String condition, String words, String description) {
        out.append("complete -c ").append(program).append(" -n ").append(quote(condition));
        out.append(' ').append(words);
        if (!description.isEmpty()) {
            out.append(" -d ").append(quote(description));
        }
        out.append('\n');
    }

    private static boolean isFile(ArgSpec argument) {
        Class<?> type = argument.typeInfo().getType();
        Class<?> element =
                argument.typeInfo().getAuxiliaryTypes().length == 0
                        ? type
                        : argument.typeInfo().getAuxiliaryTypes()[0];
        return type == Path.class || element == Path.class;
    }

    private static List<String> candidates(ArgSpec argument) {
        var values = new ArrayList<String>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(values::add);
        }
        return values;
    }

    private static String firstOf(String[] lines) {
        return lines.length == 0 ? "" : lines[0];
    }

    private static String quote(List<String> words) {
        return quote(String.join(" ", words));
    }

    private static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
