/// The `diskwright` command: one class a subcommand, each a thin layer over the core. [Main#run] is the whole command as
/// a function of its arguments and its [Host]; only [Main#main] touches the process.
@NullMarked
package dev.diskwright.app;

import org.jspecify.annotations.NullMarked;
