package dev.diskwright.ui.task;

import dev.diskwright.ui.text.Texts;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The tasks that run, only those that the person started.
public final class TasksViewModel {
    private final Texts texts;
    private final ObservableList<RunningTask> tasks = FXCollections.observableArrayList();
    private final ObservableList<RunningTask> tasksView =
            FXCollections.unmodifiableObservableList(tasks);
    private final BooleanProperty open = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(-1);
    private final InvalidationListener progress = _ -> refresh();

    /// @param texts the words
    public TasksViewModel(Texts texts) {
        this.texts = texts;
    }

    /// {@return the tasks, the first started first}
    public ObservableList<RunningTask> tasks() {
        return tasksView;
    }

    /// {@return whether the list is shown}
    public BooleanProperty openProperty() {
        return open;
    }

    /// {@return the tasks in a few words; empty for none}
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// {@return how much of all tasks is done; negative while one does not know}
    public ReadOnlyDoubleProperty fractionProperty() {
        return fraction.getReadOnlyProperty();
    }

    /// Notes that a task runs; one with the same id makes room for it.
    ///
    /// @param id tells it from others
    /// @param name what it does, in a few words
    /// @param cancel asks it to stop
    /// @param show goes to its screen
    /// @return the task, to tell its progress and to be handed to [#end]
    public RunningTask start(String id, String name, Runnable cancel, Runnable show) {
        tasks.stream().filter(it -> it.id().equals(id)).findFirst().ifPresent(this::end);
        var task = new RunningTask(id, name, cancel, show);
        task.fractionProperty().addListener(progress);
        task.detailProperty().addListener(progress);
        tasks.add(task);
        refresh();
        return task;
    }

    /// Notes that a task ended. Harmless when it had.
    public void end(RunningTask task) {
        task.fractionProperty().unbind();
        task.detailProperty().unbind();
        task.fractionProperty().removeListener(progress);
        task.detailProperty().removeListener(progress);
        tasks.remove(task);
        if (tasks.isEmpty()) {
            open.set(false);
        }
        refresh();
    }

    /// Asks a task to stop.
    public void cancel(RunningTask task) {
        task.cancel();
    }

    /// Goes to the screen of a task.
    public void show(RunningTask task) {
        open.set(false);
        task.open();
    }

    /// Shows or hides the list.
    public void toggle() {
        open.set(!open.get() && !tasks.isEmpty());
    }

    private void refresh() {
        double sum = 0;
        boolean known = true;
        for (RunningTask task : tasks) {
            double one = task.fractionProperty().get();
            known &= one >= 0;
            sum += one;
        }
        fraction.set(known && !tasks.isEmpty() ? sum / tasks.size() : -1);
        summary.set(
                switch (tasks.size()) {
                    case 0 -> "";
                    case 1 ->
                            texts.of(
                                    "tasks.one",
                                    tasks.getFirst().name(),
                                    tasks.getFirst().detailProperty().get());
                    default -> texts.of("tasks.many", tasks.size());
                });
    }
}
