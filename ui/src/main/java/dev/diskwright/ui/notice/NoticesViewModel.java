package dev.diskwright.ui.notice;

import dev.diskwright.ui.job.JobRunner;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Toasts, which go by themselves, and banners, which stay until they are answered.
public final class NoticesViewModel {
    /// How long a toast stays while nobody looks at it.
    public static final Duration STAY = Duration.ofSeconds(8);

    /// How many toasts are shown at once; the oldest makes room.
    static final int MOST_TOASTS = 3;

    private final JobRunner jobs;
    private final ObservableList<Notice> toasts = FXCollections.observableArrayList();
    private final ObservableList<Notice> toastsView =
            FXCollections.unmodifiableObservableList(toasts);
    private final ObservableList<Notice> banners = FXCollections.observableArrayList();
    private final ObservableList<Notice> bannersView =
            FXCollections.unmodifiableObservableList(banners);
    private final ReadOnlyStringWrapper spoken = new ReadOnlyStringWrapper("");
    private final Map<String, JobRunner.Running> timers = new HashMap<>();
    private int numbered;

    /// @param jobs tells when a toast has been there long enough
    public NoticesViewModel(JobRunner jobs) {
        this.jobs = jobs;
    }

    /// {@return the toasts, the oldest first}
    public ObservableList<Notice> toasts() {
        return toastsView;
    }

    /// {@return the banners, the oldest first}
    public ObservableList<Notice> banners() {
        return bannersView;
    }

    /// {@return what assistive technology should say: the text of the notice shown last}
    public ReadOnlyStringProperty spokenProperty() {
        return spoken.getReadOnlyProperty();
    }

    /// Shows a toast for [#STAY].
    public void toast(String text, Notice.Action... actions) {
        toast(new Notice("toast-" + ++numbered, Notice.Kind.DONE, text, List.of(actions)));
    }

    /// Shows a toast for [#STAY]; one with the same id makes room for it.
    public void toast(Notice notice) {
        withdraw(notice.id());
        while (toasts.size() >= MOST_TOASTS) {
            withdraw(toasts.getFirst().id());
        }
        toasts.add(notice);
        release(notice);
        speak(notice);
    }

    /// Shows a banner until one of its actions is chosen or it is withdrawn; one with the same id makes room for it.
    public void banner(Notice notice) {
        for (int i = 0; i < banners.size(); i++) {
            if (banners.get(i).id().equals(notice.id())) {
                banners.set(i, notice);
                speak(notice);
                return;
            }
        }
        banners.add(notice);
        speak(notice);
    }

    private void speak(Notice notice) {
        spoken.set("");
        spoken.set(notice.text());
    }

    /// Takes a notice away, if it is there.
    public void withdraw(String id) {
        JobRunner.Running timer = timers.remove(id);
        if (timer != null) {
            timer.cancel();
        }
        toasts.removeIf(it -> it.id().equals(id));
        banners.removeIf(it -> it.id().equals(id));
    }

    /// Keeps a toast as long as someone looks at it.
    public void hold(Notice toast) {
        JobRunner.Running timer = timers.remove(toast.id());
        if (timer != null) {
            timer.cancel();
        }
    }

    /// Lets a toast go after [#STAY].
    public void release(Notice toast) {
        hold(toast);
        if (toasts.contains(toast)) {
            timers.put(toast.id(), jobs.later(STAY, () -> withdraw(toast.id())));
        }
    }

    /// Does what a button of a notice says, and takes the notice away.
    public void choose(Notice notice, Notice.Action action) {
        withdraw(notice.id());
        action.run().run();
    }
}
