package dev.diskwright.app;

import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.plan.DerivedFile;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `diskwright plan`.
@Command(
        name = "plan",
        description = {
            "Print what a design comes to: every partition with its place, size and identifiers.",
            "Nothing is written. An end is the offset behind the last byte."
        },
        footer = {
            "  diskwright plan web.diskwright.json",
            "  diskwright plan --json web.diskwright.json | jq '.partitions[].size'"
        })
final class PlanCall extends Call {
    @Parameters(paramLabel = "DESIGN", description = "The design; - is standard input.")
    Path file = Path.of("");

    PlanCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        try (PlannedDesign design = PlannedDesign.of(file, console)) {
            Plan plan = design.plan();
            if (json) {
                ObjectNode document =
                        object().put("file", design.name()).put("valid", design.isValid());
                if (plan != null) {
                    describe(plan, document);
                }
                document.set("diagnostics", DiagnosticsText.json(design.diagnostics()));
                console.print(document);
            } else if (plan != null && !plan.segments().isEmpty()) {
                console.print(text(plan));
            }
            if (!quiet) {
                DiagnosticsText.tell(design.diagnostics(), console);
            }
            if (!design.isValid()) {
                throw design.invalid();
            }
            return ExitStatus.DONE;
        }
    }

    private static String text(Plan plan) {
        var table =
                new Table(
                        ">NO",
                        "NAME",
                        "TYPE",
                        ">START",
                        ">END",
                        ">SIZE",
                        "FILE SYSTEM",
                        "PARTITION ID",
                        "FILE SYSTEM ID",
                        "MOUNT",
                        "DEVICE");
        for (Segment segment : plan.segments()) {
            String start = SizeText.exact(segment.start());
            String end = SizeText.exact(segment.end());
            String size = SizeText.display(segment.size());
            switch (segment) {
                case Segment.Partition it ->
                        table.row(
                                it.number() == 0 ? "-" : Integer.toString(it.number()),
                                dash(it.spec().name()),
                                it.type().name(),
                                start,
                                end,
                                size,
                                it.volume() == null ? "-" : words(it.volume()),
                                dash(Objects.toString(it.id(), "")),
                                it.volume() == null ? "-" : dash(it.volume().uuid()),
                                dash(it.spec().mount()),
                                dash(it.device()));
                case Segment.Free _ ->
                        table.row("", "(free)", "", start, end, size, "", "", "", "", "");
                case Segment.Structure it ->
                        table.row(
                                "",
                                "(" + it.name() + ")",
                                "",
                                start,
                                end,
                                size,
                                "",
                                "",
                                "",
                                "",
                                "");
            }
        }
        return head(plan) + "\n" + table + disks(plan) + derived(plan);
    }

    /// The disks of the machine; that of the design alone goes without saying.
    private static String disks(Plan plan) {
        var table = new Table("DISK", "DEVICE");
        plan.disks().forEach(it -> table.row(it.serial(), dash(it.device())));
        boolean bare = plan.table() == TableKind.NONE && plan.partitions().isEmpty();
        return plan.disks().size() > 1 || bare ? "\n" + table : "";
    }

    private static String derived(Plan plan) {
        if (plan.derived().isEmpty()) {
            return "";
        }
        var table = new Table("DERIVED FILE", "STATE", "CONTENT");
        plan.derived().forEach(it -> table.row(it.path(), state(it), it.reason()));
        return "\n" + table;
    }

    private static String state(DerivedFile it) {
        return it.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String head(Plan plan) {
        String line =
                "%s: %s, %s, %d-byte sectors, %s%s\n"
                        .formatted(
                                plan.design().name(),
                                plan.design().disk().format(),
                                SizeText.display(plan.size()),
                                plan.sectorSize(),
                                kind(plan).equals("none") ? "no table" : kind(plan),
                                plan.diskId().isEmpty() ? "" : " " + plan.diskId());
        return plan.cmdline().isEmpty() ? line : line + "kernel: " + plan.cmdline() + "\n";
    }

    private static String words(Volume volume) {
        String name = volume.type() + (volume.variant().isEmpty() ? "" : " " + volume.variant());
        return volume.label().isEmpty() ? name : name + " \"" + volume.label() + "\"";
    }

    private static String dash(@Nullable String text) {
        return text == null || text.isEmpty() ? "-" : text;
    }

    private static String kind(Plan plan) {
        return plan.table().name().toLowerCase(Locale.ROOT);
    }

    private static void describe(Plan plan, ObjectNode document) {
        document.put("name", plan.design().name())
                .put("format", plan.design().disk().format())
                .put("size", plan.size())
                .put("sectorSize", plan.sectorSize())
                .put("table", kind(plan))
                .put("diskId", plan.diskId())
                .put("cmdline", plan.cmdline());
        ArrayNode partitions = document.putArray("partitions");
        for (Segment.Partition it : plan.partitions()) {
            ObjectNode partition =
                    partitions
                            .addObject()
                            .put("number", it.number())
                            .put("name", it.spec().name())
                            .put("type", it.type().name())
                            .put("start", it.start())
                            .put("end", it.end())
                            .put("size", it.size())
                            .put("id", it.id() == null ? null : it.id().toString())
                            .put("attributes", "0x%016x".formatted(it.attributes()))
                            .put("mount", it.spec().mount())
                            .put("device", it.device());
            it.devices().forEach(partition.putArray("devices")::add);
            Volume volume = it.volume();
            if (volume == null) {
                partition.putNull("filesystem");
            } else {
                partition
                        .putObject("filesystem")
                        .put("type", volume.type())
                        .put("variant", volume.variant())
                        .put("label", volume.label())
                        .put("uuid", volume.uuid())
                        .put("minimumSize", volume.minimumSize())
                        .put("files", volume.files());
            }
        }
        ArrayNode disks = document.putArray("disks");
        plan.disks()
                .forEach(it ->
                        disks.addObject().put("serial", it.serial()).put("device", it.device()));
        ArrayNode derived = document.putArray("derived");
        plan.derived()
                .forEach(it ->
                        derived.addObject()
                                .put("path", it.path())
                                .put("state", state(it))
                                .put("reason", it.reason())
                                .put("text", it.text()));
        ArrayNode others = document.putArray("others");
        for (Segment segment : plan.segments()) {
            switch (segment) {
                case Segment.Partition _ -> {}
                case Segment.Free it -> other(others, "free", it);
                case Segment.Structure it -> other(others, it.name(), it);
            }
        }
    }

    private static void other(ArrayNode others, String name, Segment segment) {
        others.addObject()
                .put("name", name)
                .put("start", segment.start())
                .put("end", segment.end())
                .put("size", segment.size());
    }
}
