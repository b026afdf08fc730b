package dev.diskwright.ui.fault;

import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.journal.JournalViewModel;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.text.Texts;
import java.io.PrintWriter;
import java.io.StringWriter;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// A fault of the program: what became of the person's work, and a report to pass on. The window stays open.
public final class FaultViewModel {
    /// How many faults one report holds; more are only counted.
    private static final int MOST = 5;

    private final DocumentViewModel document;
    private final JournalViewModel journal;
    private final Desktop desktop;
    private final JobRunner jobs;
    private final Texts texts;
    private final String about;
    private final BooleanProperty open = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper saved = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper report = new ReadOnlyStringWrapper("");
    private final StringBuilder faults = new StringBuilder();
    private int count;

    /// @param about what program on what system, one line a fact
    public FaultViewModel(
            DocumentViewModel document,
            JournalViewModel journal,
            Desktop desktop,
            JobRunner jobs,
            Texts texts,
            String about) {
        this.document = document;
        this.journal = journal;
        this.desktop = desktop;
        this.jobs = jobs;
        this.texts = texts;
        this.about = about;
    }

    /// {@return whether it is shown}
    public BooleanProperty openProperty() {
        return open;
    }

    /// {@return what became of the person's work}
    public ReadOnlyStringProperty savedProperty() {
        return saved.getReadOnlyProperty();
    }

    /// {@return the report; what a fault says in it may name files}
    public ReadOnlyStringProperty reportProperty() {
        return report.getReadOnlyProperty();
    }

    /// Tells of a fault. May be called from any thread.
    public void report(Throwable fault) {
        jobs.post(() -> show(fault));
    }

    private void show(Throwable fault) {
        count++;
        if (count <= MOST) {
            var trace = new StringWriter();
            fault.printStackTrace(new PrintWriter(trace, true));
            faults.append('\n').append(trace);
        }
        report.set(about + "\n" + texts.of("fault.count", count) + "\n" + faults);
        saved.set(kept());
        open.set(true);
    }

    private String kept() {
        if (document.designProperty().get() == null) {
            return texts.of("fault.noDesign");
        }
        if (!document.dirtyProperty().get()) {
            return texts.of("fault.allSaved");
        }
        return texts.of(
                document.require().equals(journal.kept()) ? "fault.kept" : "fault.keptSoon");
    }

    /// Puts the report on the clipboard.
    public void copy() {
        desktop.copy(report.get());
    }

    /// Closes it; the next report starts anew.
    public void close() {
        open.set(false);
        faults.setLength(0);
        count = 0;
    }
}
