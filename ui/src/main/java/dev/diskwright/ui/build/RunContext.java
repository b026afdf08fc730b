package dev.diskwright.ui.build;

import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.service.Questions;
import dev.diskwright.ui.text.Texts;
import java.util.function.LongSupplier;

/// What runs that write images need from outside.
///
/// @param clock in nanoseconds
/// @param archive of past runs
/// @param system name of the operating system, for the quoting of commands
public record RunContext(
        Desktop desktop,
        JobRunner jobs,
        Questions questions,
        Texts texts,
        LongSupplier clock,
        RunArchive archive,
        String system) {}
