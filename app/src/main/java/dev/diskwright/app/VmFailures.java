package dev.diskwright.app;

import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.vm.Machine;
import dev.diskwright.core.vm.session.UnmetNeedsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Why there is no machine.
final class VmFailures {
    private VmFailures() {}

    /// {@return the failure for what the host lacks, after it was told}
    static Failure unmet(UnmetNeedsException fault, String name, Console console) {
        DiagnosticsText.tell(fault.needs(), console);
        Diagnostic first = fault.needs().getFirst();
        return Failure.lacking(
                "%s: the machine cannot start: %s".formatted(name, first.problem()),
                first.remedy(),
                fault);
    }

    /// Refuses a design whose machine has errors.
    ///
    /// @throws Failure after they were told
    static void refuseErrors(Document document, boolean json, Console console)
            throws IOException, Failure {
        var problems = new ArrayList<>(document.problems());
        if (document.design() != null) {
            Machine.problems(document.design()).stream()
                    .filter(it -> !problems.contains(it))
                    .forEach(problems::add);
        }
        problems.sort(Diagnostic.WORST_FIRST);
        if (document.design() != null && !Diagnostic.anyError(problems)) {
            return;
        }
        if (json) {
            var report = Call.object().put("file", document.name()).put("valid", false);
            report.set("diagnostics", DiagnosticsText.json(problems));
            console.print(report);
        }
        DiagnosticsText.tell(problems, console);
        throw Failure.refused(
                document.name() + ": has no machine: " + DiagnosticsText.count(problems),
                "mend what is listed above");
    }

    /// {@return those that are worth a person's time}
    static List<Diagnostic> worthTelling(List<Diagnostic> needs) {
        return needs.stream().filter(it -> it.severity() != Diagnostic.Severity.HINT).toList();
    }
}
