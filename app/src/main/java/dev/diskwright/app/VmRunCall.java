package dev.diskwright.app;

import dev.diskwright.core.vm.run.MachineEnd;
import dev.diskwright.core.vm.run.MachineEvent;
import dev.diskwright.core.vm.run.MachineException;
import dev.diskwright.core.vm.run.MachineListener;
import dev.diskwright.core.vm.run.RunningMachine;
import dev.diskwright.core.vm.session.MachineSession;
import dev.diskwright.core.vm.session.UnmetNeedsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `diskwright vm run`.
@Command(
        name = "run",
        description = {
            "Run the machine of a design, or of an image with defaults, with its serial port on this terminal.",
            "A design starts unbuilt. What the guest writes is thrown away, and no image is changed, but for --keep.",
            "On a terminal all keys go to the guest, Ctrl+C too; Ctrl+] ends the machine."
        },
        footer = {
            "  diskwright vm run web.diskwright.json          a disk that was never built",
            "  diskwright vm run web.vmdk                     an image in any readable format",
            "  diskwright vm run web.diskwright.json --image web.qcow2 --keep",
            "  diskwright vm run web.diskwright.json -- -device virtio-balloon",
            "",
            "Ends with 0 when the guest or Ctrl+] ends it, or the time is up; 1 when the guest panics; 3 when QEMU fails."
        })
final class VmRunCall extends Call {
    @Parameters(index = "0", paramLabel = "DESIGN|IMAGE", description = "A design or an image.")
    Path file = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "EXTRA",
            description = "Further arguments of QEMU, behind --.")
    List<String> extra = List.of();

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "Run this image of the design instead of the design unbuilt.")
    @Nullable Path image;

    @Option(names = "--keep", description = "Let the guest write to the image.")
    boolean keep;

    @Option(
            names = "--append",
            paramLabel = "WORDS",
            description = "Add to the command line of a kernel that QEMU loads.")
    @Nullable String append;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            description = "End the machine after that many seconds.")
    @Nullable Integer timeout;

    @Mixin SourceOptions reading = new SourceOptions();

    VmRunCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        if (timeout != null && timeout <= 0) {
            throw Failure.refused("a machine cannot run for no time", "give --timeout seconds");
        }
        List<String> words = append == null ? List.of() : List.of(append.strip().split("\\s+"));
        var wish = new VmSource.Wish(file, image, keep, words);
        try (VmSource source = VmSource.open(wish, reading, console);
                MachineSession session = prepare(source)) {
            if (!quiet) {
                DiagnosticsText.tell(VmFailures.worthTelling(session.machine().needs()), console);
            }
            return run(session);
        }
    }

    private MachineSession prepare(VmSource source)
            throws IOException, InterruptedException, Failure {
        try {
            return MachineSession.prepare(
                    source.request(extra),
                    VmPlaces.places(console),
                    VmPlaces.host(console),
                    problem -> console.message("diskwright: " + Failure.of(problem).line()));
        } catch (UnmetNeedsException e) {
            throw VmFailures.unmet(e, file.toString(), console);
        }
    }

    private int run(MachineSession session) throws IOException, InterruptedException, Failure {
        MachineEnd end;
        try (VmTerminal terminal = VmTerminal.open(console, json);
                RunningMachine machine = session.start(new Teller(terminal))) {
            CompletableFuture<Void> escape = terminal.connect(machine.serial());
            if (terminal.isRaw()) {
                remark("Ctrl+] ends the machine.\r");
            }
            end = await(machine, escape);
        } catch (MachineException e) {
            throw Failure.lacking(
                    file + ": the machine does not start: " + e.getMessage(),
                    "diskwright vm command shows what was called",
                    e);
        }
        return told(end);
    }

    /// {@return how it ended, or was ended by the escape or the time}
    private MachineEnd await(RunningMachine machine, CompletableFuture<Void> escape)
            throws InterruptedException {
        CompletableFuture<MachineEnd> end = machine.end();
        var either = CompletableFuture.anyOf(end, escape);
        try {
            if (timeout == null) {
                var _ = either.get();
            } else {
                var _ = either.get(timeout, TimeUnit.SECONDS);
            }
        } catch (TimeoutException e) {
            // it is closed then
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // they only ever complete
        }
        machine.close();
        return end.join();
    }

    private int told(MachineEnd end) throws IOException, Failure {
        int status =
                switch (end) {
                    case MachineEnd.PoweredOff _, MachineEnd.Restarted _, MachineEnd.Closed _ ->
                            ExitStatus.DONE;
                    case MachineEnd.Panicked _ -> ExitStatus.FOUND;
                    case MachineEnd.Failed _, MachineEnd.Crashed _ -> ExitStatus.HOST;
                };
        if (status == ExitStatus.HOST) {
            throw Failure.lacking(
                    file + ": " + end.sentence(),
                    "diskwright vm command shows what was called",
                    new MachineException(end.sentence()));
        }
        if (json) {
            console.print(
                    object().put("source", file.toString())
                            .put("end", end.getClass().getSimpleName())
                            .put("sentence", end.sentence())
                            .put("status", status));
        }
        remark(end.sentence());
        return status;
    }

    /// Tells what the guest writes, and what goes wrong.
    private final class Teller implements MachineListener {
        private final VmTerminal terminal;
        private final List<String> told = new ArrayList<>();

        Teller(VmTerminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void serial(String text) {
            terminal.show(text);
        }

        @Override
        public void happened(MachineEvent event) {
            boolean isTrouble =
                    event.kind() == MachineEvent.Kind.DISK_ERROR
                            || event.kind() == MachineEvent.Kind.COMPANION_ENDED;
            if (isTrouble && !told.contains(event.detail())) {
                told.add(event.detail());
                console.message(
                        "diskwright: %s: %s"
                                .formatted(
                                        event.kind() == MachineEvent.Kind.DISK_ERROR
                                                ? "a disk fails"
                                                : "what should run beside the machine has ended",
                                        event.detail()));
            }
        }
    }
}
