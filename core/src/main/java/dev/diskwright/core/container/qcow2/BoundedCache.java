package dev.diskwright.core.container.qcow2;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The clusters used last, by their offset in the file. For several threads; two that miss at once both load.
///
/// @param <V> what is kept
final class BoundedCache<V> {
    private final int capacity;
    private final Map<Long, V> kept = new LinkedHashMap<>(16, 0.75f, true);

    /// Loads what is not kept.
    ///
    /// @param <V> what is kept
    @FunctionalInterface
    interface Loader<V> {
        V load() throws IOException;
    }

    BoundedCache(int capacity) {
        this.capacity = capacity;
    }

    V get(long key, Loader<V> loader) throws IOException {
        synchronized (kept) {
            V value = kept.get(key);
            if (value != null) {
                return value;
            }
        }
        V loaded = loader.load();
        synchronized (kept) {
            kept.put(key, loaded);
            if (kept.size() > capacity) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return loaded;
    }
}
