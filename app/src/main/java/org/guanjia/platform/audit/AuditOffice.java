package org.guanjia.platform.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.guanjia.platform.audit.Anchors.Anchor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Verifies on somebody's behalf: one verification at a time, and each is recorded. */
@Component
class AuditOffice {

  private final Verification verification;
  private final Audit audit;
  private final TransactionTemplate transactions;
  private final Semaphore oneAtATime = new Semaphore(1);

  AuditOffice(Verification verification, Audit audit, TransactionTemplate transactions) {
    this.verification = verification;
    this.audit = audit;
    this.transactions = transactions;
  }

  /** Nothing while another verification is going on. */
  Optional<AuditVerdict> verify(List<Anchor> known) {
    if (!oneAtATime.tryAcquire()) return Optional.empty();
    try {
      AuditVerdict verdict = AuditVerdict.of(verification.verify(known));
      String result = verdict.finding() == null ? "FITS" : verdict.finding();
      transactions.executeWithoutResult(
          status -> audit.record("audit.verified", "audit", "log", Map.of("entries", verdict.entries(), "result", result)));
      return Optional.of(verdict);
    } finally {
      oneAtATime.release();
    }
  }
}
