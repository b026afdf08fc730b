package dev.diskwright.ui.image;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.ui.build.ErrorCard;
import dev.diskwright.ui.build.ErrorCard.Action;
import dev.diskwright.ui.build.Fact;
import dev.diskwright.ui.text.Texts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Says why an image cannot be looked into, where that was found, and what can be done.
///
/// @param texts the words
record ImageFaults(Texts texts) {
    private static final Set<String> RAW_HELPS = Set.of("corrupt", "unsupported", "missing");
    private static final String OTHER_FILE = "the other file";
    private static final String NOT_ALLOWED = "not allowed";
    private static final String MISSING = "does not exist";

    /// {@return the card}
    ErrorCard of(Exception fault, ImageChoice choice) {
        String kind = kind(fault);
        var facts = new ArrayList<Fact>();
        facts.add(fact("file", choice.file().toString()));
        if (fault instanceof ImageException image) {
            facts.addAll(places(image.where(), choice));
        }
        return new ErrorCard(
                "",
                texts.of("image.fault." + kind, choice.name()),
                facts,
                why(fault),
                texts.of("image.fault." + kind + ".next"),
                actions(kind, choice),
                "",
                details(fault));
    }

    /// {@return where in a file something is, line by line}
    List<Fact> places(Where where, ImageChoice choice) {
        var facts = new ArrayList<Fact>();
        if (!where.file().equals(choice.name())) {
            facts.add(fact("part", where.file()));
        }
        if (!where.structure().isEmpty()) {
            facts.add(fact("structure", where.structure()));
        }
        if (!where.field().isEmpty()) {
            facts.add(fact("field", where.field()));
        }
        if (!where.structure().isEmpty() || !where.field().isEmpty()) {
            long offset = where.offset() + where.fieldOffset();
            facts.add(
                    fact(
                            "offset",
                            texts.of(
                                    "image.offset",
                                    String.format(Locale.ROOT, "0x%x", offset),
                                    offset)));
        }
        return facts;
    }

    private static String kind(Exception fault) {
        return switch (fault) {
            case CorruptImageException _ -> "corrupt";
            case UnsupportedImageException e when isOfOther(e, NOT_ALLOWED) -> "refused";
            case UnsupportedImageException e when isOfOther(e, MISSING) -> "missing";
            case UnsupportedImageException _ -> "unsupported";
            case HostException _ -> "host";
            case java.io.IOException _ -> "host";
            default -> "bug";
        };
    }

    /// {@return whether it is about another file that the image refers to, for that reason}
    private static boolean isOfOther(UnsupportedImageException fault, String reason) {
        return fault.problem().contains(OTHER_FILE) && fault.problem().contains(reason);
    }

    private static List<Action> actions(String kind, ImageChoice choice) {
        var actions = new ArrayList<Action>();
        if (kind.equals("refused")) {
            actions.add(Action.ALLOW_FOLDER);
        }
        if (kind.equals("host") || kind.equals("missing")) {
            actions.add(Action.RETRY);
        }
        if (RAW_HELPS.contains(kind) && !choice.format().equals("raw")) {
            actions.add(Action.OPEN_RAW);
        }
        actions.add(Action.OPEN_OTHER);
        return actions;
    }

    /// {@return what was observed, as a sentence}
    String why(Exception fault) {
        String clause =
                fault instanceof ImageException image
                        ? image.problem()
                        : fault.getMessage() == null ? fault.toString() : fault.getMessage();
        return clause.isEmpty()
                ? ""
                : texts.of(
                        "problem.sentence",
                        clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1));
    }

    private static String details(Exception fault) {
        var text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        return text.toString().replace("\r\n", "\n").replace("\t", "    ").strip();
    }

    private Fact fact(String key, String value) {
        return new Fact(texts.of("image.fact." + key), value);
    }
}
