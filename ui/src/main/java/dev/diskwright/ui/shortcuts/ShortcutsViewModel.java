package dev.diskwright.ui.shortcuts;

import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.command.Keys;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// All keys by group, as they are now.
public final class ShortcutsViewModel {
    /// A key and what it does.
    ///
    /// @param title what it does
    /// @param key for people; empty for none
    public record Line(String title, String key) {}

    /// What belongs together.
    ///
    /// @param title name of the menu or of the place where the keys work
    /// @param lines in the order of the menu
    public record Part(String title, List<Line> lines) {
        /// Copies the list.
        public Part {
            lines = List.copyOf(lines);
        }
    }

    /// Keys that belong to a place and not to a command; the words are `shortcuts.everywhere.<n>`.
    private static final List<String> EVERYWHERE =
            List.of("F6", "Shift+F6", "Tab", "Esc", "Shift+F10");

    private final CommandRegistry commands;
    private final Desktop desktop;
    private final Texts texts;

    /// Reads `commands` each time it is asked.
    public ShortcutsViewModel(CommandRegistry commands, Desktop desktop, Texts texts) {
        this.commands = commands;
        this.desktop = desktop;
        this.texts = texts;
    }

    /// {@return all groups with at least one key, in the order of the menus}
    public List<Part> parts() {
        var parts = new ArrayList<Part>();
        for (Command.Group group : Command.Group.values()) {
            add(
                    parts,
                    texts.of("menu." + group.key()),
                    it -> it.group() == group && it.scope() == Command.Scope.WINDOW);
        }
        add(parts, texts.of("shortcuts.strip"), it -> it.scope() == Command.Scope.STRIP);
        add(parts, texts.of("shortcuts.network"), it -> it.scope() == Command.Scope.NETWORK);
        var lines = new ArrayList<Line>();
        for (int i = 0; i < EVERYWHERE.size(); i++) {
            lines.add(new Line(texts.of("shortcuts.everywhere." + i), EVERYWHERE.get(i)));
        }
        parts.add(new Part(texts.of("shortcuts.everywhere"), lines));
        return List.copyOf(parts);
    }

    private void add(List<Part> parts, String title, Predicate<Command> which) {
        List<Line> lines =
                commands.all().stream()
                        .filter(which)
                        .filter(it -> !it.key().get().isEmpty())
                        .map(it ->
                                new Line(
                                        texts.of("command." + it.id()),
                                        Keys.display(it.key().get())))
                        .toList();
        if (!lines.isEmpty()) {
            parts.add(new Part(title, lines));
        }
    }

    /// {@return the sheet as text with keys in one column}
    public String text() {
        var text = new StringBuilder();
        for (Part part : parts()) {
            text.append(text.isEmpty() ? "" : "\n").append(part.title()).append('\n');
            for (Line line : part.lines()) {
                text.append("  %-24s %s%n".formatted(line.key(), line.title()));
            }
        }
        return text.toString().replace("\r\n", "\n");
    }

    /// Puts the sheet on the clipboard.
    public void copy() {
        desktop.copy(text());
    }
}
