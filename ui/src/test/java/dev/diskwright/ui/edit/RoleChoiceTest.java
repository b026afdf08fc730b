package dev.diskwright.ui.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.ui.layout.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleChoiceTest {
    @ParameterizedTest
    @EnumSource(value = Role.class, names = "FOREIGN", mode = EnumSource.Mode.EXCLUDE)
    void whoeverIsGivenARoleHasIt(Role role) {
        for (Preset preset : Preset.values()) {
            for (PartitionSpec spec : Presets.expand(Design.of("disk", preset)).partitions()) {
                PartitionSpec given = RoleChoice.give(spec, role, TableKind.GPT);
                assertEquals(role, RoleChoice.of(given), spec.name());
                assertSame(given, RoleChoice.give(given, role, TableKind.GPT));
            }
        }
    }
}
