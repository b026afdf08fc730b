package dev.diskwright.ui.inspector;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Reproducible;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/// Where identifiers and times come from, a part of the disk's form.
public final class IdentityFormViewModel {
    private final FormContext context;
    private final ChoiceModel identifiers;
    private final TextFieldModel seed;
    private final TextFieldModel timestamp;

    IdentityFormViewModel(FormContext context) {
        this.context = context;
        identifiers =
                new ChoiceModel(
                        "/reproducible/identifiers",
                        context.options("identifiers", "derived", "nixos"),
                        key ->
                                set(
                                        "edit.identifiers",
                                        reproducible()
                                                .withIdentifiers(
                                                        Reproducible.Identifiers.valueOf(
                                                                key.toUpperCase(Locale.ROOT))),
                                        context.texts().of("identifiers." + key)));
        seed =
                TextFieldModel.plain(
                        "/reproducible/seed",
                        text -> set("edit.seed", reproducible().withSeed(text), text));
        timestamp =
                new TextFieldModel(
                        "/reproducible/timestamp",
                        text -> echo(seconds(text)),
                        text ->
                                set(
                                        "edit.timestamp",
                                        reproducible().withTimestamp(seconds(text)),
                                        text));
        timestamp.unitProperty().set("s");
    }

    private long seconds(String text) {
        return context.number(text, 0, 0xffff_ffffL);
    }

    private String echo(long seconds) {
        try {
            return context.texts().of("disk.timestamp.echo", Instant.ofEpochSecond(seconds));
        } catch (DateTimeException _) {
            return "";
        }
    }

    private Reproducible reproducible() {
        return context.document().require().reproducible();
    }

    private void set(String key, Reproducible next, String argument) {
        context.apply(key, new Edit.SetReproducible(next), argument);
    }

    void show(Design design) {
        Reproducible it = design.reproducible();
        identifiers.show(
                it.identifiers().name().toLowerCase(Locale.ROOT),
                context.problemAt("/reproducible/identifiers"));
        seed.promptProperty().set(design.name());
        seed.show(it.seed(), "", context.problemAt("/reproducible/seed"));
        timestamp.show(
                Long.toString(it.timestamp()),
                echo(it.timestamp()),
                context.problemAt("/reproducible/timestamp"));
    }

    /// {@return where identifiers come from}
    public ChoiceModel identifiers() {
        return identifiers;
    }

    /// {@return seed of identifiers}
    public TextFieldModel seed() {
        return seed;
    }

    /// {@return time of everything, in seconds since 1970}
    public TextFieldModel timestamp() {
        return timestamp;
    }
}
