package dev.diskwright.app;

import java.io.IOException;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `diskwright completion`.
@Command(
        name = "completion",
        description = "Print the completion script of a shell.",
        footer = {
            "  source <(diskwright completion bash)           in ~/.bashrc or ~/.zshrc",
            "  diskwright completion fish > ~/.config/fish/completions/diskwright.fish"
        })
final class CompletionCall extends Call {
    /// The shells.
    enum Shell {
        /// GNU Bash.
        BASH,
        /// Z shell, which understands what is written for bash.
        ZSH,
        /// The friendly interactive shell.
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    Shell shell = Shell.BASH;

    CompletionCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException {
        CommandLine commandLine = Diskwright.commandLine(console);
        String script =
                switch (shell) {
                    case BASH, ZSH -> AutoComplete.bash("diskwright", commandLine) + "\n";
                    case FISH -> FishCompletion.script("diskwright", commandLine.getCommandSpec());
                };
        if (json) {
            console.print(object().put("shell", shell.toString()).put("script", script));
        } else {
            console.print(script);
        }
        return ExitStatus.DONE;
    }
}
