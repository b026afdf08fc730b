package dev.diskwright.ui.inspector;

import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import dev.diskwright.core.table.PartitionType;
import dev.diskwright.core.table.PartitionTypes;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.FlagModel;
import dev.diskwright.ui.form.TextFieldModel;
import dev.diskwright.ui.layout.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The form for one partition.
public final class PartitionFormViewModel {
    private static final String BLANK = "blank";
    private static final List<String> FLAGS =
            List.of(
                    "legacy-boot",
                    "growfs",
                    "read-only",
                    "no-auto",
                    "required",
                    "no-block-io",
                    "active");

    private final FormContext context;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper subtitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper facts = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper fromPreset = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Role> role = new ReadOnlyObjectWrapper<>(Role.DATA);
    private final FilesystemFormViewModel filesystem;
    private final TextFieldModel name;
    private final TextFieldModel type;
    private final TextFieldModel size;
    private final TextFieldModel start;
    private final TextFieldModel end;
    private final ChoiceModel format;
    private final TextFieldModel mount;
    private final TextFieldModel number;
    private final TextFieldModel uuid;
    private final List<FlagModel> flags = new ArrayList<>();
    private int index = -1;

    PartitionFormViewModel(FormContext context) {
        this.context = context;
        filesystem = new FilesystemFormViewModel(context, this::changeFilesystem);
        name =
                TextFieldModel.plain(
                        "name", text -> set("edit.partition.name", it -> it.withName(text), text));
        type =
                new TextFieldModel(
                                "type",
                                this::echoType,
                                text ->
                                        set(
                                                "edit.partition.type",
                                                it -> it.withType(text.strip()),
                                                text))
                        .suggest(types());
        size =
                new TextFieldModel(
                        "size",
                        this::echoSize,
                        text ->
                                set(
                                        "edit.partition.size",
                                        it -> it.withPlace(it.start(), null, size(text)),
                                        text));
        start =
                new TextFieldModel(
                        "start",
                        this::echoOptional,
                        text ->
                                set(
                                        "edit.partition.start",
                                        it ->
                                                it.withPlace(
                                                        text.isBlank()
                                                                ? null
                                                                : SizeText.parseFixed(text),
                                                        it.end(),
                                                        it.size()),
                                        text));
        end =
                new TextFieldModel(
                        "end",
                        this::echoOptional,
                        text ->
                                set(
                                        "edit.partition.end",
                                        it ->
                                                it.withPlace(
                                                        it.start(),
                                                        text.isBlank()
                                                                ? null
                                                                : SizeText.parseFixed(text),
                                                        text.isBlank() ? it.size() : null),
                                        text));
        format =
                new ChoiceModel(
                        "filesystem",
                        context.options("filesystem", "ext4", "vfat", BLANK),
                        key ->
                                set(
                                        "edit.partition.filesystem",
                                        it ->
                                                it.withFilesystem(
                                                        FilesystemFormViewModel.ofType(
                                                                key, it.filesystem())),
                                        context.texts().of("filesystem." + key)));
        mount =
                new TextFieldModel(
                        "mount",
                        this::checkMount,
                        text ->
                                set(
                                        "edit.partition.mount",
                                        it -> it.withMount(text.isBlank() ? null : text.strip()),
                                        text));
        number =
                new TextFieldModel(
                        "number",
                        text -> {
                            number(text);
                            return "";
                        },
                        text ->
                                set(
                                        "edit.partition.number",
                                        it -> it.withNumber(number(text)),
                                        text));
        uuid =
                new TextFieldModel(
                        "uuid",
                        text -> {
                            guid(text);
                            return "";
                        },
                        text -> set("edit.partition.uuid", it -> it.withUuid(guid(text)), text));
        for (String flag : FLAGS) {
            flags.add(
                    new FlagModel(
                            flag,
                            context.texts().orElse("flag." + flag, flag),
                            on -> setFlag(flag, on)));
        }
    }

    private SizeExpression size(String text) {
        return SizeText.parse(text);
    }

    private @Nullable UUID guid(String text) {
        if (text.isBlank()) {
            return null;
        }
        return Guids.parse(text.strip())
                .orElseThrow(() ->
                        new IllegalArgumentException(context.texts().of("partition.uuid.form")));
    }

    private @Nullable Integer number(String text) {
        return text.isBlank() ? null : (Integer) (int) context.number(text, 1, 128);
    }

    private String echoType(String text) {
        return PartitionTypes.parse(text.strip())
                .map(PartitionType::description)
                .orElseThrow(() ->
                        new IllegalArgumentException(context.texts().of("partition.type.unknown")));
    }

    private String echoOptional(String text) {
        return text.isBlank() ? "" : context.echoFixed(text);
    }

    private String checkMount(String text) {
        if (!text.isBlank() && !text.strip().startsWith("/")) {
            throw new IllegalArgumentException(context.texts().of("partition.mount.absolute"));
        }
        return "";
    }

    private String echoSize(String text) {
        return switch (size(text).base()) {
            case SizeExpression.Fixed(var fixed) -> echoFixed(fixed.text());
            case SizeExpression.Percent(var percent) -> {
                Plan plan = context.planning().planProperty().get();
                yield plan == null
                        ? ""
                        : context.texts()
                                .of(
                                        "size.about",
                                        SizeText.display(
                                                percent.movePointLeft(2)
                                                        .multiply(
                                                                java.math.BigDecimal.valueOf(
                                                                        plan.size()))
                                                        .longValue()));
            }
            case SizeExpression.Fit _ -> context.texts().of("size.fit");
            case SizeExpression.Rest _ -> context.texts().of("size.rest");
        };
    }

    private String echoFixed(String text) {
        long bytes = context.bytes(text);
        long grain =
                Math.max(
                        1,
                        context.document()
                                .require()
                                .layout()
                                .align()
                                .inBytes(context.document().require().disk().sectorSize()));
        if (bytes % grain == 0) {
            return context.echoFixed(text);
        }
        try {
            return context.texts().of("size.rounds", SizeText.display(Units.roundUp(bytes, grain)));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(context.texts().of("size.huge"), e);
        }
    }

    private void setFlag(String flag, boolean on) {
        set(
                on ? "edit.partition.flagOn" : "edit.partition.flagOff",
                it -> {
                    var next = new ArrayList<>(it.flags());
                    next.remove(flag);
                    if (on) {
                        next.add(flag);
                    }
                    return it.withFlags(next);
                },
                context.texts().orElse("flag." + flag, flag));
    }

    private void changeFilesystem(String key, UnaryOperator<Filesystem> change, String argument) {
        set(
                key,
                it ->
                        it.filesystem() == null
                                ? it
                                : it.withFilesystem(change.apply(it.filesystem())),
                argument);
    }

    private void set(String key, UnaryOperator<PartitionSpec> change, String argument) {
        PartitionSpec spec = context.document().explicitLayout().partitions().get(index);
        context.apply(key, new Edit.SetPartition(index, change.apply(spec)), argument, title.get());
    }

    /// Takes the partition out of the layout.
    public void remove() {
        context.apply("edit.removePartition", new Edit.RemovePartition(index), title.get());
    }

    void show(int newIndex) {
        List<PartitionSpec> all = context.document().explicitLayout().partitions();
        if (newIndex >= all.size()) {
            return;
        }
        index = newIndex;
        PartitionSpec spec = all.get(newIndex);
        Plan plan = context.planning().planProperty().get();
        Segment.Partition resolved = plan == null ? null : plan.partition(newIndex).orElse(null);
        Preset preset = context.document().require().layout().preset();
        fromPreset.set(preset != null);
        title.set(titleOf(spec));
        subtitle.set(context.texts().of("partition.title", newIndex + 1, all.size()));
        role.set(
                Role.of(
                        spec.type(),
                        spec.mount() == null ? "" : spec.mount(),
                        spec.filesystem() != null));
        show(name, spec.name(), "");
        show(
                type,
                spec.type(),
                PartitionTypes.parse(spec.type()).map(PartitionType::description).orElse(""));
        showPlace(spec, resolved);
        Filesystem files = spec.filesystem();
        format.show(files == null ? BLANK : files.type(), "");
        filesystem.show(files, pathOf("filesystem"), resolved);
        mount.shownProperty().set(files != null);
        show(mount, spec.mount(), "");
        number.promptProperty()
                .set(
                        resolved == null || resolved.number() == 0
                                ? ""
                                : Integer.toString(resolved.number()));
        show(number, spec.number() == null ? "" : spec.number().toString(), "");
        UUID id = resolved == null ? null : resolved.id();
        uuid.promptProperty()
                .set(id == null ? context.texts().of("inspector.derived") : id.toString());
        show(uuid, spec.uuid() == null ? "" : spec.uuid().toString(), "");
        TableKind table = context.document().explicitLayout().table();
        for (FlagModel flag : flags) {
            boolean on = spec.flags().contains(flag.key());
            flag.show(on);
            flag.shownProperty()
                    .set(
                            on
                                    || (flag.key().equals("active")
                                            ? table == TableKind.MBR
                                            : table == TableKind.GPT || table == TableKind.HYBRID));
        }
        number.shownProperty().set(table != TableKind.NONE);
        uuid.shownProperty().set(table == TableKind.GPT || table == TableKind.HYBRID);
        facts.set(resolved == null ? "" : facts(resolved));
    }

    private String titleOf(PartitionSpec spec) {
        Filesystem files = spec.filesystem();
        return !spec.name().isEmpty()
                ? spec.name()
                : files != null && !files.label().isEmpty()
                        ? files.label()
                        : PartitionTypes.parse(spec.type())
                                .map(PartitionType::description)
                                .orElse(spec.type());
    }

    private void showPlace(PartitionSpec spec, Segment.@Nullable Partition resolved) {
        String size = spec.size() == null ? "" : spec.size().toString();
        this.size
                .promptProperty()
                .set(
                        spec.end() == null
                                ? context.texts().of("layout.rest")
                                : context.texts().of("layout.until", spec.end().text()));
        show(this.size, size, resolved == null ? "" : display(resolved.size()));
        start.promptProperty()
                .set(
                        resolved == null
                                ? ""
                                : context.texts()
                                        .of(
                                                "partition.start.follows",
                                                SizeText.display(resolved.start())));
        show(
                start,
                spec.start() == null ? "" : spec.start().text(),
                resolved == null || spec.start() == null ? "" : display(resolved.start()));
        end.promptProperty().set(resolved == null ? "" : SizeText.display(resolved.end()));
        show(
                end,
                spec.end() == null ? "" : spec.end().text(),
                resolved == null || spec.end() == null ? "" : display(resolved.end()));
    }

    private String display(long bytes) {
        return context.texts().of("size.echo", SizeText.display(bytes), bytes);
    }

    private String facts(Segment.Partition it) {
        Volume volume = it.volume();
        var lines = new ArrayList<String>();
        if (volume != null) {
            lines.add(
                    context.texts()
                            .of(
                                    "partition.facts.files",
                                    volume.files(),
                                    SizeText.display(volume.minimumSize())));
        }
        if (!it.device().isEmpty()) {
            lines.add(it.device());
        }
        return String.join("\n", lines);
    }

    private String pathOf(String field) {
        return "/layout/partitions/" + index + "/" + field;
    }

    private void show(TextFieldModel field, @Nullable String value, String echo) {
        field.show(value == null ? "" : value, echo, context.problem(pathOf(field.path())));
    }

    private List<ChoiceModel.Option> types() {
        return PartitionTypes.ALL.stream()
                .filter(it -> !it.isExtended() && !it.name().startsWith("fat"))
                .limit(26)
                .map(it ->
                        new ChoiceModel.Option(
                                it.name(),
                                context.texts()
                                        .of("partition.type.option", it.description(), it.name())))
                .toList();
    }

    /// {@return what it is for}
    public ReadOnlyObjectProperty<Role> roleProperty() {
        return role.getReadOnlyProperty();
    }

    /// {@return what it is called}
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// {@return its place among the partitions, in words}
    public ReadOnlyStringProperty subtitleProperty() {
        return subtitle.getReadOnlyProperty();
    }

    /// {@return what the plan knows of it, a line each}
    public ReadOnlyStringProperty factsProperty() {
        return facts.getReadOnlyProperty();
    }

    /// {@return whether an edit will write a preset out}
    public ReadOnlyBooleanProperty fromPresetProperty() {
        return fromPreset.getReadOnlyProperty();
    }

    /// {@return name in the table}
    public TextFieldModel name() {
        return name;
    }

    /// {@return type}
    public TextFieldModel type() {
        return type;
    }

    /// {@return size expression}
    public TextFieldModel size() {
        return size;
    }

    /// {@return pinned start}
    public TextFieldModel start() {
        return start;
    }

    /// {@return pinned end}
    public TextFieldModel end() {
        return end;
    }

    /// {@return type of its file system}
    public ChoiceModel format() {
        return format;
    }

    /// {@return settings of its file system}
    public FilesystemFormViewModel filesystem() {
        return filesystem;
    }

    /// {@return mount point}
    public TextFieldModel mount() {
        return mount;
    }

    /// {@return number in the table}
    public TextFieldModel number() {
        return number;
    }

    /// {@return its GUID}
    public TextFieldModel uuid() {
        return uuid;
    }

    /// {@return attributes}
    public List<FlagModel> flags() {
        return List.copyOf(flags);
    }
}
