package org.guanjia.platform.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the auditor reads it.
 *
 * @param actor id of a user, or "resident", "system", "token:…"
 * @param actorName the user's name; null for those who are no user
 * @param details JSON as it was written
 */
public record AuditRow(
    long id, Instant at, String actor, @Nullable String actorName, String action, String subjectType, String subjectId,
    String details) {}
