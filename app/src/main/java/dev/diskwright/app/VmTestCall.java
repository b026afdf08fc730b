package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.AtomicOutput;
import dev.diskwright.core.vm.boottest.BootListener;
import dev.diskwright.core.vm.boottest.BootOutcome;
import dev.diskwright.core.vm.boottest.BootStage;
import dev.diskwright.core.vm.boottest.BootTest;
import dev.diskwright.core.vm.boottest.BootVerdict;
import dev.diskwright.core.vm.run.MachineException;
import dev.diskwright.core.vm.session.MachineSession;
import dev.diskwright.core.vm.session.UnmetNeedsException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `diskwright vm test`.
@Command(
        name = "test",
        description = {
            "Boot a design, or an image, and wait for text on the serial port. Tells how far it came, and why it ended.",
            "Nothing is changed: a design starts unbuilt, and what the guest writes is thrown away."
        },
        footer = {
            "  diskwright vm test web.diskwright.json --expect 'web login:' --timeout 120",
            "  diskwright vm test web.vmdk --expect 'Welcome' --report boot",
            "  diskwright vm test web.diskwright.json --json --quiet | jq -r .outcome",
            "",
            "Ends with 0 when all texts were seen, with 1 when they were not, with 3 when QEMU fails."
        })
final class VmTestCall extends Call {
    private static final String RESULTS = "results";

    @Parameters(paramLabel = "DESIGN|IMAGE", description = "A design or an image.")
    Path file = Path.of("");

    @Option(
            names = "--expect",
            paramLabel = "TEXT",
            description =
                    "Text within a line of the serial port; more than once, all of them. Without: a login.")
    List<String> expected = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "S",
            description = "Time limit in seconds; ${DEFAULT-VALUE} without.")
    int timeout = 300;

    @Option(
            names = "--report",
            paramLabel = "DIR|FILE",
            description =
                    "Keep the report, the logs and the screenshots in a folder; or the report alone, in a file named .json.")
    @Nullable Path report;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "Test this image of the design instead of the design unbuilt.")
    @Nullable Path image;

    @Option(
            names = "--append",
            paramLabel = "WORDS",
            description = "Add to the command line of a kernel that QEMU loads.")
    @Nullable String append;

    @Mixin SourceOptions reading = new SourceOptions();

    VmTestCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        if (timeout <= 0) {
            throw Failure.refused("nothing boots in no time", "give --timeout seconds");
        }
        if (report != null
                && !isFile(report)
                && Files.exists(at(report))
                && !Files.isDirectory(at(report))) {
            throw Failure.refused(
                    report + ": is not a folder", "name a folder, or a file that ends in .json");
        }
        List<String> words = append == null ? List.of() : List.of(append.strip().split("\\s+"));
        try (VmSource source =
                        VmSource.open(
                                new VmSource.Wish(file, image, false, words), reading, console);
                MachineSession session = prepare(source)) {
            if (!quiet) {
                DiagnosticsText.tell(VmFailures.worthTelling(session.machine().needs()), console);
            }
            return test(session);
        }
    }

    private MachineSession prepare(VmSource source)
            throws IOException, InterruptedException, Failure {
        try {
            return MachineSession.prepare(
                    source.request(List.of()),
                    VmPlaces.places(console),
                    VmPlaces.host(console),
                    problem -> console.message("diskwright: " + Failure.of(problem).line()));
        } catch (UnmetNeedsException e) {
            throw VmFailures.unmet(e, file.toString(), console);
        }
    }

    private int test(MachineSession session) throws IOException, InterruptedException, Failure {
        Path results =
                report != null && !isFile(report)
                        ? at(report).toAbsolutePath()
                        : session.directory().file(RESULTS);
        BootVerdict verdict;
        try {
            verdict =
                    bootTest(results)
                            .run(
                                    session.testSpec(),
                                    session.directory(),
                                    () -> console.host().millis().getAsLong() * 1_000_000,
                                    new Teller());
        } catch (MachineException e) {
            throw Failure.lacking(
                    file + ": the machine does not start: " + e.getMessage(),
                    "diskwright vm command shows what was called",
                    e);
        }
        if (verdict.outcome() == BootOutcome.INTERRUPTED && Thread.interrupted()) {
            throw new InterruptedException();
        }
        byte[] document = Files.readAllBytes(results.resolve(BootTest.REPORT));
        if (report != null && isFile(report)) {
            try (AtomicOutput out = AtomicOutput.create(at(report), true)) {
                out.write(0, MemorySegment.ofArray(document));
                out.commit();
            }
        }
        if (verdict.outcome() == BootOutcome.EMULATOR_FAILED) {
            throw Failure.lacking(
                    file + ": " + verdict.sentence(),
                    "diskwright vm command shows what was called",
                    new MachineException(verdict.sentence()));
        }
        tell(verdict, new String(document, UTF_8));
        return verdict.isPassed() ? ExitStatus.DONE : ExitStatus.FOUND;
    }

    private BootTest bootTest(Path results) throws Failure {
        try {
            return new BootTest(expected, Duration.ofSeconds(timeout), results);
        } catch (IllegalArgumentException e) {
            throw Failure.refused(
                    "a text to expect is blank, too long or of several lines",
                    "give parts of lines, each with its own --expect");
        }
    }

    private static boolean isFile(Path report) {
        return report.toString().endsWith(".json");
    }

    private void tell(BootVerdict verdict, String document) throws IOException {
        if (json) {
            console.printDocument(document);
            return;
        }
        var text = new StringBuilder();
        text.append(verdict.isPassed() ? "passed: " : "failed: ");
        text.append(verdict.sentence()).append('\n');
        for (BootVerdict.Expectation it : verdict.expectations()) {
            text.append(it.isSeen() ? "  seen      " : "  not seen  ");
            text.append(it.text()).append('\n');
        }
        if (!verdict.isPassed() && !verdict.evidence().isEmpty()) {
            text.append("  last      ").append(verdict.evidence()).append('\n');
        }
        if (report != null) {
            text.append("  report    ").append(report).append('\n');
        }
        console.print(text.toString());
    }

    /// Tells each stage as it is reached.
    private final class Teller implements BootListener {
        @Override
        public void reached(BootStage stage, Duration at) {
            remark("%6.1f s  %s".formatted(at.toMillis() / 1000.0, stage.id()));
        }
    }
}
