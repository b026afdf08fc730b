package dev.diskwright.ui.running;

import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.vm.run.MachineException;
import dev.diskwright.core.vm.session.UnmetNeedsException;
import dev.diskwright.ui.build.ErrorCard;
import dev.diskwright.ui.build.Fact;
import dev.diskwright.ui.service.MachineOrigin;
import dev.diskwright.ui.text.Texts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;

/// Why a machine did not start, as cards.
record MachineFaults(Texts texts) {
    private static final int MOST = 6; // problems on a card; the details have all

    /// {@return the card}
    ErrorCard of(Exception fault, MachineOrigin origin) {
        return switch (fault) {
            case InvalidDesignException e ->
                    listed(
                            texts.of("running.error.design", origin.name()),
                            e.diagnostics().stream().filter(Diagnostic::isError).toList(),
                            texts.of("running.error.design.next"));
            case UnmetNeedsException e ->
                    listed(
                            texts.of("running.error.needs", origin.name()),
                            e.needs(),
                            texts.of("running.error.needs.next"));
            case MachineException e ->
                    plain(
                            texts.of("running.error.start", origin.name()),
                            e,
                            texts.of("running.error.start.next"));
            default ->
                    plain(
                            texts.of("running.error.disk", origin.name()),
                            fault,
                            texts.of("running.error.disk.next"));
        };
    }

    private ErrorCard listed(String headline, List<Diagnostic> problems, String next) {
        List<Fact> facts =
                problems.stream().limit(MOST).map(it -> new Fact(it.code(), sentence(it))).toList();
        String place =
                problems.stream()
                        .map(Diagnostic::path)
                        .filter(it -> !it.isEmpty())
                        .findFirst()
                        .orElse("");
        String details =
                problems.stream()
                        .map(it -> "%s %s: %s".formatted(it.code(), it.path(), sentence(it)))
                        .collect(Collectors.joining("\n"));
        boolean more = problems.size() > MOST;
        return new ErrorCard(
                "",
                headline,
                facts,
                more ? texts.of("running.error.more", problems.size() - MOST) : "",
                next,
                place.isEmpty()
                        ? List.of(ErrorCard.Action.RETRY)
                        : List.of(ErrorCard.Action.GO, ErrorCard.Action.RETRY),
                place,
                details);
    }

    private static String sentence(Diagnostic it) {
        return it.remedy().isEmpty() ? it.problem() : it.problem() + "; " + it.remedy();
    }

    private static ErrorCard plain(String headline, Exception fault, String next) {
        var trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        return new ErrorCard(
                "",
                headline,
                List.of(),
                String.valueOf(fault.getMessage()),
                next,
                List.of(ErrorCard.Action.RETRY),
                "",
                trace.toString());
    }
}
