package dev.diskwright.ui.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.ReportFormat;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The report of the last build, in the forms that the command writes too.
public final class ReportViewModel {
    private final Desktop desktop;
    private final JobRunner jobs;
    private final Texts texts;
    private final ReadOnlyBooleanWrapper available = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
    private @Nullable BuildReport report;

    ReportViewModel(Desktop desktop, JobRunner jobs, Texts texts) {
        this.desktop = desktop;
        this.jobs = jobs;
        this.texts = texts;
    }

    /// Takes the report of a build; null for none.
    void show(@Nullable BuildReport newReport) {
        report = newReport;
        available.set(newReport != null);
        notice.set("");
    }

    /// {@return whether there is a report}
    public ReadOnlyBooleanProperty availableProperty() {
        return available.getReadOnlyProperty();
    }

    /// {@return what was last done, for the person; empty for nothing}
    public ReadOnlyStringProperty noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /// Tells what was done.
    void tell(String text) {
        notice.set(text);
    }

    /// Copies the report.
    ///
    /// @param form `text`, `html` or `json`
    public void copy(String form) {
        BuildReport it = report;
        if (it != null) {
            desktop.copy(format(form).render(it, it.file().toString()));
            notice.set(texts.of("report.copied", form(form)));
        }
    }

    /// Lets the person choose a file and saves the report in it; a name with another form's extension gets that form.
    ///
    /// @param form `text`, `html` or `json`
    public void save(String form) {
        BuildReport it = report;
        if (it == null) {
            return;
        }
        Path proposal =
                it.file().resolveSibling(it.file().getFileName() + "." + format(form).extension());
        Optional<Path> chosen = desktop.chooseReportTarget(proposal);
        if (chosen.isEmpty()) {
            return;
        }
        Path file = chosen.get();
        ReportFormat wanted = ReportFormat.of(file).orElse(format(form));
        jobs.start(
                () -> {
                    Files.writeString(file, wanted.render(it, it.file().toString()), UTF_8);
                    return file;
                },
                done -> notice.set(texts.of("report.saved", done.toString())),
                fault ->
                        notice.set(
                                texts.of(
                                        "report.notSaved",
                                        file.toString(),
                                        String.valueOf(fault.getMessage()))));
    }

    private String form(String form) {
        return texts.of("report.form." + form);
    }

    private static ReportFormat format(String form) {
        return ReportFormat.valueOf(form.toUpperCase(Locale.ROOT));
    }
}
