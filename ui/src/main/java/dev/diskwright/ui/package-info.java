/// The window's entry: the application class and the place where view models, views and services are put together.
@NullMarked
package dev.diskwright.ui;

import org.jspecify.annotations.NullMarked;
