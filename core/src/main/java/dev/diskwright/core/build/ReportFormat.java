package dev.diskwright.core.build;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// A form that a report is written in. The command and the window use the same ones.
public enum ReportFormat {
    /// Lines for people.
    TEXT("txt"),
    /// One page that needs no other file.
    HTML("html"),
    /// For programs.
    JSON("json");

    private final String extension;

    ReportFormat(String extension) {
        this.extension = extension;
    }

    /// {@return file name extension without the dot}
    public String extension() {
        return extension;
    }

    /// {@return the form that a file of that name has; empty if its extension tells none}
    public static Optional<ReportFormat> of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (ReportFormat it : values()) {
            if (name.endsWith("." + it.extension)) {
                return Optional.of(it);
            }
        }
        return name.endsWith(".htm") ? Optional.of(HTML) : Optional.empty();
    }

    /// {@return the report in this form, with a line feed at the end}
    ///
    /// @param target what it calls the image file
    public String render(BuildReport report, String target) {
        return switch (this) {
            case TEXT -> ReportText.full(report, target);
            case HTML -> ReportHtml.of(report, target);
            case JSON -> ReportJson.of(report, target);
        };
    }
}
