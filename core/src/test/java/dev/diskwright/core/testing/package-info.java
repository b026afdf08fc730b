/// What tests share: cases that favour edges, foreign tools, fixtures.
@NullMarked
package dev.diskwright.core.testing;

import org.jspecify.annotations.NullMarked;
