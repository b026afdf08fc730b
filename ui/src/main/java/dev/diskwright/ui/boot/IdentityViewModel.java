package dev.diskwright.ui.boot;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Reproducible;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.form.TextFieldModel;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.text.Texts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Where identifiers and times come from, and every identifier that results.
public final class IdentityViewModel {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final long LATEST = 0xffff_ffffL;

    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final Desktop desktop;
    private final Texts texts;
    private final InstantSource clock;
    private final TextFieldModel seed;
    private final TextFieldModel timestamp;
    private final ReadOnlyObjectWrapper<IdentityPolicy> policy =
            new ReadOnlyObjectWrapper<>(IdentityPolicy.DERIVED);
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper nixosRefused = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper copied = new ReadOnlyStringWrapper("");
    private final ObservableList<IdentityRow> rows = FXCollections.observableArrayList();
    private final ObservableList<IdentityRow> rowsView =
            FXCollections.unmodifiableObservableList(rows);

    IdentityViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            Desktop desktop,
            Texts texts,
            InstantSource clock) {
        this.document = document;
        this.planning = planning;
        this.desktop = desktop;
        this.texts = texts;
        this.clock = clock;
        seed =
                TextFieldModel.plain(
                        "/reproducible/seed",
                        text -> set("edit.seed", reproducible().withSeed(text.strip()), text));
        timestamp =
                new TextFieldModel(
                        "/reproducible/timestamp",
                        text -> echo(seconds(text)),
                        text ->
                                set(
                                        "edit.timestamp",
                                        reproducible().withTimestamp(seconds(text)),
                                        text));
    }

    private Reproducible reproducible() {
        return document.require().reproducible();
    }

    private void set(String key, Reproducible next, String argument) {
        document.applyQuietly(texts.of(key, argument), new Edit.SetReproducible(next));
    }

    private long seconds(String text) {
        try {
            long seconds = Long.parseLong(text.strip());
            if (seconds >= 0 && seconds <= LATEST) {
                return seconds;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(texts.of("number.range", 0, LATEST));
    }

    private String echo(long seconds) {
        return texts.of(
                "identity.timestamp.echo",
                UTC.format(Instant.ofEpochSecond(seconds)),
                seconds == 0 ? 0 : 1);
    }

    void show(Design design) {
        Plan plan = planning.planProperty().get();
        IdentityPolicy current = IdentityPolicy.of(design);
        policy.set(current);
        int given = IdentityPolicy.given(design);
        note.set(
                texts.of(
                        "identity.note." + current.key(),
                        design.seed(),
                        given,
                        IdentityPolicy.wanted(design)));
        nixosRefused.set(
                design.layout().preset() == null ? texts.of("identity.nixos.explicit") : "");
        seed.promptProperty().set(design.name());
        seed.show(design.reproducible().seed(), "", "");
        long time = design.reproducible().timestamp();
        String wrong =
                planning.problemsProperty().get().at("/reproducible/timestamp").stream()
                        .findFirst()
                        .map(it -> texts.of("problem.sentences", it.problem(), it.remedy()))
                        .orElse("");
        timestamp.show(Long.toString(time), time < 0 || time > LATEST ? "" : echo(time), wrong);
        List<IdentityRow> next = plan == null ? List.of() : IdentityRows.of(plan, texts);
        if (!next.equals(rows)) {
            rows.setAll(next);
        }
    }

    /// {@return the policy that is followed}
    public ReadOnlyObjectProperty<IdentityPolicy> policyProperty() {
        return policy.getReadOnlyProperty();
    }

    /// {@return what the policy means here}
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /// {@return why NixOS's constants cannot be had; empty if they can}
    public ReadOnlyStringProperty nixosRefusedProperty() {
        return nixosRefused.getReadOnlyProperty();
    }

    /// {@return what was copied last, in words}
    public ReadOnlyStringProperty copiedProperty() {
        return copied.getReadOnlyProperty();
    }

    /// {@return every identifier}
    public ObservableList<IdentityRow> rows() {
        return rowsView;
    }

    /// {@return what identifiers derive from}
    public TextFieldModel seed() {
        return seed;
    }

    /// {@return time of everything that is no source file}
    public TextFieldModel timestamp() {
        return timestamp;
    }

    /// Follows another policy. One that cannot be had here changes nothing.
    public void choose(IdentityPolicy next) {
        Design design = document.require();
        Plan plan = planning.planProperty().get();
        String label = texts.of("edit.identifiers", texts.of("identity.policy." + next.key()));
        switch (next) {
            case NIXOS -> {
                if (design.layout().preset() != null) {
                    document.apply(
                            label,
                            new Edit.SetReproducible(
                                    design.reproducible()
                                            .withIdentifiers(Reproducible.Identifiers.NIXOS)));
                }
            }
            case DERIVED -> apply(label, IdentityPolicy.derive(design));
            case FIXED -> {
                if (plan != null) {
                    apply(label, IdentityPolicy.fix(design, plan));
                }
            }
        }
        show(document.require());
    }

    private void apply(String label, Design after) {
        document.apply(
                label,
                new Edit.All(
                        List.of(
                                new Edit.SetLayout(after.layout()),
                                new Edit.SetReproducible(after.reproducible()))));
    }

    /// Takes the clock's time as the design's.
    public void now() {
        timestamp.take(Long.toString(clock.instant().getEpochSecond()));
    }

    /// Puts one identifier on the clipboard.
    public void copy(IdentityRow row) {
        desktop.copy(row.value());
        copied.set(texts.of("identity.copied", row.value()));
    }

    /// Puts the whole table on the clipboard, one line an identifier.
    public void copyAll() {
        var text = new StringBuilder();
        for (IdentityRow it : rows) {
            text.append(it.owner())
                    .append('\t')
                    .append(it.kind())
                    .append('\t')
                    .append(it.value())
                    .append('\n');
        }
        desktop.copy(text.toString());
        copied.set(texts.of("identity.copiedAll", rows.size()));
    }
}
