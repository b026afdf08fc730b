/// What comes from outside: files and folders that are dropped, pasted or chosen, onto what, and what can be done with
/// them. All ways in lead through one table of offers; the platform's drag and drop is only an adapter.
@NullMarked
package dev.diskwright.ui.drop;

import org.jspecify.annotations.NullMarked;
