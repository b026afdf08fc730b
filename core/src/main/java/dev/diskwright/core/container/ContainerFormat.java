package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// A format of files that hold a disk, or several.
public interface ContainerFormat {
    /// {@return what designs and the command call it: `raw`, `qcow2`}
    String name();

    /// {@return what else it may be called, as other tools do}
    default List<String> aliases() {
        return List.of();
    }

    /// {@return what people call it}
    String title();

    /// {@return file name extensions without the dot, the usual one first}
    List<String> extensions();

    /// {@return the options its encoder knows}
    List<Option> options();

    /// {@return whether it can be written}
    default boolean writes() {
        return true;
    }

    /// {@return whether its encoder only goes forward when it knows the identity from the start} Such a format can be
    /// written to a pipe, perhaps with some options alone.
    default boolean streams() {
        return false;
    }

    /// {@return whether it can be written to a pipe with these options}
    ///
    /// @throws OptionException for a value that it does not know
    default boolean streams(Options options) {
        return streams();
    }

    /// {@return whether its encoder must know the identity from the start} Disks are read twice then, unless the
    /// identity is given: a format that holds digests of its own bytes cannot correct them.
    default boolean needsIdentity() {
        return false;
    }

    /// {@return whether one file can hold several disks}
    default boolean holdsSeveral() {
        return false;
    }

    /// {@return whether the file is of this format, by its magic numbers alone}
    boolean recognises(BlockSource file) throws IOException;

    /// {@return what the file holds} Data is read when used.
    ///
    /// @param companions other files that the format may refer to
    /// @throws dev.diskwright.core.bytes.ImageException if the file is damaged or uses a feature that is not supported
    Container decode(Where where, BlockSource file, Companions companions) throws IOException;

    /// {@return what writes a file of this format} Its bytes depend on the disks, the options and the identity alone.
    ///
    /// @throws dev.diskwright.core.bytes.DoesNotFitException if the format cannot hold a disk of that size
    /// @throws OptionException for an option's value that it does not know
    Encoder encoder(Output output) throws IOException;

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
