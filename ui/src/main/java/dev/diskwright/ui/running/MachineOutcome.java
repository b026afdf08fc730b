package dev.diskwright.ui.running;

import dev.diskwright.core.vm.run.MachineEnd;
import dev.diskwright.ui.text.Texts;

/// How a machine ended.
///
/// @param kind `good`, `bad` or `cancelled`
/// @param headline in a sentence
/// @param words the emulator's last words; may be empty
public record MachineOutcome(String kind, String headline, String words) {
    /// {@return the words for an end}
    static MachineOutcome of(MachineEnd end, Texts texts) {
        String kind =
                switch (end) {
                    case MachineEnd.PoweredOff _, MachineEnd.Restarted _ -> "good";
                    case MachineEnd.Closed _ -> "cancelled";
                    case MachineEnd.Panicked _, MachineEnd.Failed _, MachineEnd.Crashed _ -> "bad";
                };
        String words =
                switch (end) {
                    case MachineEnd.PoweredOff _ -> texts.of("running.end.off");
                    case MachineEnd.Restarted _ -> texts.of("running.end.restarted");
                    case MachineEnd.Panicked _ -> texts.of("running.end.panicked");
                    case MachineEnd.Closed _ -> texts.of("running.end.closed");
                    case MachineEnd.Failed(int status, _) -> texts.of("running.end.failed", status);
                    case MachineEnd.Crashed(int signal, _) ->
                            texts.of("running.end.crashed", signal);
                };
        String last =
                switch (end) {
                    case MachineEnd.Failed(_, String message) -> message;
                    case MachineEnd.Crashed(_, String message) -> message;
                    case MachineEnd.PoweredOff _,
                            MachineEnd.Restarted _,
                            MachineEnd.Panicked _,
                            MachineEnd.Closed _ ->
                            "";
                };
        return new MachineOutcome(kind, words, last);
    }
}
