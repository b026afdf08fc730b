package dev.diskwright.ui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.BootInitramfs;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.testing.FakeServices;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BootNeedsTest {
    private static Plan plan(Design design) {
        return new FakeServices().plan(design, Path.of("."));
    }

    private static List<Need> needs(Design design) {
        return BootNeeds.of(design, plan(design));
    }

    private static Need need(Design design, String id) {
        return needs(design).stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
    }

    private static Design design(Preset preset, Boot.Loader loader, @Nullable String kernel) {
        Design design = Design.of("disk", preset);
        return design.withBoot(design.boot().withLoader(loader).withKernel(kernel));
    }

    private static Design own(PartitionSpec... partitions) {
        Design design = design(Preset.EFI, Boot.Loader.UKI, "bzImage");
        return design.withLayout(Layout.explicit(TableKind.GPT, null, List.of(partitions)));
    }

    private static PartitionSpec partition(
            String type, @Nullable Filesystem files, @Nullable String mount) {
        return new PartitionSpec(
                "data",
                type,
                null,
                null,
                null,
                SizeText.parse("64MiB"),
                null,
                List.of(),
                files,
                mount);
    }

    @Test
    void everyNeedHasWordsInEveryStateItCanBeIn() {
        var words = WindowResources.texts(Locale.ENGLISH);
        for (Preset preset : Preset.values()) {
            for (Boot.Loader loader : Boot.Loader.values()) {
                for (@Nullable String kernel : new @Nullable String[] {null, "bzImage"}) {
                    for (Need it : needs(design(preset, loader, kernel))) {
                        String key = "boot.need." + it.id();
                        String state = it.state().name().toLowerCase(Locale.ROOT);
                        assertTrue(words.containsKey(key + "." + state), key + "." + state);
                        assertTrue(it.fix() == null || words.containsKey(key + ".fix"), key);
                    }
                }
            }
        }
    }

    @Test
    void everyFixMendsWhatItStandsBeside() {
        for (Preset preset : Preset.values()) {
            for (Boot.Loader loader : Boot.Loader.values()) {
                Design design = design(preset, loader, "bzImage");
                for (Need it : needs(design)) {
                    Edit fix = it.fix();
                    if (fix != null) {
                        Design mended = fix.apply(design);
                        assertEquals(
                                Need.State.HAS,
                                need(mended, it.id()).state(),
                                preset + " " + loader + " " + it.id());
                    }
                }
            }
        }
    }

    @Test
    void aKernelNeedsAnEspThatIsAdded() {
        Design bios = design(Preset.LEGACY_GPT, Boot.Loader.UKI, "bzImage");
        Need esp = need(bios, "esp");
        assertEquals(Need.State.LACKS, esp.state());
        Design mended = fix(esp).apply(bios);
        assertEquals(Preset.HYBRID, mended.layout().preset());
        Design own = own(partition("linux", ext4(), "/"));
        Design added = fix(need(own, "esp")).apply(own);
        assertEquals("esp", added.layout().partitions().getFirst().type());
        assertEquals("/boot", added.layout().partitions().getFirst().mount());
    }

    private static Edit fix(Need need) {
        return Objects.requireNonNull(need.fix(), need.id());
    }

    private static Filesystem ext4() {
        return new Filesystem.Ext4("", null, 4096, 5);
    }

    @Test
    void anEspThatIsNotMountedIsAdvisedTo() {
        Design design =
                own(
                        partition("esp", new Filesystem.Vfat("", null, null, null), null),
                        partition("linux", ext4(), "/"));
        Need mount = need(design, "espMount");
        assertEquals(Need.State.ADVICE, mount.state());
        assertEquals(Need.State.HAS, need(fix(mount).apply(design), "espMount").state());
    }

    @Test
    void withoutARootTheLargestFileSystemIsProposed() {
        Design design = own(partition("linux", ext4(), null), partition("linux", null, null));
        Need root = need(design, "root");
        assertEquals(Need.State.LACKS, root.state());
        assertEquals("/", fix(root).apply(design).layout().partitions().get(0).mount());
        Design said = design.withBoot(design.boot().withCmdline(List.of("root=LABEL=x")));
        assertEquals(Need.State.HAS, need(said, "root").state());
    }

    @Test
    void theSelfTestNeedsOneFirmware() {
        assertEquals(
                Need.State.LACKS,
                need(design(Preset.NONE, Boot.Loader.SELF_TEST, null), "esp").state());
        assertEquals(
                Need.State.ADVICE,
                need(design(Preset.LEGACY, Boot.Loader.SELF_TEST, null), "esp").state());
        assertEquals(
                Need.State.HAS,
                need(design(Preset.HYBRID, Boot.Loader.SELF_TEST, null), "bios").state());
    }

    @Test
    void fixingAndDerivingIdentifiersAreEachOthersOpposite() {
        Design design =
                Design.of("disk", Preset.EFI)
                        .withLayout(Presets.expand(Design.of("disk", Preset.EFI)));
        assertEquals(IdentityPolicy.DERIVED, IdentityPolicy.of(design));
        Design fixed = IdentityPolicy.fix(design, plan(design));
        assertEquals(IdentityPolicy.FIXED, IdentityPolicy.of(fixed));
        assertEquals(IdentityPolicy.wanted(fixed), IdentityPolicy.given(fixed));
        assertEquals(design, IdentityPolicy.derive(fixed));
    }

    @Test
    void quotesKeepWordsTogether() {
        assertEquals(
                List.of("quiet", "foo=\"a b\"", "rw"), Cmdline.words("  quiet foo=\"a b\"\trw "));
        assertEquals(List.of(), Cmdline.words("  "));
    }

    @Test
    void kernelThatABiosStartsNeedsNoEsp() {
        Design design = design(Preset.LEGACY, Boot.Loader.AUTO, "bzImage");
        assertTrue(needs(design).stream().noneMatch(it -> it.id().equals("esp")));
        assertEquals(Need.State.HAS, need(design, "bios").state());
        Design asked = design(Preset.LEGACY, Boot.Loader.UKI, "bzImage");
        assertEquals(Need.State.LACKS, need(asked, "esp").state());
        Design large = design.withDisk(design.disk().withSectorSize(4096));
        assertEquals(Need.State.LACKS, need(large, "esp").state());
    }

    @Test
    void initialRamDiskThatIsMadeCounts() {
        Design design = design(Preset.EFI, Boot.Loader.UKI, "bzImage");
        var made =
                new BootInitramfs(
                        null, "busybox", BootInitramfs.Root.DISK, "/sbin/init", List.of());
        Design with = design.withBoot(design.boot().withInitramfs(made));
        assertEquals(Need.State.HAS, need(with, "initramfs").state());
        assertTrue(needs(with).stream().noneMatch(it -> it.id().equals("initrd")));
    }
}
