/// Fields of a form: models that hold drafts, errors and echoes, and the rows that show them.
@NullMarked
package dev.diskwright.ui.form;

import org.jspecify.annotations.NullMarked;
