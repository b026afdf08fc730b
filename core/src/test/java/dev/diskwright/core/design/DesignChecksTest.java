package dev.diskwright.core.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesignChecksTest {
    private static List<Diagnostic> check(String json) {
        return DesignChecks.check(Objects.requireNonNull(DesignJson.read(json).design()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\":\"a/b\"|/name",
                "\"disk\":{\"sectorSize\":520}|/disk/sectorSize",
                "\"disk\":{\"size\":\"0B\"}|/disk/size",
                "\"disk\":{\"size\":\"1000B\"}|/disk/size",
                "\"layout\":{\"preset\":\"efi\",\"partitions\":[{}]}|/layout/partitions",
                "\"layout\":{\"preset\":\"efi\",\"bootSize\":\"8MiB\"}|/layout/bootSize",
                "\"layout\":{\"preset\":\"efi\",\"align\":\"3MiB\"}|/layout/align",
                "\"layout\":{}|/layout",
                "\"layout\":{\"table\":\"none\",\"partitions\":[{},{}]}|/layout/table",
                "\"layout\":{\"table\":\"mbr\",\"diskId\":\"xyz\",\"partitions\":[{}]}|/layout/diskId",
                "\"layout\":{\"partitions\":[{\"start\":\"1M\",\"end\":\"2M\",\"size\":\"1M\"}]}|/layout/partitions/0/size",
                "\"layout\":{\"partitions\":[{\"size\":\"20%\"}]}|/layout/partitions/0/size",
                "\"layout\":{\"partitions\":[{\"number\":200}]}|/layout/partitions/0/number",
                "\"layout\":{\"partitions\":[{\"number\":1},{\"number\":1}]}|/layout/partitions/1/number",
                "\"layout\":{\"partitions\":[{\"name\":\"0123456789012345678901234567890123456789\"}]}|/layout/partitions/0/name",
                "\"layout\":{\"partitions\":[{\"mount\":\"boot\"}]}|/layout/partitions/0/mount",
                "\"layout\":{\"partitions\":[{\"mount\":\"/a/\"},{\"mount\":\"/a\"}]}|/layout/partitions/1/mount",
                "\"layout\":{\"partitions\":[{\"filesystem\":{\"type\":\"ext4\",\"label\":\"12345678901234567\"}}]}|/layout/partitions/0/filesystem/label",
                "\"layout\":{\"partitions\":[{\"filesystem\":{\"type\":\"vfat\",\"fatBits\":33}}]}|/layout/partitions/0/filesystem/fatBits",
                "\"layout\":{\"preset\":\"efi\"},\"contents\":[{\"source\":\"a\",\"user\":\"root\"}]|/contents/0/group",
                "\"layout\":{\"preset\":\"efi\"},\"contents\":[{\"source\":\"a\",\"mode\":\"rwx\"}]|/contents/0/mode",
                "\"layout\":{\"preset\":\"efi\"},\"contents\":[{\"source\":\"a\",\"target\":\"/a/../b\"}]|/contents/0/target",
                "\"layout\":{\"preset\":\"efi\"},\"boot\":{\"loader\":\"uki\"}|/boot/kernel",
                "\"layout\":{\"preset\":\"efi\"},\"reproducible\":{\"timestamp\":-1}|/reproducible/timestamp"
            })
    void eachMistakeIsFoundWhereItIs(String part, String path) {
        String name = part.startsWith("\"name\"") ? "" : "\"name\":\"x\",";
        String layout = part.contains("layout") ? "" : "\"layout\":{\"preset\":\"efi\"},";
        List<Diagnostic> found = check("{" + name + layout + part + "}");
        assertEquals(
                List.of(path), found.stream().map(Diagnostic::path).toList(), found.toString());
        assertTrue(found.getFirst().isError());
        for (Fix fix : found.getFirst().fixes()) {
            assertFalse(fix.label().isEmpty());
            Design before =
                    Objects.requireNonNull(
                            DesignJson.read("{" + name + layout + part + "}").design());
            assertTrue(
                    DesignChecks.check(fix.edit().apply(before)).stream()
                            .noneMatch(it -> it.path().equals(path) && it.isError()),
                    "the fix mends it");
        }
    }
}
