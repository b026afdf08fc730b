package dev.diskwright.ui.inspector;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Edit;
import dev.diskwright.ui.edit.FormContext;
import dev.diskwright.ui.edit.OneLine;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The form for one entry of the contents.
public final class ContentFormViewModel {
    private final FormContext context;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final TextFieldModel source;
    private final TextFieldModel text;
    private final TextFieldModel exclude;
    private final TextFieldModel partition;
    private final TextFieldModel path;
    private final TextFieldModel reference;
    private final TextFieldModel platform;
    private final TextFieldModel target;
    private final TextFieldModel mode;
    private final TextFieldModel user;
    private final TextFieldModel group;
    private int index = -1;

    ContentFormViewModel(FormContext context) {
        this.context = context;
        source =
                TextFieldModel.plain(
                                "source", text -> set("edit.source", it -> from(it, text), text))
                        .chooseBy(context.sources()::chooseFile);
        text =
                TextFieldModel.plain(
                        "text", line -> set("edit.text", it -> written(it, line), line));
        exclude =
                TextFieldModel.plain(
                        "exclude",
                        line ->
                                set(
                                        "edit.exclude",
                                        it -> it.withExclude(OneLine.parsePatterns(line)),
                                        line));
        partition =
                new TextFieldModel(
                        "partition",
                        this::checkPartition,
                        text ->
                                set(
                                        "edit.partition",
                                        it ->
                                                it.withPartition(
                                                        text.isBlank()
                                                                ? null
                                                                : Integer.valueOf(text.strip())),
                                        text));
        path =
                TextFieldModel.plain(
                        "path",
                        text -> set("edit.path", it -> it.withPath(blankToNull(text)), text));
        reference =
                TextFieldModel.plain(
                        "reference",
                        text ->
                                set(
                                        "edit.reference",
                                        it -> it.withReference(blankToNull(text)),
                                        text));
        platform =
                TextFieldModel.plain(
                        "platform",
                        text ->
                                set(
                                        "edit.platform",
                                        it -> it.withPlatform(blankToNull(text)),
                                        text));
        target =
                new TextFieldModel(
                        "target",
                        this::checkTarget,
                        text -> set("edit.target", it -> it.withTarget(text), text));
        mode =
                new TextFieldModel(
                        "mode",
                        this::checkMode,
                        text -> set("edit.mode", it -> it.withMode(blankToNull(text)), text));
        user =
                TextFieldModel.plain(
                        "user", text -> set("edit.owner", it -> owned(it, text, it.group()), text));
        group =
                TextFieldModel.plain(
                        "group", text -> set("edit.owner", it -> owned(it, it.user(), text), text));
    }

    /// A source takes the place of a text.
    private static Content from(Content it, String source) {
        return source.isBlank() ? it.withSource(source) : it.withText(null).withSource(source);
    }

    /// A text takes the place of a source; none leaves that alone.
    private static Content written(Content it, String line) {
        boolean none = line.isEmpty() && !it.source().isBlank();
        return it.withText(none ? null : OneLine.parse(line));
    }

    /// The format wants both or neither, so one alone brings the other along.
    private static Content owned(Content it, @Nullable String user, @Nullable String group) {
        String newUser = user == null ? null : blankToNull(user);
        String newGroup = group == null ? null : blankToNull(group);
        boolean first = it.user() == null && it.group() == null;
        return it.withOwner(
                newUser == null && first && newGroup != null ? "root" : newUser,
                newGroup == null && first && newUser != null ? "root" : newGroup);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private String checkTarget(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(context.texts().of("content.target.absolute"));
        }
        return "";
    }

    private String checkPartition(String text) {
        if (!text.isBlank() && !text.strip().matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(context.texts().of("content.partition.number"));
        }
        return "";
    }

    private String checkMode(String text) {
        if (!text.isBlank() && !text.strip().matches("[0-7]{3,5}")) {
            throw new IllegalArgumentException(context.texts().of("content.mode.octal"));
        }
        return "";
    }

    private void set(String key, UnaryOperator<Content> change, String argument) {
        List<Content> contents = new ArrayList<>(context.document().require().contents());
        contents.set(index, change.apply(contents.get(index)));
        context.apply(key, new Edit.SetContents(contents), argument);
    }

    /// Takes the entry out of the contents.
    public void remove() {
        List<Content> contents = new ArrayList<>(context.document().require().contents());
        Content gone = contents.remove(index);
        context.apply("edit.removeContent", new Edit.SetContents(contents), gone.name());
    }

    void show(int newIndex) {
        List<Content> contents = context.document().require().contents();
        if (newIndex >= contents.size()) {
            return;
        }
        index = newIndex;
        Content content = contents.get(newIndex);
        title.set(context.texts().of("content.title", newIndex + 1, contents.size()));
        show(source, content.source());
        show(text, content.text() == null ? null : OneLine.text(content.text()));
        show(exclude, OneLine.patterns(content.exclude()));
        show(partition, content.partition() == null ? null : String.valueOf(content.partition()));
        show(path, content.path());
        show(reference, content.reference());
        show(platform, content.platform());
        show(target, content.target());
        show(mode, content.mode());
        show(user, content.user());
        show(group, content.group());
    }

    private void show(TextFieldModel field, @Nullable String value) {
        String path = "/contents/" + index + "/" + field.path();
        field.show(value == null ? "" : value, "", context.problem(path));
    }

    /// {@return its place among the contents, in words}
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// {@return directory, archive or file}
    public TextFieldModel source() {
        return source;
    }

    /// {@return text of a file, in one line}
    public TextFieldModel text() {
        return text;
    }

    /// {@return patterns of what is left out}
    public TextFieldModel exclude() {
        return exclude;
    }

    /// {@return number of a partition of a disk image}
    public TextFieldModel partition() {
        return partition;
    }

    /// {@return what of the source's files is meant}
    public TextFieldModel path() {
        return path;
    }

    /// {@return which image of containers, of several}
    public TextFieldModel reference() {
        return reference;
    }

    /// {@return what that image must be for}
    public TextFieldModel platform() {
        return platform;
    }

    /// {@return path in the image}
    public TextFieldModel target() {
        return target;
    }

    /// {@return octal mode}
    public TextFieldModel mode() {
        return mode;
    }

    /// {@return owner}
    public TextFieldModel user() {
        return user;
    }

    /// {@return group}
    public TextFieldModel group() {
        return group;
    }
}
