package dev.diskwright.ui.help;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The manual as it is read: which place is shown, where one came from, what is searched.
public final class HelpViewModel {
    private final Supplier<Manual> source;
    private @Nullable Manual manual;
    private Supplier<Topic> focused = () -> Topic.START;
    private final BooleanProperty open = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Topic> topic = new ReadOnlyObjectWrapper<>(Topic.START);
    private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper();
    private final StringProperty query = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<List<Manual.Hit>> hits =
            new ReadOnlyObjectWrapper<>(List.of());
    private final Deque<Topic> visited = new ArrayDeque<>();

    /// @param source reads the manual when it is first needed
    public HelpViewModel(Supplier<Manual> source) {
        this.source = source;
        query.subscribe(text -> hits.set(text.isBlank() ? List.of() : manual().search(text)));
    }

    /// {@return the manual}
    public Manual manual() {
        Manual known = manual;
        if (known == null) {
            known = source.get();
            manual = known;
        }
        return known;
    }

    /// {@return whether it is shown}
    public BooleanProperty openProperty() {
        return open;
    }

    /// {@return the place that is shown}
    public ReadOnlyObjectProperty<Topic> topicProperty() {
        return topic.getReadOnlyProperty();
    }

    /// {@return whether there is a place to go back to}
    public ReadOnlyBooleanProperty canGoBackProperty() {
        return canGoBack.getReadOnlyProperty();
    }

    /// {@return what is searched; blank for nothing}
    public StringProperty queryProperty() {
        return query;
    }

    /// {@return what answers the search}
    public ReadOnlyObjectProperty<List<Manual.Hit>> hitsProperty() {
        return hits.getReadOnlyProperty();
    }

    /// Takes what tells which place explains the thing that has the focus.
    public void onExplain(Supplier<Topic> newFocused) {
        focused = newFocused;
    }

    /// Explains the thing that has the focus.
    public void explain() {
        show(focused.get());
    }

    /// Shows the manual at a place, as the first one.
    public void show(Topic wanted) {
        visited.clear();
        canGoBack.set(false);
        query.set("");
        topic.set(known(wanted));
        open.set(true);
    }

    /// Follows a link, as the page has it: `page`, `page#anchor` or `#anchor`.
    public void follow(String link) {
        go(Topic.parse(link.startsWith("#") ? topic.get().page() + link : link));
    }

    /// Goes to a place from which [#back] leads here.
    public void go(Topic wanted) {
        query.set("");
        if (!wanted.equals(topic.get())) {
            visited.push(topic.get());
            canGoBack.set(true);
            topic.set(known(wanted));
        }
    }

    private Topic known(Topic wanted) {
        return manual().page(wanted.page()).isPresent() ? wanted : Topic.START;
    }

    /// Goes back to where one came from.
    public void back() {
        if (!query.get().isEmpty()) {
            query.set("");
        } else if (!visited.isEmpty()) {
            topic.set(visited.pop());
            canGoBack.set(!visited.isEmpty());
        }
    }

    /// Closes it.
    public void close() {
        open.set(false);
    }
}
