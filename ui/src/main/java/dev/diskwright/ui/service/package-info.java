/// What the window needs from outside: plans and builds, files, questions, the desktop. Tests put fakes here.
@NullMarked
package dev.diskwright.ui.service;

import org.jspecify.annotations.NullMarked;
