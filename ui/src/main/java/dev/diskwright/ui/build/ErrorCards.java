package dev.diskwright.ui.build;

import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.build.Stage;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.ui.build.ErrorCard.Action;
import dev.diskwright.ui.text.Texts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Says of every way in which a run can fail what a person reads and can do.
///
/// @param words shared with the run under way
/// @param activity that failed
record ErrorCards(BuildWords words, Activity activity) {
    /// What kind of failure it is: the key of its words, and what can be done.
    private record Kind(String key, List<Action> actions) {
        Kind(String key, Action... actions) {
            this(key, List.of(actions));
        }
    }

    /// {@return the card}
    ///
    /// @param stage it failed in; null for none
    /// @param targets the image files
    ErrorCard of(Exception fault, @Nullable Stage stage, List<Path> targets) {
        Texts texts = words.texts();
        Path target = targetOf(fault, targets);
        Kind kind = kind(fault, target);
        String name =
                stage == null ? texts.of(activity.key() + ".failed.before") : words.title(stage);
        var facts = new ArrayList<Fact>();
        if (fault instanceof ImageException image
                && !image.where().toString().equals(target.toString())) {
            facts.add(new Fact(texts.of("outcome.where"), image.where().toString()));
        }
        for (Path it : targets) {
            facts.add(new Fact(texts.of("outcome.target"), it.toString()));
        }
        return new ErrorCard(
                stage == null ? "" : stage.id(),
                texts.of("failed." + kind.key(), name),
                facts,
                why(fault),
                texts.of("failed." + kind.key() + ".next"),
                actions(kind),
                place(fault),
                details(fault));
    }

    /// {@return the image file that it is about, or else the first}
    private static Path targetOf(Exception fault, List<Path> targets) {
        if (fault instanceof ImageException image) {
            for (Path it : targets) {
                if (isAt(image, it)) {
                    return it;
                }
            }
        }
        return targets.getFirst();
    }

    /// Only a design has a place to go to.
    private List<Action> actions(Kind kind) {
        return activity == Activity.BUILD
                ? kind.actions()
                : kind.actions().stream().filter(it -> it != Action.GO).toList();
    }

    private static Kind kind(Exception fault, Path target) {
        return switch (fault) {
            case InvalidDesignException _ -> new Kind("design", Action.GO, Action.RETRY);
            case FileAlreadyExistsException _ -> exists();
            case HostException host when says(host, "exists already") && isAt(host, target) ->
                    exists();
            case HostException host when says(host, "no space") ->
                    new Kind("space", Action.RETRY, Action.CHOOSE_TARGET);
            case HostException host when says(host, "permission", "denied", "read-only") ->
                    isAt(host, target)
                            ? new Kind("permission", Action.CHOOSE_TARGET, Action.RETRY)
                            : new Kind("unreadable", Action.RETRY);
            case AccessDeniedException _ ->
                    new Kind("permission", Action.CHOOSE_TARGET, Action.RETRY);
            case HostException host when says(host, "changed") -> new Kind("changed", Action.RETRY);
            case HostException host when isAt(host, target) ->
                    new Kind("target", Action.CHOOSE_TARGET, Action.RETRY);
            case HostException _, NoSuchFileException _ -> new Kind("host", Action.RETRY);
            case CorruptImageException image when isAt(image, target) ->
                    new Kind("verify", Action.RETRY, Action.CHOOSE_TARGET);
            case CorruptImageException _ -> new Kind("corrupt", Action.RETRY);
            case UnsupportedImageException _ -> new Kind("unsupported", Action.RETRY);
            case DoesNotFitException _ -> new Kind("fit", Action.GO, Action.RETRY);
            case IOException _ -> new Kind("host", Action.RETRY);
            case IllegalArgumentException _ -> new Kind("options", Action.GO, Action.RETRY);
            default -> new Kind("bug", Action.RETRY);
        };
    }

    private static Kind exists() {
        return new Kind("exists", Action.REPLACE, Action.CHOOSE_TARGET);
    }

    private static boolean says(HostException fault, String... phrases) {
        String problem = fault.problem().toLowerCase(Locale.ROOT);
        for (String it : phrases) {
            if (problem.contains(it)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(ImageException fault, Path target) {
        return fault.where().file().startsWith(target.toString());
    }

    private String why(Exception fault) {
        return switch (fault) {
            case InvalidDesignException e ->
                    e.diagnostics().stream()
                            .filter(Diagnostic::isError)
                            .findFirst()
                            .map(it ->
                                    words.texts()
                                            .of(
                                                    "failed.design.why",
                                                    it.code(),
                                                    words.sentence(it.problem())))
                            .orElse("");
            case DoesNotFitException e when e.needed() >= 0 ->
                    words.texts()
                            .of(
                                    "failed.fit.why",
                                    SizeText.display(e.needed()),
                                    SizeText.display(e.available()),
                                    SizeText.display(e.needed() - e.available()));
            case ImageException e -> words.sentence(e.problem());
            default ->
                    words.sentence(
                            fault.getMessage() == null ? fault.toString() : fault.getMessage());
        };
    }

    private static String place(Exception fault) {
        return switch (fault) {
            case InvalidDesignException e ->
                    e.diagnostics().stream()
                            .filter(Diagnostic::isError)
                            .findFirst()
                            .map(Diagnostic::path)
                            .orElse("");
            case DoesNotFitException _ -> "/disk/size";
            case IllegalArgumentException _ -> "/disk/format";
            default -> "";
        };
    }

    private static String details(Exception fault) {
        var text = new StringWriter();
        if (fault instanceof InvalidDesignException e) {
            for (Diagnostic it : e.diagnostics()) {
                text.append("%s %s: %s\n".formatted(it.code(), it.path(), it.problem()));
            }
        }
        fault.printStackTrace(new PrintWriter(text));
        return text.toString().replace("\r\n", "\n").replace("\t", "    ").strip();
    }
}
