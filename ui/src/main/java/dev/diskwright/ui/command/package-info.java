/// Everything a person can do, in one registry: menus, toolbar, keys, palette and settings are made from it.
@NullMarked
package dev.diskwright.ui.command;

import org.jspecify.annotations.NullMarked;
