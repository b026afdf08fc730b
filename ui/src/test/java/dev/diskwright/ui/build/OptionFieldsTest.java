package dev.diskwright.ui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionFieldsTest {
    private int changes;
    private final OptionFields fields =
            new OptionFields(
                    new Texts(WindowResources.texts(Locale.ENGLISH)), _ -> true, () -> changes++);

    private static ContainerFormat format(String name) {
        return Containers.named(name).orElseThrow();
    }

    private OptionFields.Line line(String label) {
        return fields.fieldsProperty().get().stream()
                .filter(it -> it.label().equals(label))
                .map(OptionFields.Line.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private OptionFields.Choice choice(String label) {
        return fields.fieldsProperty().get().stream()
                .filter(it -> it.label().equals(label))
                .map(OptionFields.Choice.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "off or full | off | off;full",
                "none, zlib, zstd | none | none;zlib;zstd",
                "none, zlib or zstd | zlib | none;zlib;zstd",
                "a power of two from 512 to 2M | 65536 | ",
                "1 to 22 | 3 | ",
                "a path | '' | ",
                "off or full | other | ",
            })
    void listsOfWordsAreTold(String values, String usual, String words) {
        var option = new ContainerFormat.Option("x", values, usual, "");
        assertEquals(
                Optional.ofNullable(words).map(it -> List.of(it.split(";"))),
                OptionFields.words(option));
    }

    @Test
    void everyFormatHasAFieldForEachOfItsOptions() {
        for (ContainerFormat it : Containers.ALL) {
            fields.show(it);
            assertEquals(it.options().size(), fields.fieldsProperty().get().size(), it.name());
            assertEquals(Map.of(), fields.values(), it.name());
            if (it.writes()) {
                assertEquals("", fields.problemProperty().get(), it.name());
            }
            for (OptionFields.Field field : fields.fieldsProperty().get()) {
                assertFalse(field.label().isBlank());
                assertFalse(field.help().isBlank());
            }
        }
    }

    @Test
    void valuesAreKeptByFormatAndUsualOnesAreNotTold() {
        fields.show(format("raw"));
        choice("Preallocation").model().keyProperty().set("full");
        assertEquals(Map.of("preallocation", "full"), fields.values());
        fields.show(format("qcow2"));
        line("Cluster size").model().take("2M");
        assertEquals(Map.of("cluster_size", "2M"), fields.values());
        fields.show(format("raw"));
        assertEquals(Map.of("preallocation", "full"), fields.values());
        assertEquals("full", choice("Preallocation").model().keyProperty().get());
        choice("Preallocation").model().keyProperty().set("off");
        assertEquals(Map.of(), fields.values());
        assertEquals(3, changes);
    }

    @Test
    void aWrongValueIsToldByTheFormatAndNotTaken() {
        fields.show(format("qcow2"));
        OptionFields.Line size = line("Cluster size");
        size.model().draftProperty().set("3");
        size.model().commit();
        assertTrue(size.model().errorProperty().get().contains("cluster_size"));
        assertFalse(fields.problemProperty().get().isEmpty());
        assertEquals(Map.of(), fields.values());
        size.model().take("4K");
        assertEquals("", fields.problemProperty().get());
        assertEquals(Map.of("cluster_size", "4K"), fields.values());
        size.model().take("");
        assertEquals("65536", size.model().draftProperty().get());
        assertEquals(Map.of(), fields.values());
    }
}
