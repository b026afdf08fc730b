/// The program's own faults: what is said when something happens that must not.
@NullMarked
package dev.diskwright.ui.fault;

import org.jspecify.annotations.NullMarked;
