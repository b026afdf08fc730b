package dev.diskwright.ui;

import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.text.Texts;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// The person's desktop as JavaFX reaches it.
final class FxDesktop implements Desktop {
    private final Window owner;
    private final Texts texts;
    private final Consumer<String> browser;
    private @Nullable File lastFolder;

    /// @param browser opens an address with the desktop's program for it
    FxDesktop(Window owner, Texts texts, Consumer<String> browser) {
        this.owner = owner;
        this.texts = texts;
        this.browser = browser;
    }

    @Override
    public Optional<Path> chooseDesign() {
        var chooser = chooser("choose.design");
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(
                                texts.of("choose.designs"), "*" + FilesViewModel.EXTENSION),
                        new FileChooser.ExtensionFilter(texts.of("choose.json"), "*.json"),
                        new FileChooser.ExtensionFilter(texts.of("choose.all"), "*"));
        return remember(chooser.showOpenDialog(owner));
    }

    @Override
    public Optional<Path> chooseDesignTarget(Path proposal) {
        return saveDialog("choose.designTarget", proposal);
    }

    @Override
    public Optional<Path> chooseImage() {
        return remember(chooser("choose.image").showOpenDialog(owner));
    }

    @Override
    public Optional<Path> chooseImageTarget(Path proposal) {
        return saveDialog("choose.imageTarget", proposal);
    }

    @Override
    public Optional<Path> chooseReportTarget(Path proposal) {
        return saveDialog("choose.reportTarget", proposal);
    }

    private Optional<Path> saveDialog(String key, Path proposal) {
        var chooser = chooser(key);
        Path folder = proposal.toAbsolutePath().getParent();
        if (folder != null && Files.isDirectory(folder)) {
            chooser.setInitialDirectory(folder.toFile());
        }
        Path name = proposal.getFileName();
        chooser.setInitialFileName(name == null ? "" : name.toString());
        return remember(chooser.showSaveDialog(owner));
    }

    @Override
    public Optional<Path> chooseSourceFile() {
        return remember(chooser("choose.source").showOpenDialog(owner));
    }

    @Override
    public Optional<Path> chooseSourceFolder() {
        var chooser = new DirectoryChooser();
        chooser.setTitle(texts.of("choose.folder"));
        if (lastFolder != null) {
            chooser.setInitialDirectory(lastFolder);
        }
        return remember(chooser.showDialog(owner));
    }

    private FileChooser chooser(String key) {
        var chooser = new FileChooser();
        chooser.setTitle(texts.of(key));
        if (lastFolder != null) {
            chooser.setInitialDirectory(lastFolder);
        }
        return chooser;
    }

    private Optional<Path> remember(@Nullable File file) {
        if (file == null) {
            return Optional.empty();
        }
        File parent = file.getParentFile();
        lastFolder = parent != null && parent.isDirectory() ? parent : lastFolder;
        return Optional.of(file.toPath());
    }

    @Override
    public void show(Path folder) {
        browser.accept(folder.toUri().toString());
    }

    @Override
    public List<Path> pastedFiles() {
        return Clipboard.getSystemClipboard().getFiles().stream().map(File::toPath).toList();
    }

    @Override
    public String pastedText() {
        String text = Clipboard.getSystemClipboard().getString();
        return text == null ? "" : text;
    }

    @Override
    public void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
