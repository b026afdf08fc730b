package dev.diskwright.ui.drop;

import java.util.List;

/// The table of what can be dropped onto what. A function of the two alone.
final class DropTable {
    private DropTable() {}

    /// {@return what is offered}
    static Offer offer(List<Dropped> dropped, DropTarget target) {
        if (dropped.isEmpty()) {
            return refused("nothing");
        }
        if (dropped.stream().anyMatch(it -> it.kind() == Dropped.Kind.MISSING)) {
            return refused("missing");
        }
        return dropped.size() == 1
                ? one(dropped.getFirst().kind(), target)
                : several(dropped, target);
    }

    /// {@return what is left of an offer where there are no contents yet} There, replacing them and adding to them is one.
    static Offer onBare(Offer offer) {
        if (!(offer instanceof Offer.Zones(List<DropAction> actions))
                || !actions.contains(DropAction.REPLACE)) {
            return offer;
        }
        return new Offer.Zones(
                actions.stream()
                        .filter(it -> it != DropAction.ADD_UNDER)
                        .map(it -> it == DropAction.REPLACE ? DropAction.FILL : it)
                        .toList());
    }

    private static Offer one(Dropped.Kind kind, DropTarget target) {
        return switch (target) {
            case DropTarget.Files _ -> onFiles(kind);
            case DropTarget.Raw _ -> onRaw(kind);
            case DropTarget.Free _ -> onFree(kind);
            case DropTarget.EmptyDisk _ -> onEmptyDisk(kind);
            case DropTarget.Folder _ -> onFolder(kind);
            case DropTarget.Start _ -> onStart(kind);
            case DropTarget.Viewer _ -> onViewer(kind);
        };
    }

    private static Offer onFiles(Dropped.Kind kind) {
        return switch (kind) {
            case FOLDER, ARCHIVE -> zones(DropAction.REPLACE, DropAction.ADD_UNDER);
            case CPIO -> zones(DropAction.REPLACE, DropAction.ADD_UNDER, DropAction.USE_INITRD);
            case FILESYSTEM -> zones(DropAction.USE_IMAGE, DropAction.ADD_FILE, DropAction.INSPECT);
            case DISK -> zones(DropAction.TAKE_PARTITION, DropAction.ADD_FILE, DropAction.INSPECT);
            case KERNEL -> zones(DropAction.ADD_FILE, DropAction.USE_KERNEL);
            case INITRD -> zones(DropAction.ADD_FILE, DropAction.USE_INITRD);
            case DESIGN -> zones(DropAction.ADD_FILE, DropAction.OPEN_DESIGN);
            case FILE -> zones(DropAction.ADD_FILE);
            case MISSING -> refused("missing");
        };
    }

    private static Offer onRaw(Dropped.Kind kind) {
        return switch (kind) {
            case FOLDER, ARCHIVE, CPIO -> refused("raw");
            case FILE, KERNEL, INITRD -> zones(DropAction.USE_IMAGE);
            case FILESYSTEM -> zones(DropAction.USE_IMAGE, DropAction.INSPECT);
            case DISK -> zones(DropAction.TAKE_PARTITION, DropAction.USE_IMAGE, DropAction.INSPECT);
            case DESIGN -> zones(DropAction.OPEN_DESIGN);
            case MISSING -> refused("missing");
        };
    }

    private static Offer onFree(Dropped.Kind kind) {
        return switch (kind) {
            case FOLDER, ARCHIVE -> zones(DropAction.NEW_PARTITION);
            case CPIO -> zones(DropAction.NEW_PARTITION, DropAction.USE_INITRD);
            case FILE -> zones(DropAction.NEW_IMAGE_PARTITION);
            case FILESYSTEM -> zones(DropAction.NEW_IMAGE_PARTITION, DropAction.INSPECT);
            case DISK -> zones(DropAction.TAKE_PARTITION, DropAction.INSPECT);
            case KERNEL -> zones(DropAction.USE_KERNEL, DropAction.NEW_IMAGE_PARTITION);
            case INITRD -> zones(DropAction.USE_INITRD, DropAction.NEW_IMAGE_PARTITION);
            case DESIGN -> zones(DropAction.OPEN_DESIGN);
            case MISSING -> refused("missing");
        };
    }

    private static Offer onEmptyDisk(Dropped.Kind kind) {
        return switch (kind) {
            case FOLDER, ARCHIVE -> zones(DropAction.NEW_DISK);
            case CPIO -> zones(DropAction.NEW_DISK, DropAction.USE_INITRD);
            case FILESYSTEM -> zones(DropAction.NEW_IMAGE_PARTITION, DropAction.INSPECT);
            case DISK -> zones(DropAction.IMPORT_LAYOUT, DropAction.INSPECT);
            case KERNEL -> zones(DropAction.USE_KERNEL, DropAction.NEW_IMAGE_PARTITION);
            case INITRD -> zones(DropAction.USE_INITRD, DropAction.NEW_IMAGE_PARTITION);
            case FILE -> zones(DropAction.NEW_DISK, DropAction.NEW_IMAGE_PARTITION);
            case DESIGN -> zones(DropAction.OPEN_DESIGN);
            case MISSING -> refused("missing");
        };
    }

    private static Offer onFolder(Dropped.Kind kind) {
        return switch (kind) {
            case FOLDER, ARCHIVE, CPIO -> zones(DropAction.ADD_UNDER);
            case FILESYSTEM, DISK, KERNEL, INITRD, DESIGN, FILE -> zones(DropAction.ADD_FILE);
            case MISSING -> refused("missing");
        };
    }

    private static Offer onStart(Dropped.Kind kind) {
        return switch (kind) {
            case DESIGN -> zones(DropAction.OPEN_DESIGN);
            case FOLDER, ARCHIVE, CPIO, KERNEL -> zones(DropAction.NEW_DESIGN);
            case DISK -> zones(DropAction.INSPECT, DropAction.IMPORT_LAYOUT);
            case FILESYSTEM, FILE -> zones(DropAction.INSPECT);
            case INITRD -> refused("start");
            case MISSING -> refused("missing");
        };
    }

    private static Offer onViewer(Dropped.Kind kind) {
        return switch (kind) {
            case DESIGN -> zones(DropAction.OPEN_DESIGN);
            case FOLDER -> refused("viewer");
            case ARCHIVE, CPIO, INITRD, KERNEL, DISK, FILESYSTEM, FILE -> zones(DropAction.INSPECT);
            case MISSING -> refused("missing");
        };
    }

    private static Offer several(List<Dropped> dropped, DropTarget target) {
        boolean trees = dropped.stream().allMatch(Dropped::bringsFiles);
        boolean images =
                dropped.stream()
                        .anyMatch(it ->
                                it.kind() == Dropped.Kind.DISK
                                        || it.kind() == Dropped.Kind.FILESYSTEM);
        return switch (target) {
            case DropTarget.Files _ ->
                    trees
                            ? zones(DropAction.REPLACE, DropAction.ADD_UNDER)
                            : images ? refused("several") : zones(DropAction.ADD_FILE);
            case DropTarget.Folder _ -> zones(trees ? DropAction.ADD_UNDER : DropAction.ADD_FILE);
            case DropTarget.Free _ -> trees ? zones(DropAction.NEW_PARTITION) : refused("several");
            case DropTarget.EmptyDisk _ -> trees ? zones(DropAction.NEW_DISK) : refused("several");
            case DropTarget.Start _ -> trees ? zones(DropAction.NEW_DESIGN) : refused("several");
            case DropTarget.Viewer _ -> refused("several");
            case DropTarget.Raw _ -> trees ? refused("raw") : refused("several");
        };
    }

    private static Offer zones(DropAction... actions) {
        return new Offer.Zones(List.of(actions));
    }

    private static Offer refused(String reason) {
        return new Offer.Refused("drop.refused." + reason);
    }
}
