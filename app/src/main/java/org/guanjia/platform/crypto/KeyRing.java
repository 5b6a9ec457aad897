package org.guanjia.platform.crypto;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.guanjia.platform.crypto.DataKey.Kind;
import org.guanjia.platform.crypto.KeyTable.Row;
import org.jspecify.annotations.Nullable;

/** The data keys as they were at one moment. */
final class KeyRing {

  private record Purpose(String town, Kind kind) {}

  private final Map<Integer, DataKey> byId = new HashMap<>();
  private final Map<Integer, KeyUnusable> unusable = new TreeMap<>();
  private final Map<Purpose, List<DataKey>> newestFirst = new HashMap<>();
  private final Map<Purpose, Integer> newestVersions = new HashMap<>();
  private final byte[] root;

  /** @param before whose keys need not be opened once more */
  KeyRing(MasterKeys masters, List<Row> rows, @Nullable KeyRing before) {
    rows.forEach(row -> newestVersions.merge(new Purpose(row.town(), row.kind()), row.version(), Math::max));
    rows.stream().filter(row -> row.wrapped() != null).forEach(row -> open(masters, row, before));
    root = byId.values().stream().filter(key -> key.kind() == Kind.MASTER && key.version() == 1).findAny().map(DataKey::secret).orElseGet(masters::first);
    rows.stream().filter(row -> row.wrapped() == null).forEach(row -> add(new DataKey(row.id(), row.town(), row.kind(), row.version(), row.suite(), root)));
    for (String name : masters.names()) {
      byte[] master = masters.key(name).orElseThrow();
      byId.putIfAbsent(MasterKeys.id(master), new DataKey(MasterKeys.id(master), DataKey.INSTALLATION, Kind.MASTER, 0, Suite.AES_256_GCM, master));
    }
    newestFirst.replaceAll((purpose, keys) -> keys.reversed());
  }

  /** What derives from it comes out the same for ever. */
  byte[] root() {
    return root;
  }

  @Nullable DataKey byId(int id) {
    return byId.get(id);
  }

  /** Why a key that is there cannot be used. */
  @Nullable KeyUnusable problem(int id) {
    return unusable.get(id);
  }

  /** Why any of the keys that are there cannot be used. */
  @Nullable KeyUnusable anyProblem() {
    return unusable.values().stream().findFirst().orElse(null);
  }

  /** The key by which fields of the town are closed from now on; null when one has to be made. */
  @Nullable DataKey field(String town, Suite suite) {
    for (DataKey key : keys(town, Kind.FIELD)) {
      if (key.suite() == suite) return key;
    }
    return null;
  }

  /** All keys under which there may be fingerprints in the town, the one for new ones first. */
  List<DataKey> indexes(String town) {
    List<DataKey> own = keys(town, Kind.INDEX);
    if (town.equals(DataKey.INSTALLATION)) return own;
    List<DataKey> former = keys(DataKey.INSTALLATION, Kind.INDEX).stream().filter(key -> key.version() == 0).toList();
    if (former.isEmpty()) return own;
    List<DataKey> all = new ArrayList<>(own);
    all.addAll(former);
    return all;
  }

  /** 0 when there is none; keys that do not open count too. */
  int newestVersion(String town, Kind kind) {
    return newestVersions.getOrDefault(new Purpose(town, kind), 0);
  }

  private List<DataKey> keys(String town, Kind kind) {
    return newestFirst.getOrDefault(new Purpose(town, kind), List.of());
  }

  private void open(MasterKeys masters, Row row, @Nullable KeyRing before) {
    DataKey known = before == null ? null : before.byId(row.id());
    if (known != null && known.kind() == row.kind() && known.version() == row.version()) {
      add(known);
      return;
    }
    try {
      byte[] secret = masters.unwrap(row.what(), Objects.requireNonNull(row.wrapped()));
      add(new DataKey(row.id(), row.town(), row.kind(), row.version(), row.suite(), secret));
    } catch (KeyUnusable e) {
      unusable.put(row.id(), e);
    }
  }

  private void add(DataKey key) {
    byId.put(key.id(), key);
    newestFirst.computeIfAbsent(new Purpose(key.town(), key.kind()), first -> new ArrayList<>()).add(key);
  }
}
