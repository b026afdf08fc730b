package dev.diskwright.core.plan;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.boot.Menu;
import dev.diskwright.core.boot.MenuEntry;
import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.BootEntry;
import dev.diskwright.core.design.BootMenu;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The entries of a design's boot menu with their files opened, to be placed where a loader can read them.
final class BootMenus {
    private final BootPlan.Key key;
    private final BootMenu menu;
    private final List<Item> items = new ArrayList<>();

    private BootMenus(BootPlan.Key key, BootMenu menu) {
        this.key = key;
        this.menu = menu;
    }

    /// An entry.
    record Item(String id, String title, Opened kernel, List<Opened> initrds, String cmdline) {}

    /// A file of an entry.
    ///
    /// @param name without folders
    /// @param at where the image holds it; null for a file of the host
    record Opened(BootInput input, String name, ImageContents.@Nullable Located at) {}

    /// A menu as one loader sees it, and what has to be copied for that.
    record Placed(Menu menu, List<BootFile> files) {}

    /// {@return the entries; null if a file is missing, which `found` says then}
    ///
    /// @param cmdline of the design's own entry
    /// @param initramfs that is made for it, behind the others; null if there is none
    static @Nullable BootMenus open(
            Design design,
            BootPlan.Context context,
            String cmdline,
            @Nullable BootInput initramfs,
            List<Diagnostic> found)
            throws IOException {
        Boot boot = design.boot();
        if (!isSound(boot)) {
            return null; // checks of the design say why
        }
        var inputs = new BootInputs(context, found);
        var menus = new BootMenus(context.key(), boot.menu());
        int before = found.size();
        Opened kernel = inputs.openNamed(boot.kernel(), "/boot/kernel");
        List<Opened> initrds = open(inputs, boot.initrd(), "/boot/initrd/");
        if (initramfs != null) {
            initrds.add(new Opened(initramfs, "initramfs", null));
        }
        String title = boot.menu().title() == null ? design.name() : boot.menu().title();
        title = isLine(title) ? title : "Linux";
        if (kernel == null) {
            return null;
        }
        menus.add(title, kernel, initrds, cmdline);
        for (int i = 0; i < boot.menu().entries().size(); i++) {
            BootEntry it = boot.menu().entries().get(i);
            String path = "/boot/menu/entries/" + i;
            Opened own =
                    it.kernel() == null ? kernel : inputs.openNamed(it.kernel(), path + "/kernel");
            List<Opened> ramDisks =
                    it.initrd() == null ? initrds : open(inputs, it.initrd(), path + "/initrd/");
            if (own != null) {
                String more = String.join(" ", it.cmdline());
                menus.add(it.title(), own, ramDisks, (cmdline + " " + more).strip());
            }
        }
        return found.stream().skip(before).anyMatch(Diagnostic::isError) ? null : menus;
    }

    private static boolean isSound(Boot boot) {
        BootMenu menu = boot.menu();
        Integer timeout = menu.timeout();
        return (timeout == null || timeout >= 0 && timeout <= BootMenu.MAX_TIMEOUT)
                && (menu.title() == null || isLine(menu.title()))
                && boot.cmdline().stream().allMatch(BootMenus::isWord)
                && menu.entries().stream()
                        .allMatch(it ->
                                !it.title().isBlank()
                                        && isLine(it.title())
                                        && it.cmdline().stream().allMatch(BootMenus::isWord));
    }

    private static boolean isWord(String text) {
        return text.chars().noneMatch(c -> c < ' ');
    }

    private static boolean isLine(String text) {
        return text.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    }

    private static List<Opened> open(BootInputs inputs, List<String> names, String path)
            throws IOException {
        var opened = new ArrayList<Opened>();
        for (int i = 0; i < names.size(); i++) {
            Opened it = inputs.openNamed(names.get(i), path + i);
            if (it != null) {
                opened.add(it);
            }
        }
        return opened;
    }

    private void add(String title, Opened kernel, List<Opened> initrds, String cmdline) {
        String id = MenuEntry.idOf(title);
        String unique = id;
        for (int i = 2; ; i++) {
            String candidate = unique;
            if (items.stream().noneMatch(it -> it.id().equals(candidate))) {
                break;
            }
            unique = id.substring(0, Math.min(id.length(), 190)) + "-" + i;
        }
        items.add(new Item(unique, title.isBlank() ? "Linux" : title, kernel, initrds, cmdline));
    }

    /// {@return the entries, the design's own first}
    List<Item> items() {
        return items;
    }

    /// {@return id of the entry that is started by itself}
    String defaultId() {
        return items.stream()
                .filter(it -> it.title().equals(menu.defaultEntry()))
                .findFirst()
                .orElse(items.getFirst())
                .id();
    }

    /// {@return the menu for a loader whose configuration is there}
    ///
    /// @param directory for copies, absolute
    /// @param system whether the loader also reads other file systems of the disk, by their UUID
    Placed place(BootFile.Place place, String directory, boolean system) {
        int home = key.home(place, directory + "/x");
        BootPlan.@Nullable Volume volume = home < 0 ? null : key.volumes().get(home);
        String inside =
                volume == null || place == BootFile.Place.ESP
                        ? directory
                        : ImageContents.below(
                                volume.mount() == null ? "/" : volume.mount(), directory);
        var placer = new Placer(place, directory, inside, home, system);
        var entries = items.stream().map(placer::entry).toList();
        boolean serial = items.stream().anyMatch(it -> it.cmdline().contains("console=ttyS0"));
        return new Placed(new Menu(entries, defaultId(), menu.timeout(), serial), placer.files);
    }

    /// Copies files once each.
    private final class Placer {
        private final BootFile.Place place;
        private final String directory;
        private final String inside;
        private final int home;
        private final boolean system;
        private final List<BootFile> files = new ArrayList<>();
        private final Map<BlockSource, String> copied = new HashMap<>();
        private final Set<String> names = new HashSet<>();

        /// @param inside the directory within its partition
        Placer(BootFile.Place place, String directory, String inside, int home, boolean system) {
            this.place = place;
            this.directory = directory;
            this.inside = inside;
            this.home = home;
            this.system = system;
        }

        MenuEntry entry(Item item) {
            var all = new ArrayList<>(item.initrds());
            all.add(item.kernel());
            int where = commonPartition(all);
            boolean inPlace = where >= 0 && (where == home || system && hasUuid(where));
            String volume =
                    system && inPlace
                            ? key.volumes().get(where).uuid()
                            : system && home >= 0 && hasUuid(home)
                                    ? key.volumes().get(home).uuid()
                                    : null;
            return new MenuEntry(
                    item.id(),
                    item.title(),
                    volume == null || volume.isEmpty() ? null : volume,
                    path(item.kernel(), inPlace),
                    item.initrds().stream().map(it -> path(it, inPlace)).toList(),
                    item.cmdline(),
                    null);
        }

        private String path(Opened it, boolean inPlace) {
            return inPlace && it.at() != null ? it.at().path() : copy(it);
        }

        private boolean hasUuid(int partition) {
            return !key.volumes().get(partition).uuid().isEmpty();
        }

        /// {@return the partition that holds all of them, -1 if there is none}
        private int commonPartition(List<Opened> all) {
            int common = -1;
            for (Opened it : all) {
                if (it.at() == null || common >= 0 && it.at().partition() != common) {
                    return -1;
                }
                common = it.at().partition();
            }
            return common;
        }

        private String copy(Opened it) {
            return copied.computeIfAbsent(
                    it.input().bytes(),
                    content -> {
                        String name = MenuEntry.idOf(it.name());
                        for (int i = 2; !names.add(name); i++) {
                            name = MenuEntry.idOf(it.name()) + "-" + i;
                        }
                        files.add(new BootFile(place, directory + "/" + name, content));
                        return inside.equals("/") ? "/" + name : inside + "/" + name;
                    });
        }
    }

    /// {@return the last name of a path}
    static String lastName(String path) {
        Path name = Path.of(path).getFileName();
        return name == null ? "file" : name.toString();
    }
}
