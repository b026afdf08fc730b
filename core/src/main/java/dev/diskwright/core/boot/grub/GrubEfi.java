package dev.diskwright.core.boot.grub;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.boot.BootInput;
import dev.diskwright.core.boot.EfiArchitecture;
import dev.diskwright.core.boot.PeImage;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// GRUB for UEFI, alone or behind shim, as files of the EFI system partition.
///
/// ```text
/// /EFI/BOOT/BOOTX64.EFI    shim, or GRUB without one; what firmware starts that has no boot entry
/// /EFI/BOOT/grubx64.efi    what shim starts
/// /EFI/BOOT/mmx64.efi      what shim starts to enrol keys
/// /EFI/BOOT/fbx64.efi      makes boot entries from BOOTX64.CSV at the first start, where it is given
/// /EFI/VENDOR/…            the same once more, as boot entries name it, with shim as shimx64.efi
/// PREFIX/grub.cfg          where this GRUB looks, by default the vendor's directory
/// ```
///
/// @param grub `grubx64.efi`, signed or not
/// @param shim `shimx64.efi`; null for GRUB alone
/// @param mokManager `mmx64.efi`; only with shim
/// @param fallback `fbx64.efi`; only with shim
/// @param vendor directory below `/EFI`; null for the one GRUB was made for, else `grub`
/// @param config text of `grub.cfg`
public record GrubEfi(
        BootInput grub,
        @Nullable BootInput shim,
        @Nullable BootInput mokManager,
        @Nullable BootInput fallback,
        @Nullable String vendor,
        String config) {
    private static final Pattern VENDOR = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern VENDOR_PREFIX =
            Pattern.compile("/EFI/([A-Za-z0-9_.-]{1,64})", Pattern.CASE_INSENSITIVE);
    private static final String REMOVABLE = "/EFI/BOOT/";

    /// Refuses a vendor that is no directory's name, and what belongs to shim without shim.
    public GrubEfi {
        if (vendor != null && (!VENDOR.matcher(vendor).matches() || vendor.startsWith("."))) {
            throw new IllegalArgumentException("not a directory's name: " + vendor);
        }
        if (shim == null && (mokManager != null || fallback != null)) {
            throw new IllegalArgumentException("shim's helpers without shim");
        }
    }

    /// {@return all files, in the order of their paths}
    ///
    /// @throws CorruptImageException if a header of a program is damaged
    /// @throws UnsupportedImageException if a program is for no machine we know, or for another one than GRUB
    public List<BootFile> files() throws IOException {
        EfiArchitecture architecture = architecture(grub);
        String prefix =
                GrubPrefix.of(grub.where(), PeImage.read(grub.where(), grub.bytes())).orElse(null);
        String directory = "/EFI/" + directory(prefix) + "/";
        var files = new LinkedHashMap<String, BlockSource>();
        for (String each : List.of(REMOVABLE, directory)) {
            put(architecture, each, directory(prefix), files);
        }
        files.put(architecture.removableMediaPath(), shim == null ? grub.bytes() : shim.bytes());
        byte[] text = config.getBytes(UTF_8);
        files.put((prefix == null ? directory : prefix + "/") + "grub.cfg", BlockSource.of(text));
        return files.entrySet().stream()
                .map(it -> BootFile.onEsp(it.getKey(), it.getValue()))
                .sorted(Comparator.comparing(BootFile::path))
                .toList();
    }

    private void put(
            EfiArchitecture architecture,
            String directory,
            String name,
            Map<String, BlockSource> files)
            throws IOException {
        String suffix = architecture.suffix();
        boolean isRemovable = directory.equals(REMOVABLE);
        if (shim == null) {
            if (!isRemovable) {
                files.put(directory + "grub" + suffix + ".efi", grub.bytes());
            }
            return;
        }
        files.put(directory + "grub" + suffix + ".efi", grub.bytes());
        if (!isRemovable) {
            files.put(directory + "shim" + suffix + ".efi", shim.bytes());
            files.put(directory + "BOOT" + architecture.name() + ".CSV", csv(suffix, name));
        }
        requireSame(shim, architecture);
        putHelper(mokManager, architecture, directory + "mm", files);
        putHelper(fallback, architecture, directory + "fb", files);
    }

    private void putHelper(
            @Nullable BootInput helper,
            EfiArchitecture architecture,
            String path,
            Map<String, BlockSource> files)
            throws IOException {
        if (helper != null) {
            requireSame(helper, architecture);
            files.put(path + architecture.suffix() + ".efi", helper.bytes());
        }
    }

    private String directory(@Nullable String prefix) {
        if (vendor != null) {
            return vendor;
        }
        if (prefix != null) {
            var matcher = VENDOR_PREFIX.matcher(prefix);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return "grub";
    }

    /// {@return what fallback reads: program, name of the boot entry, options, description; UTF-16 with its mark}
    private static BlockSource csv(String suffix, String name) {
        String line =
                "\ufeffshim%s.efi,%s,,This is the boot entry for %s\n"
                        .formatted(suffix, name, name);
        return BlockSource.of(line.getBytes(UTF_16LE));
    }

    private static EfiArchitecture architecture(BootInput program) throws IOException {
        PeImage image = PeImage.read(program.where(), program.bytes());
        return image.architecture()
                .orElseThrow(() ->
                        new UnsupportedImageException(
                                program.where(), "a program for no machine that UEFI names"));
    }

    private void requireSame(BootInput program, EfiArchitecture architecture) throws IOException {
        EfiArchitecture other = architecture(program);
        if (other != architecture) {
            Where where = program.where();
            throw new UnsupportedImageException(
                    where,
                    "a program for %s beside GRUB for %s"
                            .formatted(other.suffix(), architecture.suffix()));
        }
    }
}
