package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A format of files that hold a disk.
public interface ContainerFormat {
    /// {@return what designs and the command call it: `raw`, `qcow2`}
    String name();

    /// {@return file name extensions without the dot, the usual one first}
    List<String> extensions();

    /// {@return the options its encoder knows}
    List<Option> options();

    /// {@return whether the file is of this format, by its magic numbers alone}
    boolean recognises(BlockSource file) throws IOException;

    /// {@return the disk that the file holds} Data is read when used.
    ///
    /// @param companions other files that the format may refer to
    /// @throws dev.diskwright.core.bytes.ImageException if the file is damaged or uses a feature that is not supported
    BlockSource decode(Where where, BlockSource file, Companions companions) throws IOException;

    /// Writes `disk` in this format, in one pass and ascending order, holes left out. The bytes depend on the disk and
    /// the options alone.
    ///
    /// @param options values by name, all of them known to [#options()]
    /// @throws IllegalArgumentException for an option or a value that it does not know
    /// @throws InterruptedException when the thread was interrupted, promptly
    void encode(BlockSource disk, Map<String, String> options, Target target, Progress progress)
            throws IOException, InterruptedException;

    /// Checks the file completely, data included, and reports what is wrong as it is found; never throws for that.
    ///
    /// @throws IOException if the file cannot be read
    void check(Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException;

    /// One option of an encoder.
    ///
    /// @param name what `--option` takes
    /// @param values what it may be, in words or as a list
    /// @param defaultValue what it is when not given
    /// @param description one sentence
    record Option(String name, String values, String defaultValue, String description) {}
}
