/// The network of a machine: a picture of wires and ports, the table that is its twin, and what both can do.
@NullMarked
package dev.diskwright.ui.network;

import org.jspecify.annotations.NullMarked;
