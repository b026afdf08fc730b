package dev.diskwright.core.plan;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.boot.BootFile.Place;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.boot.BootSectors;
import dev.diskwright.core.boot.grub.GrubBios;
import dev.diskwright.core.boot.grub.GrubConfig;
import dev.diskwright.core.boot.grub.GrubEfi;
import dev.diskwright.core.boot.grub.GrubMkimage;
import dev.diskwright.core.boot.grub.GrubMkimage.Platform;
import dev.diskwright.core.boot.grub.GrubSectors;
import dev.diskwright.core.boot.syslinux.Syslinux;
import dev.diskwright.core.boot.syslinux.SyslinuxConfig;
import dev.diskwright.core.boot.syslinux.SyslinuxSectors;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.BootGrub;
import dev.diskwright.core.design.BootSyslinux;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.TableKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// GRUB and SYSLINUX, as settings ask for them: their files and sectors.
final class MenuLoaders {
    static final String NO_FILE = "BLD-020";
    private static final String GRUB = "/boot/grub";
    private static final String GRUB_CONFIG = "/grub.cfg";
    private static final String SYSLINUX = "/boot/syslinux";
    private static final String LDLINUX = "/ldlinux.sys";

    /// File systems that do not keep files as they are.
    private static final Set<String> READ_ONLY = Set.of("squashfs", "erofs");

    private final Design design;
    private final BootPlan.Key key;
    private final BootMenus menus;
    private final BootInputs inputs;
    private final List<BootFile> files;
    private final List<BootSectors> sectors;

    /// @param files takes what belongs on partitions
    /// @param sectors takes what is written over the disk
    MenuLoaders(
            Design design,
            BootMenus menus,
            BootInputs inputs,
            List<BootFile> files,
            List<BootSectors> sectors) {
        this.design = design;
        this.key = inputs.context().key();
        this.menus = menus;
        this.inputs = inputs;
        this.files = files;
        this.sectors = sectors;
    }

    /// {@return all files that settings of these loaders name, or that are looked for without}
    static List<String> named(Boot boot) {
        var names = new ArrayList<String>();
        if (boot.effectiveLoader() == Boot.Loader.GRUB || boot.effectiveBios() == Boot.Bios.GRUB) {
            BootGrub it = boot.grub();
            addAll(
                    names,
                    it.bootImage(),
                    it.coreImage(),
                    it.efi(),
                    it.shim(),
                    it.mokManager(),
                    it.fallback());
            names.addAll(HostLoaders.GRUB_BOOT_IMAGE);
            names.addAll(HostLoaders.GRUB_EFI);
            names.addAll(HostLoaders.GRUB_EFI_MODULES);
            names.addAll(HostLoaders.GRUB_MKIMAGE);
        }
        if (boot.effectiveBios() == Boot.Bios.SYSLINUX) {
            addAll(names, boot.syslinux().installer(), boot.syslinux().diskCode());
            names.addAll(HostLoaders.SYSLINUX);
            for (String module : List.of("ldlinux.c32", "libutil.c32", "menu.c32")) {
                names.addAll(modules(boot.syslinux(), module));
            }
        }
        boot.menu()
                .entries()
                .forEach(it -> {
                    addAll(names, it.kernel());
                    names.addAll(Objects.requireNonNullElse(it.initrd(), List.of()));
                });
        return names;
    }

    private static void addAll(List<String> names, @Nullable String... more) {
        for (String it : more) {
            if (it != null) {
                names.add(it);
            }
        }
    }

    private static List<String> modules(BootSyslinux syslinux, String name) {
        return syslinux.modules() == null
                ? HostLoaders.syslinuxModule(name)
                : List.of(Path.of(syslinux.modules()).resolve(name).toString());
    }

    /// GRUB for a BIOS: its menu goes to `/boot/grub`, or to the ESP where no partition takes that.
    void grubBios() throws IOException {
        BootGrub grub = design.boot().grub();
        Place place = grubPlace(key);
        BootMenus.Placed placed = menus.place(place, GRUB, true);
        BootInput bootImage =
                require(grub.bootImage(), "/boot/grub/bootImage", HostLoaders.GRUB_BOOT_IMAGE);
        BootInput core =
                grub.coreImage() == null
                        ? madeCore(grub, place)
                        : inputs.open(grub.coreImage(), "/boot/grub/coreImage");
        if (bootImage == null || core == null) {
            return;
        }
        sectors.add(new GrubSectors(Where.file(design.name()), GrubBios.read(bootImage, core)));
        files.addAll(placed.files());
        files.add(text(place, GRUB + GRUB_CONFIG, GrubConfig.text(placed.menu(), true)));
    }

    private @Nullable BootInput madeCore(BootGrub grub, Place place) throws IOException {
        String modules = BootInputs.find(HostLoaders.GRUB_BOOT_IMAGE);
        if (!grub.makeImages()) {
            missing(
                    "/boot/grub/coreImage",
                    "GRUB's core.img is not given",
                    "name one, or let the host's grub-mkimage make it with boot.grub.makeImages");
            return null;
        }
        int home = key.home(place, GRUB);
        BootPlan.@Nullable Volume volume = home < 0 ? null : key.volumes().get(home);
        String inside =
                volume == null || volume.mount() == null || place == Place.ESP
                        ? GRUB
                        : ImageContents.below(volume.mount(), GRUB);
        String config =
                volume == null || volume.uuid().isEmpty()
                        ? GrubConfig.redirect(inside)
                        : GrubConfig.redirect(volume.uuid(), inside);
        return make(Platform.I386_PC, modules, inside, config, "/boot/grub/coreImage");
    }

    /// GRUB for UEFI, on the ESP, its menu beside it.
    void grubEfi() throws IOException {
        BootGrub grub = design.boot().grub();
        BootMenus.Placed placed = menus.place(Place.ESP, "/linux", true);
        BootInput program =
                inputs.openOrFind(
                        grub.efi(),
                        "/boot/grub/efi",
                        grub.makeImages() && grub.shim() == null
                                ? List.of()
                                : HostLoaders.GRUB_EFI);
        if (program == null && grub.efi() == null && grub.makeImages()) {
            program =
                    make(
                            Platform.X86_64_EFI,
                            BootInputs.find(HostLoaders.GRUB_EFI_MODULES),
                            "/EFI/grub",
                            "",
                            "/boot/grub/efi");
        } else if (program == null && grub.efi() == null) {
            missing(
                    "/boot/grub/efi",
                    "GRUB's grubx64.efi is not given, and the host has none",
                    "name one, or let the host's grub-mkimage make it with boot.grub.makeImages");
        }
        BootInput shim = inputs.open(grub.shim(), "/boot/grub/shim");
        BootInput mokManager = inputs.open(grub.mokManager(), "/boot/grub/mokManager");
        BootInput fallback = inputs.open(grub.fallback(), "/boot/grub/fallback");
        if (program == null || shim == null && grub.shim() != null) {
            return;
        }
        if (grub.shim() == null && (mokManager != null || fallback != null)) {
            missing(
                    "/boot/grub/shim",
                    "shim's helpers are named without shim",
                    "name its shimx64.efi, or leave them out");
            return;
        }
        files.addAll(placed.files());
        String config = GrubConfig.text(placed.menu(), false);
        files.addAll(
                new GrubEfi(program, shim, mokManager, fallback, grub.vendor(), config).files());
    }

    private @Nullable BootInput make(
            Platform platform, @Nullable String marker, String prefix, String config, String path)
            throws IOException {
        String program = BootInputs.find(HostLoaders.GRUB_MKIMAGE);
        Path modules = marker == null ? null : Path.of(marker).getParent();
        if (program == null || modules == null) {
            missing(
                    path,
                    "the host has no grub-mkimage with modules for " + platform.format(),
                    "install GRUB's tools for that platform, or name the file");
            return null;
        }
        try {
            byte[] made = new GrubMkimage(Path.of(program), modules).make(platform, prefix, config);
            return new BootInput(
                    Where.file("GRUB's image for " + platform.format()), BlockSource.of(made));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while grub-mkimage ran");
        }
    }

    /// SYSLINUX in `/boot/syslinux`, or on the ESP where no partition takes that.
    void syslinux() throws IOException {
        BootSyslinux settings = design.boot().syslinux();
        Place place = syslinuxPlace(key);
        BootMenus.Placed placed = menus.place(place, SYSLINUX, false);
        BootInput installer =
                require(settings.installer(), "/boot/syslinux/installer", HostLoaders.SYSLINUX);
        BootInput diskCode = null;
        if (key.table() != TableKind.NONE) {
            diskCode =
                    require(
                            settings.diskCode(),
                            "/boot/syslinux/diskCode",
                            key.table() == TableKind.MBR
                                    ? HostLoaders.SYSLINUX_MBR
                                    : HostLoaders.SYSLINUX_GPT_MBR);
        }
        boolean complete = true;
        for (String module : List.of("ldlinux.c32", "libutil.c32", "menu.c32")) {
            BootInput it = require(null, "/boot/syslinux/modules", modules(settings, module));
            complete &= it != null;
            if (it != null) {
                files.add(new BootFile(place, SYSLINUX + "/" + module, it.bytes()));
            }
        }
        if (installer == null || !complete || diskCode == null && key.table() != TableKind.NONE) {
            return;
        }
        Syslinux loader = Syslinux.read(installer);
        files.addAll(placed.files());
        files.add(new BootFile(place, SYSLINUX + LDLINUX, loader.placeholder()));
        files.add(
                text(
                        place,
                        SYSLINUX + "/syslinux.cfg",
                        SyslinuxConfig.text(placed.menu(), "menu.c32")));
        sectors.add(
                SyslinuxSectors.of(
                        Where.file(design.name()), loader, place, SYSLINUX + LDLINUX, diskCode));
    }

    private static Place grubPlace(BootPlan.Key key) {
        return key.home(Place.SYSTEM, GRUB) >= 0 ? Place.SYSTEM : Place.ESP;
    }

    /// {@return index of the partition that holds GRUB's menu for a BIOS, -1 if there is none}
    static int grubHome(BootPlan.Key key) {
        return key.home(grubPlace(key), GRUB);
    }

    /// {@return where SYSLINUX goes}
    private static Place syslinuxPlace(BootPlan.Key key) {
        int home = key.home(Place.SYSTEM, SYSLINUX);
        return home >= 0 && !READ_ONLY.contains(key.volumes().get(home).filesystem())
                ? Place.SYSTEM
                : Place.ESP;
    }

    /// {@return index of the partition that SYSLINUX starts from, -1 if there is none}
    static int syslinuxHome(BootPlan.Key key) {
        return key.home(syslinuxPlace(key), SYSLINUX);
    }

    private @Nullable BootInput require(@Nullable String name, String path, List<String> known)
            throws IOException {
        BootInput input = inputs.openOrFind(name, path, known);
        if (input == null && name == null) {
            missing(
                    path,
                    "there is no file %s".formatted(String.join(", nor ", known)),
                    "install the boot loader's package, or name the file");
        }
        return input;
    }

    private void missing(String path, String problem, String remedy) {
        inputs.found().add(Diagnostic.error(NO_FILE, path, problem, remedy));
    }

    private static BootFile text(Place place, String path, String text) {
        return place == Place.ESP ? BootFile.onEsp(path, text) : BootFile.inSystem(path, text);
    }
}
