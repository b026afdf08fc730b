package dev.diskwright.core.block;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The clusters, tables or grains used last, by a number of theirs. For several threads; two that miss at once both
/// load.
///
/// @param <V> what is kept
public final class BoundedCache<V> {
    private final int capacity;
    private final Map<Long, V> kept = new LinkedHashMap<>(16, 0.75f, true);

    /// Loads what is not kept.
    ///
    /// @param <V> what is kept
    @FunctionalInterface
    public interface Loader<V> {
        /// {@return what is to be kept}
        V load() throws IOException;
    }

    /// @param capacity how many are kept
    public BoundedCache(int capacity) {
        this.capacity = capacity;
    }

    /// {@return what is kept under `key`, loaded if need be}
    public V get(long key, Loader<V> loader) throws IOException {
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
