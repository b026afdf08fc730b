package dev.diskwright.ui.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The person's desktop: its file choosers and its file manager. Called on the toolkit's thread.
public interface Desktop {
    /// {@return a design to open}
    Optional<Path> chooseDesign();

    /// {@return where to save a design}
    ///
    /// @param proposal file that is offered
    Optional<Path> chooseDesignTarget(Path proposal);

    /// {@return an image to look into}
    Optional<Path> chooseImage();

    /// {@return where to write an image}
    ///
    /// @param proposal file that is offered
    Optional<Path> chooseImageTarget(Path proposal);

    /// {@return where to save a report}
    ///
    /// @param proposal file that is offered
    Optional<Path> chooseReportTarget(Path proposal);

    /// {@return a file to take contents or a kernel from}
    Optional<Path> chooseSourceFile();

    /// {@return a folder to take contents from}
    Optional<Path> chooseSourceFolder();

    /// Shows a folder in the file manager.
    void show(Path folder);

    /// {@return the files on the clipboard; empty if it holds none}
    List<Path> pastedFiles();

    /// {@return the text on the clipboard; empty if it holds none}
    String pastedText();

    /// Puts text on the clipboard.
    void copy(String text);
}
