package dev.diskwright.ui.build;

import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.OutputFile;
import dev.diskwright.core.container.Containers;
import dev.diskwright.ui.image.ImageChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The command that does what the window does, as a line for a terminal.
enum CommandText {
    /// For `sh` and everything like it.
    POSIX {
        @Override
        String quoted(String word) {
            return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
        }
    },
    /// For the prompt of Windows. A file name there holds no double quote.
    WINDOWS {
        @Override
        String quoted(String word) {
            return PLAIN_WINDOWS.matcher(word).matches()
                    ? word
                    : "\"" + word.replace("\"", "\\\"") + "\"";
        }
    };

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+:=@%,-]+");
    private static final Pattern PLAIN_WINDOWS = Pattern.compile("[A-Za-z0-9_./+:\\\\-]+");

    /// What is to be built.
    ///
    /// @param design file of the design
    /// @param target the image file
    /// @param options of the container's encoder
    record Build(
            String design,
            String target,
            Map<String, String> options,
            boolean verify,
            boolean keepPartial,
            boolean replace) {}

    /// What is to be converted.
    ///
    /// @param choice the image, and how it is read
    /// @param disk name of the disk that is meant; empty for the first, or for all
    record Conversion(ImageChoice choice, String disk, BuildOptions options) {}

    /// {@return one word of the line}
    abstract String quoted(String word);

    /// {@return the quoting of the system of that name}
    ///
    /// @param system as the property `os.name` has it
    static CommandText of(String system) {
        return system.toLowerCase(Locale.ROOT).startsWith("windows") ? WINDOWS : POSIX;
    }

    /// {@return the line}
    String line(Build call) {
        var words = new ArrayList<>(List.of("diskwright", "build", operand(call.design())));
        words.add("--output");
        words.add(call.target());
        option(words, call.options());
        if (!call.verify()) {
            words.add("--no-verify");
        }
        if (call.keepPartial()) {
            words.add("--keep-partial");
        }
        if (call.replace()) {
            words.add("--force");
        }
        return quoted(words);
    }

    /// {@return one line, or a line for each output where one line cannot say what each is to be}
    String lines(Conversion call) {
        List<OutputFile> outputs = call.options().outputs();
        return areOfOneMind(outputs)
                ? line(call, outputs)
                : outputs.stream()
                        .map(it -> line(call, List.of(it)))
                        .collect(Collectors.joining("\n"));
    }

    private String line(Conversion call, List<OutputFile> outputs) {
        ImageChoice choice = call.choice();
        var words =
                new ArrayList<>(
                        List.of("diskwright", "convert", operand(choice.file().toString())));
        if (!choice.format().isEmpty()) {
            words.addAll(List.of("--from", choice.format()));
        }
        if (!call.disk().isEmpty()) {
            words.addAll(List.of("--disk", call.disk()));
        }
        choice.allowed().forEach(it -> words.addAll(List.of("--allow", it.toString())));
        for (OutputFile it : outputs) {
            words.addAll(List.of("--output", it.target().toString()));
        }
        if (!outputs.stream().allMatch(CommandText::tellsItsFormat)) {
            words.addAll(List.of("--to", outputs.getFirst().format()));
        }
        var options = new TreeMap<String, String>();
        outputs.forEach(it -> options.putAll(it.options()));
        option(words, options);
        if (call.options().verify()) {
            words.add("--verify");
        }
        if (call.options().keepPartial()) {
            words.add("--keep-partial");
        }
        if (call.options().replace()) {
            words.add("--force");
        }
        return quoted(words);
    }

    private static boolean tellsItsFormat(OutputFile output) {
        return Containers.forFile(String.valueOf(output.target().getFileName()))
                .filter(it -> it.name().equals(output.format()))
                .isPresent();
    }

    /// {@return whether one line can say it: formats follow from names or are all the same, and no option means
    /// different things to two of them}
    private static boolean areOfOneMind(List<OutputFile> outputs) {
        boolean named = outputs.stream().allMatch(CommandText::tellsItsFormat);
        boolean same = outputs.stream().map(OutputFile::format).distinct().count() == 1;
        if (!named && !same) {
            return false;
        }
        for (OutputFile one : outputs) {
            for (OutputFile other : outputs) {
                for (var option : one.options().entrySet()) {
                    boolean knows =
                            Containers.named(other.format()).stream()
                                    .flatMap(it -> it.options().stream())
                                    .anyMatch(it -> it.name().equals(option.getKey()));
                    if (knows && !option.getValue().equals(other.options().get(option.getKey()))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static String operand(String file) {
        return file.startsWith("-") ? "./" + file : file;
    }

    private static void option(List<String> words, Map<String, String> options) {
        new TreeMap<>(options)
                .forEach((name, value) -> words.addAll(List.of("--option", name + "=" + value)));
    }

    private String quoted(List<String> words) {
        return String.join(" ", words.stream().map(this::quoted).toList());
    }
}
