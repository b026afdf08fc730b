package dev.diskwright.core.vm.boottest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.HostErrors;
import dev.diskwright.core.vm.qmp.QmpException;
import dev.diskwright.core.vm.run.MachineEnd;
import dev.diskwright.core.vm.run.MachineEvent;
import dev.diskwright.core.vm.run.MachineListener;
import dev.diskwright.core.vm.run.MachineSpec;
import dev.diskwright.core.vm.run.RunDirectory;
import dev.diskwright.core.vm.run.RunningMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One boot test under way.
final class BootRun {
    private static final int STEP = 50; // milliseconds between two looks
    private static final Duration QUIET = Duration.ofSeconds(3); // in which a final sign is refined
    private static final Duration PATIENCE = Duration.ofSeconds(15); // if it never becomes quiet
    private static final Duration LAST_PICTURE = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final int MOST_RESTARTS = 5;

    private final BootTest test;
    private final LongSupplier nanos;
    private final BootListener listener;
    private final Recogniser recogniser;
    private final List<BootVerdict.Reached> stages = new ArrayList<>();
    private final AtomicInteger restarts = new AtomicInteger();
    private final Screenshots screenshots;
    private @Nullable CompletableFuture<byte[]> picture; // that is being taken
    private boolean hasScreen = true;
    private long start;
    private long texts;
    private Duration lastText = Duration.ZERO;
    private @Nullable Duration finalAt;

    /// @param outcome null as long as the test goes on
    private record Decision(
            @Nullable BootOutcome outcome, String evidence, Optional<MachineEnd> end) {
        static final Decision NONE = new Decision(null, "", Optional.empty());
    }

    /// Feeds the recogniser.
    private static final class Ears implements MachineListener {
        private final Recogniser.Source serial;
        private final Recogniser.Source firmware;
        private final AtomicInteger restarts;

        Ears(Recogniser recogniser, AtomicInteger restarts) {
            serial = recogniser.serial();
            firmware = recogniser.firmware();
            this.restarts = restarts;
        }

        @Override
        public void serial(String text) {
            serial.take(text);
        }

        @Override
        public void firmware(String text) {
            firmware.take(text);
        }

        @Override
        public void happened(MachineEvent event) {
            if (event.kind() == MachineEvent.Kind.RESET && event.detail().startsWith("guest")) {
                restarts.incrementAndGet();
            }
        }
    }

    BootRun(BootTest test, LongSupplier nanos, BootListener listener) throws IOException {
        this.test = test;
        this.nanos = nanos;
        this.listener = listener;
        recogniser = new Recogniser(test.expected());
        screenshots = new Screenshots(test.results());
    }

    BootVerdict run(MachineSpec spec, RunDirectory directory)
            throws IOException, InterruptedException {
        start = nanos.getAsLong();
        Decision decision;
        RunningMachine machine =
                RunningMachine.start(spec, directory, new Ears(recogniser, restarts));
        try (machine) {
            listener.started(machine);
            decision = watch(machine);
            takeLast(machine);
        }
        Duration elapsed = elapsed();
        tellStages(elapsed);
        return report(decision, elapsed, machine);
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong() - start);
    }

    private Decision watch(RunningMachine machine) throws IOException {
        int knownRestarts = 0;
        try {
            while (true) {
                @Nullable MachineEnd end = machine.end().getNow(null);
                Duration now = elapsed();
                tellStages(now);
                if (restarts.get() > knownRestarts && recogniser.outcome().isEmpty()) {
                    knownRestarts = restarts.get();
                    recogniser.restarted();
                }
                Decision decision = decide(end, now, restarts.get() > knownRestarts);
                if (decision.outcome() != null) {
                    return decision;
                }
                takePicture(machine, now);
                pause(machine);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Decision(BootOutcome.INTERRUPTED, recogniser.lastLine(), Optional.empty());
        }
    }

    private static void pause(RunningMachine machine) throws InterruptedException {
        try {
            var _ = machine.end().get(STEP, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // the next look
        }
    }

    private void tellStages(Duration now) {
        for (BootStage it : recogniser.reachedAfter(stages.size())) {
            stages.add(new BootVerdict.Reached(it, now));
            listener.reached(it, now);
        }
    }

    /// @param gaveUp whether the guest has restarted after something went wrong
    private Decision decide(@Nullable MachineEnd end, Duration now, boolean gaveUp) {
        if (recogniser.isPassed()) {
            return new Decision(
                    BootOutcome.PASSED, recogniser.lastLine(), Optional.ofNullable(end));
        }
        if (end != null) {
            return decision(recogniser.outcome().orElse(after(end)), Optional.of(end));
        }
        if (restarts.get() > MOST_RESTARTS) {
            return decision(BootOutcome.RESTARTS, Optional.empty());
        }
        if (recogniser.texts() != texts) {
            texts = recogniser.texts();
            lastText = now;
        }
        if (!recogniser.isFinal()) {
            finalAt = null;
        } else if (finalAt == null) {
            finalAt = now;
        }
        boolean isOver =
                finalAt != null
                        && (now.minus(lastText).compareTo(QUIET) >= 0
                                || now.minus(finalAt).compareTo(PATIENCE) >= 0);
        if (isOver || gaveUp || isTimeUp(now)) {
            Duration silent = now.minus(lastText);
            Duration half = test.limit().dividedBy(2);
            boolean isSilent = silent.compareTo(half.compareTo(SILENCE) < 0 ? half : SILENCE) >= 0;
            return decision(
                    recogniser
                            .outcome()
                            .orElse(isSilent ? BootOutcome.SILENT : BootOutcome.TIME_UP),
                    Optional.empty());
        }
        return Decision.NONE;
    }

    private boolean isTimeUp(Duration now) {
        return now.compareTo(test.limit()) >= 0;
    }

    private Decision decision(BootOutcome outcome, Optional<MachineEnd> end) {
        String evidence = recogniser.evidence(outcome);
        return new Decision(outcome, evidence.isEmpty() ? recogniser.lastLine() : evidence, end);
    }

    private static BootOutcome after(MachineEnd end) {
        return switch (end) {
            case MachineEnd.PoweredOff _ -> BootOutcome.POWERED_OFF;
            case MachineEnd.Restarted _ -> BootOutcome.RESTARTS;
            case MachineEnd.Panicked _ -> BootOutcome.KERNEL_PANIC;
            case MachineEnd.Closed _ -> BootOutcome.INTERRUPTED;
            case MachineEnd.Failed _, MachineEnd.Crashed _ -> BootOutcome.EMULATOR_FAILED;
        };
    }

    private void takePicture(RunningMachine machine, Duration now) throws IOException {
        if (picture != null && picture.isDone()) {
            byte[] png = picture.exceptionally(_ -> new byte[0]).join();
            picture = null;
            hasScreen = png.length > 0; // a machine without a screen need not be asked again
            if (hasScreen) {
                screenshots.add(png, now);
            }
        }
        if (picture == null && hasScreen && screenshots.isDue(now)) {
            picture = beginPicture(machine);
        }
    }

    private static CompletableFuture<byte[]> beginPicture(RunningMachine machine) {
        var taken = new CompletableFuture<byte[]>();
        var _ =
                Thread.ofVirtual()
                        .name("boot-test-picture")
                        .start(() -> {
                            try {
                                taken.complete(machine.screenshot());
                            } catch (QmpException e) {
                                taken.complete(new byte[0]);
                            } catch (IOException | InterruptedException e) {
                                taken.completeExceptionally(e);
                            }
                        });
        return taken;
    }

    private void takeLast(RunningMachine machine) throws IOException {
        if (!hasScreen || machine.end().isDone()) {
            return;
        }
        byte[] png =
                beginPicture(machine)
                        .completeOnTimeout(
                                new byte[0], LAST_PICTURE.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(_ -> new byte[0])
                        .join();
        if (png.length > 0) {
            screenshots.addLast(png, elapsed());
        }
    }

    private BootVerdict report(Decision decision, Duration elapsed, RunningMachine machine)
            throws IOException {
        var verdict =
                new BootVerdict(
                        Objects.requireNonNull(decision.outcome()),
                        recogniser.furthest(),
                        decision.evidence(),
                        elapsed,
                        stages,
                        test.expected().stream()
                                .map(it -> new BootVerdict.Expectation(it, recogniser.hasSeen(it)))
                                .toList(),
                        screenshots.finish(),
                        decision.end(),
                        restarts.get());
        var logs = new ArrayList<Path>(List.of(test.results().resolve(BootTest.SERIAL_LOG)));
        if (machine.firmware().isPresent()) {
            Path log = test.results().resolve(BootTest.FIRMWARE_LOG);
            write(log, machine.firmware().get().text());
            logs.add(log);
        }
        write(
                test.results().resolve(BootTest.REPORT),
                BootReport.of(verdict, machine.command(), logs));
        @Nullable IOException problem = machine.serial().logProblem();
        if (problem != null) {
            throw problem;
        }
        return verdict;
    }

    private static void write(Path file, String text) throws IOException {
        try {
            Files.write(file, text.getBytes(UTF_8));
        } catch (IOException e) {
            throw HostErrors.writing(file, e);
        }
    }
}
