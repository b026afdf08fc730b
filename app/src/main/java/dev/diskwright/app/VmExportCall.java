package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.AtomicOutput;
import dev.diskwright.core.vm.export.ExportException;
import dev.diskwright.core.vm.export.ExportForm;
import dev.diskwright.core.vm.export.ExportForms;
import dev.diskwright.core.vm.export.Exported;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `diskwright vm export`.
@Command(
        name = "export",
        description = {
            "Print a design's machine in the language of another program, made of the same arguments.",
            "What that language cannot say is told on standard error."
        },
        footer = {
            "  diskwright vm export web.diskwright.json --to libvirt -o web.xml && virsh define web.xml",
            "  diskwright vm export web.diskwright.json --to sh -o web.sh && sh web.sh",
            "  diskwright vm export web.diskwright.json --to proxmox"
        })
final class VmExportCall extends Call {
    /// Names of the forms.
    static final class Forms implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ExportForms.ALL.stream().map(ExportForm::name).iterator();
        }
    }

    @Parameters(paramLabel = "DESIGN", description = "The design; - is standard input.")
    Path file = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "FORM",
            required = true,
            completionCandidates = Forms.class,
            description = "${COMPLETION-CANDIDATES}")
    String to = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write; without it, standard output.")
    @Nullable Path output;

    @Option(names = "--force", description = "Replace the file if it exists.")
    boolean force;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "The image. Without it: what diskwright build writes here.")
    @Nullable Path image;

    @Mixin SourceOptions reading = new SourceOptions();

    VmExportCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, Failure {
        ExportForm form = ExportForms.named(to).orElseThrow(this::unknown);
        Document document = Document.read(file, console);
        VmFailures.refuseErrors(document, json, console);
        VmPreview preview = VmPreview.of(document, image, reading, console);
        Exported exported;
        try {
            exported = form.export(preview.exported());
        } catch (ExportException e) {
            throw Failure.refused(
                    "%s: cannot be a %s: %s"
                            .formatted(document.name(), form.title(), e.getMessage()),
                    "change that, or choose another form");
        }
        if (output != null && !output.toString().equals("-")) {
            write(at(output), output, form, exported.text());
        }
        if (json) {
            console.print(json(form, exported));
        } else if (output == null || output.toString().equals("-")) {
            console.print(exported.text());
        }
        exported.remarks().forEach(this::remark);
        if (!quiet) {
            DiagnosticsText.tell(VmFailures.worthTelling(preview.machine().needs()), console);
        }
        return ExitStatus.DONE;
    }

    private Failure unknown() {
        String names =
                ExportForms.ALL.stream().map(ExportForm::name).collect(Collectors.joining(", "));
        return Failure.refused("there is no form \"%s\"".formatted(to), "choose one of " + names);
    }

    private ObjectNode json(ExportForm form, Exported exported) {
        ObjectNode document = object().put("form", form.name());
        document.put("file", output == null ? null : output.toString());
        document.put("text", exported.text());
        ArrayNode remarks = document.putArray("remarks");
        exported.remarks().forEach(remarks::add);
        return document;
    }

    private void write(Path target, Path shown, ExportForm form, String text)
            throws IOException, Failure {
        if (!force && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw Failure.refused(
                    shown + ": exists already", "give another name, or --force to replace it");
        }
        try (AtomicOutput out = AtomicOutput.create(target, force)) {
            out.write(0, MemorySegment.ofArray(text.getBytes(UTF_8)));
            out.commit();
        }
        if (form.isExecutable() && !target.toFile().setExecutable(true)) {
            remark(shown + ": cannot be made executable here; run it by sh");
        }
    }
}
