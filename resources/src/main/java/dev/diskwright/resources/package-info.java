/// The doors to what is not code. Everything here is found by name and read as it is.
@NullMarked
package dev.diskwright.resources;

import org.jspecify.annotations.NullMarked;
