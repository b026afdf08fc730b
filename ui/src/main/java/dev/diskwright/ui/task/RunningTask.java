package dev.diskwright.ui.task;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Work that the person started and that still runs.
public final class RunningTask {
    private final String id;
    private final String name;
    private final Runnable canceller;
    private final Runnable opener;
    private final DoubleProperty fraction = new SimpleDoubleProperty(-1);
    private final StringProperty detail = new SimpleStringProperty("");

    RunningTask(String id, String name, Runnable canceller, Runnable opener) {
        this.id = id;
        this.name = name;
        this.canceller = canceller;
        this.opener = opener;
    }

    /// {@return what tells it from others}
    public String id() {
        return id;
    }

    /// {@return what it does, in a few words}
    public String name() {
        return name;
    }

    /// {@return how much of it is done, 0 to 1; negative while that is not known}
    public DoubleProperty fractionProperty() {
        return fraction;
    }

    /// {@return how far it is, in a few words}
    public StringProperty detailProperty() {
        return detail;
    }

    /// Asks it to stop.
    void cancel() {
        canceller.run();
    }

    /// Goes to its screen.
    void open() {
        opener.run();
    }
}
