package dev.diskwright.ui.layout;

import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.command.Keys;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import java.util.stream.Stream;

/// Says which keys do what with a block, as the person has bound them, for screen readers.
///
/// @param partition for a partition
/// @param free for free space
/// @param structure for a structure
record BlockHelp(String partition, String free, String structure) {
    private static final List<String> PARTITION =
            List.of("rename", "size", "resize", "pin", "moveLeft", "moveRight", "delete", "menu");
    private static final List<String> FREE = List.of("menu", "paste");

    static BlockHelp of(CommandRegistry commands, Texts texts) {
        return new BlockHelp(
                texts.of("block.help.partition", keys(commands, PARTITION)),
                texts.of("block.help.free", keys(commands, FREE)),
                texts.of("block.help.structure", keys(commands, List.of("menu"))));
    }

    /// Tells now, and whenever one of these keys is another one.
    static void onKeys(CommandRegistry commands, Runnable listener) {
        Stream.concat(PARTITION.stream(), FREE.stream())
                .distinct()
                .forEach(id -> commands.get("strip." + id).key().subscribe(listener));
        listener.run();
    }

    private static Object[] keys(CommandRegistry commands, List<String> ids) {
        return ids.stream()
                .map(id -> Keys.display(commands.get("strip." + id).key().get()))
                .toArray();
    }

    /// {@return the sentence for an item}
    String of(StripItem item) {
        return item.isFree() ? free : item.isStructure() ? structure : partition;
    }
}
