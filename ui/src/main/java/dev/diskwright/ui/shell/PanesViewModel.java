package dev.diskwright.ui.shell;

import dev.diskwright.ui.settings.Frame;
import dev.diskwright.ui.settings.SettingsViewModel;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Which panes are open, and whether they lie beside the workspace or over it. Remembered per user.
public final class PanesViewModel {
    private static final double OVERLAY_BELOW = 1100;
    private static final double FOLD_BELOW = 980;

    private final SettingsViewModel settings;
    private final DoubleProperty width = new SimpleDoubleProperty(Double.MAX_VALUE);
    private final BooleanProperty leftOpen;
    private final BooleanProperty inspectorOpen;
    private final BooleanProperty drawerOpen;
    private final StringProperty drawerTab;
    private final BooleanProperty leftOverlay = new SimpleBooleanProperty();
    private final BooleanProperty inspectorOverlay = new SimpleBooleanProperty();
    private final BooleanBinding narrow;
    private final BooleanBinding folded;

    /// Opens what was open when the window was last left.
    PanesViewModel(SettingsViewModel settings) {
        this.settings = settings;
        leftOpen = new SimpleBooleanProperty(settings.remembered(Frame::leftOpen));
        inspectorOpen = new SimpleBooleanProperty(settings.remembered(Frame::inspectorOpen));
        drawerOpen = new SimpleBooleanProperty(settings.remembered(Frame::drawerOpen));
        drawerTab = new SimpleStringProperty(settings.remembered(Frame::drawerTab));
        narrow =
                Bindings.createBooleanBinding(
                        () -> width.get() < OVERLAY_BELOW * textScale(),
                        width,
                        settings.lookProperty());
        folded =
                Bindings.createBooleanBinding(
                        () -> width.get() < FOLD_BELOW * textScale(),
                        width,
                        settings.lookProperty());
        leftOpen.subscribe(this::remember);
        inspectorOpen.subscribe(this::remember);
        drawerOpen.subscribe(this::remember);
        drawerTab.subscribe(this::remember);
        folded.subscribe(_ -> leftOverlay.set(false));
        narrow.subscribe(_ -> inspectorOverlay.set(false));
    }

    private void remember() {
        settings.changeFrame(it ->
                it.withOpen(leftOpen.get(), inspectorOpen.get(), drawerOpen.get())
                        .withDrawer(it.drawerHeight(), drawerTab.get()));
    }

    /// {@return how much larger than usual text is; widths follow it}
    double textScale() {
        return settings.lookProperty().get().textPercent() / 100.0;
    }

    /// {@return width of the window, in pixels; the view keeps it current}
    DoubleProperty widthProperty() {
        return width;
    }

    /// {@return whether the window is too narrow for an inspector beside the workspace}
    BooleanBinding narrowProperty() {
        return narrow;
    }

    /// {@return whether the window is too narrow for a left pane beside the workspace}
    BooleanBinding foldedProperty() {
        return folded;
    }

    /// {@return whether the left pane is wanted beside the workspace}
    BooleanProperty leftOpenProperty() {
        return leftOpen;
    }

    /// {@return whether the left pane lies over the workspace}
    BooleanProperty leftOverlayProperty() {
        return leftOverlay;
    }

    /// {@return whether the inspector is wanted beside the workspace}
    BooleanProperty inspectorOpenProperty() {
        return inspectorOpen;
    }

    /// {@return whether the inspector lies over the workspace}
    BooleanProperty inspectorOverlayProperty() {
        return inspectorOverlay;
    }

    /// {@return whether the drawer is open}
    BooleanProperty drawerOpenProperty() {
        return drawerOpen;
    }

    /// {@return name of the drawer's tab}
    StringProperty drawerTabProperty() {
        return drawerTab;
    }

    /// Shows or hides the left pane.
    void toggleLeft() {
        toggle(folded.get() ? leftOverlay : leftOpen);
    }

    /// Shows or hides the inspector.
    void toggleInspector() {
        toggle(narrow.get() ? inspectorOverlay : inspectorOpen);
    }

    /// Shows or hides the drawer.
    void toggleDrawer() {
        toggle(drawerOpen);
    }

    /// Brings the inspector into view.
    void openInspector() {
        (narrow.get() ? inspectorOverlay : inspectorOpen).set(true);
    }

    /// Brings a tab of the drawer into view.
    void openDrawer(String tab) {
        drawerTab.set(tab);
        drawerOpen.set(true);
    }

    /// Takes away what lies over the workspace.
    ///
    /// @return whether anything did
    boolean closeOverlays() {
        boolean any = leftOverlay.get() || inspectorOverlay.get();
        leftOverlay.set(false);
        inspectorOverlay.set(false);
        return any;
    }

    private static void toggle(BooleanProperty property) {
        property.set(!property.get());
    }
}
