package dev.diskwright.app;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.Preset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Names that options take, for completion and for reading.
final class Names {
    private Names() {}

    /// The layouts.
    static final class Presets implements Iterable<String>, ITypeConverter<Preset> {
        private static final List<String> ALL =
                Arrays.stream(Preset.values()).map(Preset::toString).toList();

        @Override
        public Iterator<String> iterator() {
            return ALL.iterator();
        }

        @Override
        public Preset convert(String text) {
            return Arrays.stream(Preset.values())
                    .filter(preset -> preset.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> unknown(text));
        }

        private static TypeConversionException unknown(String text) {
            return new TypeConversionException(
                    "\"%s\" is none of %s".formatted(text, String.join(", ", ALL)));
        }
    }

    /// The container formats that can be written.
    static final class WritableFormats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Containers.ALL.stream()
                    .filter(ContainerFormat::writes)
                    .map(ContainerFormat::name)
                    .iterator();
        }
    }

    /// The container formats.
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Containers.ALL.stream().map(format -> format.name()).iterator();
        }
    }
}
