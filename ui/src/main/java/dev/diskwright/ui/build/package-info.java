/// The build screen: target, live stages, time left, verdict.
@NullMarked
package dev.diskwright.ui.build;

import org.jspecify.annotations.NullMarked;
