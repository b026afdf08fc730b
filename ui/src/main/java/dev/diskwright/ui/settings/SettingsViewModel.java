package dev.diskwright.ui.settings;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// The settings in effect; every change is kept at once.
public final class SettingsViewModel {
    private final SettingsStore store;
    private final ReadOnlyObjectWrapper<Settings> settings;
    private final ReadOnlyObjectWrapper<Look> look;
    private final BooleanProperty desktopReducesMotion = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper reducedMotion = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper singleLetters = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper compact = new ReadOnlyBooleanWrapper();

    /// Starts with what `store` holds.
    public SettingsViewModel(SettingsStore store) {
        this.store = store;
        settings = new ReadOnlyObjectWrapper<>(store.load());
        look = new ReadOnlyObjectWrapper<>(settings.get().look());
        settings.subscribe(it -> look.set(it.look()));
        look.subscribe(_ -> refresh());
        desktopReducesMotion.subscribe(this::refresh);
    }

    private void refresh() {
        reducedMotion.set(
                switch (look.get().motion()) {
                    case SYSTEM -> desktopReducesMotion.get();
                    case REDUCED -> true;
                    case FULL -> false;
                });
        singleLetters.set(look.get().singleLetters());
        compact.set(look.get().density() == Look.Density.COMPACT);
    }

    /// {@return the settings in effect}
    public ReadOnlyObjectProperty<Settings> settingsProperty() {
        return settings.getReadOnlyProperty();
    }

    /// {@return the look in effect; changes only when it does}
    public ReadOnlyObjectProperty<Look> lookProperty() {
        return look.getReadOnlyProperty();
    }

    /// {@return whether nothing is to slide, glow or fade}
    public ReadOnlyBooleanProperty reducedMotionProperty() {
        return reducedMotion.getReadOnlyProperty();
    }

    /// {@return whether letters alone are keys while a picture has the focus}
    public ReadOnlyBooleanProperty singleLettersProperty() {
        return singleLetters.getReadOnlyProperty();
    }

    /// {@return whether rows lie close; the root of the scene has the style class `compact` then}
    public ReadOnlyBooleanProperty compactProperty() {
        return compact.getReadOnlyProperty();
    }

    /// {@return whether the desktop asks for less motion; the window keeps it current}
    public BooleanProperty desktopReducesMotionProperty() {
        return desktopReducesMotion;
    }

    /// Changes and keeps them.
    public void change(UnaryOperator<Settings> change) {
        Settings next = change.apply(settings.get());
        if (!next.equals(settings.get())) {
            settings.set(next);
            store.save(next);
        }
    }

    /// Changes and keeps the look.
    public void changeLook(UnaryOperator<Look> change) {
        change(it -> it.look(change));
    }

    /// Changes and keeps how the window is left.
    public void changeFrame(UnaryOperator<Frame> change) {
        change(it -> it.frame(change));
    }

    /// {@return something of the frame as it is remembered}
    public <T> T remembered(Function<Frame, T> part) {
        return part.apply(settings.get().frame());
    }

    /// Notes that a design was used.
    public void used(Path file) {
        change(it -> it.withRecent(file));
    }
}
