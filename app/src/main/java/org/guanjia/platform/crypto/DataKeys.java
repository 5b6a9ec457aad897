package org.guanjia.platform.crypto;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.guanjia.platform.crypto.DataKey.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** The data keys, read from the database once, made when a town needs its first, and read again often enough to hear of a rotation. */
final class DataKeys {

  /** After this time each copy of the program closes with the keys that a rotation made. */
  static final Duration LEARNT_AFTER = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(DataKeys.class);
  private static final long OLD_NANOS = LEARNT_AFTER.toNanos();
  private static final long READ_AGAIN_NANOS = OLD_NANOS / 2;

  private static final int UNKNOWN_PER_SECOND_MAX = 5;

  /** How long a database that is away is not asked again. */
  private static final long NOT_ASKED_NANOS = Duration.ofSeconds(30).toNanos();

  private final MasterKeys masters;
  private final KeyTable table;
  private final Suite suite;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile @Nullable Known known;
  private long unknownSecond;
  private int unknownInSecond;

  /** @param until not asked again before, by {@link System#nanoTime} */
  private record Known(KeyRing ring, long readAt, long until) {}

  /** @param suite for new values and new keys */
  DataKeys(MasterKeys masters, KeyTable table, Suite suite) {
    this.masters = masters;
    this.table = table;
    this.suite = suite;
  }

  /** @throws KeyUnusable when one of the keys does not open: better no start than a town half readable */
  void refuseUnusable() {
    KeyUnusable problem = ring().anyProblem();
    if (problem != null) throw problem;
  }

  Suite suite() {
    return suite;
  }

  KeyRing ring() {
    Known now = known;
    if (now == null) return readOnce(null);
    long nanos = System.nanoTime();
    if (nanos - now.until() >= 0) {
      if (nanos - now.readAt() >= OLD_NANOS) return readOnce(now);
      if (reading.compareAndSet(false, true)) Thread.startVirtualThread(this::readBehind);
    }
    return now.ring();
  }

  /** The key that closes fields of the town from now on. */
  DataKey field(String town) {
    DataKey key = ring().field(town, suite);
    for (int i = 0; key == null && i < 3; i++) key = make(town, Kind.FIELD).field(town, suite);
    if (key == null) throw new IllegalStateException("no data key for the town " + town + ": the log says why");
    return key;
  }

  /** The keys under which fingerprints of the town may be, the one for new ones first. */
  List<DataKey> indexes(String town) {
    List<DataKey> keys = ring().indexes(town);
    for (int i = 0; keys.isEmpty() && i < 3; i++) keys = make(town, Kind.INDEX).indexes(town);
    if (keys.isEmpty()) throw new IllegalStateException("no index key for the town " + town + ": the log says why");
    return keys;
  }

  /**
   * The key with which something was closed.
   *
   * @throws PersonalData.UnreadableData when it is not there
   */
  DataKey byId(int id, String purpose) {
    DataKey key = ring().byId(id);
    if (key == null) key = readForUnknown().byId(id);
    if (key != null) return key;
    KeyUnusable problem = ring().problem(id);
    throw new PersonalData.UnreadableData(
        purpose + ": its key %08x is not among the keys of this installation%s".formatted(id, problem == null ? "" : ": " + problem.getMessage()));
  }

  /** Forgets what was read; for tests that exchange the database under the running application. */
  void forget() {
    known = null;
  }

  /** Of many that find it old at a time one reads. */
  private synchronized KeyRing readOnce(@Nullable Known old) {
    Known now = known;
    return now != null && now != old ? now.ring() : read();
  }

  private synchronized KeyRing make(String town, Kind kind) {
    KeyRing ring = read();
    boolean there = kind == Kind.FIELD ? ring.field(town, suite) != null : !ring.indexes(town).isEmpty();
    if (there) return ring;
    table.add(KeyTable.fresh(masters, town, kind, ring.newestVersion(town, kind) + 1, suite));
    return read();
  }

  private void readBehind() {
    try {
      read();
    } catch (RuntimeException e) {
      LOG.warn("data keys are not read again", e);
    } finally {
      reading.set(false);
    }
  }

  /** Another copy may just have made the key. But a cookie from outside may name any number: for those the database is not asked without end. */
  private synchronized KeyRing readForUnknown() {
    long second = System.nanoTime() / 1_000_000_000L;
    if (second != unknownSecond) unknownInSecond = 0;
    unknownSecond = second;
    Known now = known;
    return now != null && ++unknownInSecond > UNKNOWN_PER_SECOND_MAX ? now.ring() : read();
  }

  /** While the database is away, what was known is still true. */
  synchronized KeyRing read() {
    Known before = known;
    long nanos = System.nanoTime();
    try {
      KeyRing ring = new KeyRing(masters, table.all(), before == null ? null : before.ring());
      KeyUnusable problem = ring.anyProblem();
      if (problem != null && before != null && before.ring().anyProblem() == null) LOG.error("A data key cannot be used: {}", problem.getMessage());
      known = new Known(ring, nanos, nanos + READ_AGAIN_NANOS);
      return ring;
    } catch (DataAccessException away) {
      if (before == null) throw away;
      LOG.warn("{}", away.getMessage());
      known = new Known(before.ring(), nanos, nanos + NOT_ASKED_NANOS);
      return before.ring();
    }
  }
}
