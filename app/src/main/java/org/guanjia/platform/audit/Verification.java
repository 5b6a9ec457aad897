package org.guanjia.platform.audit;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.platform.audit.Anchors.Anchor;
import org.guanjia.platform.audit.Chain.Entry;
import org.guanjia.platform.audit.Chain.Position;
import org.guanjia.platform.audit.Chain.Seal;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Recomputes every digest of the audit log, batch by batch, and names the first that does not fit. */
@Component
class Verification {

  private static final int SEALS_AT_ONCE = 20;

  private final Log log;
  private final Chain chain;
  private final Anchors anchors;
  private final TransactionTemplate snapshot;

  Verification(Log log, Chain chain, Anchors anchors, PlatformTransactionManager transactions) {
    this.log = log;
    this.chain = chain;
    this.anchors = anchors;
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setReadOnly(true);
  }

  /** What was found; the name is the end of its message key. */
  enum Kind {
    ENTRY_CHANGED,
    ENTRY_REMOVED,
    ENTRY_INSERTED,
    SEAL_CHANGED,
    SEAL_REMOVED,
    END_CUT_OFF
  }

  /**
   * The first thing that does not fit.
   *
   * @param seal number of the batch
   * @param entry id of the entry; null when the seal itself is wrong
   */
  record Finding(Kind kind, long seal, @Nullable Long entry) {}

  /**
   * @param unsealed entries too young to be sealed
   * @param newest the last seal, to be noted elsewhere and given to a later verification; null for an empty log
   * @param finding null when everything fits
   */
  record Verdict(long seals, long entries, long unsealed, @Nullable Anchor newest, @Nullable Finding finding) {}

  /**
   * Verifies the whole log as it stands at this moment.
   *
   * @param known seals noted elsewhere that must still be there, besides those in the data folder
   */
  Verdict verify(List<Anchor> known) {
    List<Anchor> expected = new ArrayList<>(known);
    // Read before the snapshot is taken: a seal noted later than the snapshot would seem cut off.
    expected.addAll(anchors.all());
    Verdict verdict = TownContext.system("*").call(() -> snapshot.execute(status -> new Run(expected).verify()));
    if (verdict == null) throw new IllegalStateException("a verification always has a verdict");
    return verdict;
  }

  private final class Run {
    private final Map<Long, String> expected = new HashMap<>();
    private final long lastExpected;
    private long seals;
    private long entries;
    private Position position = Position.START;
    private byte[] previousHash = Chain.BEGINNING;
    private @Nullable Anchor newest;

    Run(List<Anchor> anchors) {
      // Two different notes of one seal cannot both be right; the older one was written first and counts.
      anchors.forEach(anchor -> expected.putIfAbsent(anchor.seq(), anchor.hash()));
      lastExpected = expected.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    Verdict verify() {
      List<Seal> batch;
      do {
        batch = log.sealsAfter(seals, SEALS_AT_ONCE);
        for (Seal seal : batch) {
          Optional<Finding> finding = check(seal);
          if (finding.isPresent()) return verdict(finding.get());
        }
      } while (!batch.isEmpty());
      return verdict(lastExpected > seals ? new Finding(Kind.END_CUT_OFF, seals + 1, null) : null);
    }

    private Verdict verdict(@Nullable Finding finding) {
      return new Verdict(seals, entries, log.countAfter(position), newest, finding);
    }

    private Optional<Finding> check(Seal seal) {
      if (seal.seq() != seals + 1) return Optional.of(new Finding(Kind.SEAL_REMOVED, seals + 1, null));
      if (!fits(seal)) return Optional.of(new Finding(Kind.SEAL_CHANGED, seal.seq(), null));
      Optional<Finding> finding = checkEntries(seal);
      seals++;
      entries += seal.count();
      position = seal.to();
      previousHash = seal.hash();
      newest = Anchor.of(seal);
      return finding;
    }

    private boolean fits(Seal seal) {
      String noted = expected.get(seal.seq());
      return chain.isGenuine(seal)
          && Arrays.equals(previousHash, seal.previousHash())
          && (noted == null || noted.equals(HexFormat.of().formatHex(seal.hash())));
    }

    private Optional<Finding> checkEntries(Seal seal) {
      Map<Long, byte[]> sealed = seal.digests();
      List<Long> order = List.copyOf(sealed.keySet());
      List<Finding> findings = new ArrayList<>();
      // One more than was sealed: a single inserted entry is enough to be found.
      for (Entry entry : log.between(position, seal.to(), seal.count() + 1)) {
        byte[] digest = sealed.remove(entry.id());
        if (digest == null) {
          return Optional.of(new Finding(Kind.ENTRY_INSERTED, seal.seq(), entry.id()));
        }
        if (!MessageDigest.isEqual(digest, entry.digest())) {
          findings.add(new Finding(Kind.ENTRY_CHANGED, seal.seq(), entry.id()));
        }
      }
      sealed.keySet().forEach(id -> findings.add(new Finding(Kind.ENTRY_REMOVED, seal.seq(), id)));
      return findings.stream().min((a, b) -> Integer.compare(order.indexOf(a.entry()), order.indexOf(b.entry())));
    }
  }
}
