/// The sheet of all commands with their keys, made from the registry.
@NullMarked
package dev.diskwright.ui.shortcuts;

import org.jspecify.annotations.NullMarked;
