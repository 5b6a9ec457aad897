package org.guanjia.platform.audit;

import org.guanjia.platform.audit.Verification.Finding;
import org.guanjia.platform.audit.Verification.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A verification as pages and programs see it.
 *
 * @param newest number and hash of the last seal, to be noted outside the system
 * @param finding what the first flaw is: ENTRY_CHANGED, ENTRY_REMOVED, ENTRY_INSERTED, SEAL_CHANGED, SEAL_REMOVED or
 *     END_CUT_OFF; null when everything fits
 * @param seal in which batch; null when everything fits
 * @param entry id of the entry; null when none is named
 */
public record AuditVerdict(
    long seals, long entries, long unsealed, @Nullable String newest, @Nullable String finding, @Nullable Long seal,
    @Nullable Long entry) {

  static AuditVerdict of(Verdict verdict) {
    Finding finding = verdict.finding();
    String newest = verdict.newest() == null ? null : verdict.newest().toString();
    return finding == null
        ? new AuditVerdict(verdict.seals(), verdict.entries(), verdict.unsealed(), newest, null, null, null)
        : new AuditVerdict(
            verdict.seals(), verdict.entries(), verdict.unsealed(), newest, finding.kind().name(), finding.seal(), finding.entry());
  }
}
