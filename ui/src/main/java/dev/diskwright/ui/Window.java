package dev.diskwright.ui;

import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.help.Explained;
import dev.diskwright.ui.settings.Frame;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/// The window on the screen: stage, scene, theme, and what is remembered of them.
final class Window {
    private static final double MIN_WIDTH = 960;
    private static final double MIN_HEIGHT = 640;

    private final Stage stage;
    private final ViewModels models;
    private final Scene scene;

    Window(Stage stage, ViewModels models) {
        this.stage = stage;
        this.models = models;
        Frame frame = models.settings().remembered(it -> it);
        Theme.loadFonts();
        Parent root = new Views(models).shell();
        scene = new Scene(root, frame.width(), frame.height());
    }

    /// Shows it.
    void show() {
        models.settings().lookProperty().subscribe(this::applyTheme);
        models.settings().reducedMotionProperty().subscribe(this::applyTheme);
        Platform.getPreferences().colorSchemeProperty().subscribe((_, _) -> applyTheme());
        models.settings()
                .desktopReducesMotionProperty()
                .bind(Platform.getPreferences().reducedMotionProperty());
        applyTheme();
        stage.setScene(scene);
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        stage.titleProperty().bind(models.shell().titleProperty());
        for (int size : WindowResources.ICON_SIZES) {
            stage.getIcons().add(new Image(WindowResources.icon(size)));
        }
        models.around().help().onExplain(() -> Explained.topicOf(scene.getFocusOwner()));
        models.shell().onClose(() -> models.around().journal().end(stage::close));
        models.around().outside().activeProperty().bind(stage.focusedProperty());
        stage.setOnCloseRequest(event -> {
            event.consume();
            models.shell().requestClose();
        });
        stage.setOnHiding(_ ->
                models.settings()
                        .changeFrame(it -> it.withSize(scene.getWidth(), scene.getHeight())));
        stage.show();
    }

    private void applyTheme() {
        Theme.apply(
                scene,
                models.settings().lookProperty().get(),
                models.settings().reducedMotionProperty().get());
    }

    /// {@return the scene}
    Scene scene() {
        return scene;
    }
}
