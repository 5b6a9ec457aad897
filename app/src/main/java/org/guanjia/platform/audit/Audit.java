package org.guanjia.platform.audit;

import static org.guanjia.platform.db.Tables.AUDIT_ENTRY;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down each change and each reveal of personal data, in the transaction it speaks of: without the change there
 * is no entry, and without the entry no change.
 */
@Component
public class Audit {

  private static final Pattern IDENTITY_NUMBER = Pattern.compile("(?<![0-9])([0-9]{3})[0-9]{11}([0-9]{3}[0-9Xx])(?![0-9])");
  private static final Pattern MOBILE_NUMBER = Pattern.compile("(?<![0-9])(1[3-9][0-9])[0-9]{4}([0-9]{4})(?![0-9])");

  private final DSLContext sql;
  private final JsonMapper json;
  private final Clock clock;
  private final BulkInsert bulk;

  Audit(DSLContext sql, JsonMapper json, Clock clock, BulkInsert bulk) {
    this.bulk = bulk;
    this.sql = sql;
    this.json = json;
    this.clock = clock;
  }

  /** An entry whose action says it all; see {@link #record(String, String, String, Map)}. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(String action, String subjectType, String subjectId) {
    write(action, subjectType, subjectId, "{}");
  }

  /**
   * Adds an entry. Who did it, and in which town, is taken from the current {@link TownContext}.
   *
   * @param action what was done, such as {@code request.closed}, {@code request.phone.revealed}; its message key is
   *     {@code audit.action.} and the action
   * @param subjectType what it was done to, such as {@code request}
   * @param subjectId the code or id of that
   * @param details more about it, never personal data: names of changed fields, old and new states, a purpose. As a
   *     last resort phone and identity numbers that slip in are masked.
   * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(String action, String subjectType, String subjectId, Map<String, ?> details) {
    write(action, subjectType, subjectId, json(details));
  }

  /**
   * Adds the same entry for many subjects at once, for what came in by a spreadsheet.
   *
   * @param details as for {@link #record(String, String, String, Map)}, the same for all
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void recordAll(String action, String subjectType, Collection<String> subjectIds, Map<String, ?> details) {
    TownContext context = TownContext.required();
    JSONB same = JSONB.jsonb(json(details));
    Instant now = clock.instant();
    bulk.insert(
        AUDIT_ENTRY,
        List.of(AUDIT_ENTRY.TOWN, AUDIT_ENTRY.AT, AUDIT_ENTRY.ACTOR, AUDIT_ENTRY.ACTION, AUDIT_ENTRY.SUBJECT_TYPE, AUDIT_ENTRY.SUBJECT_ID, AUDIT_ENTRY.DETAILS),
        subjectIds.stream().<@Nullable Object[]>map(id -> new Object[] {context.town(), now, context.actor(), action, subjectType, id, same}).toList());
  }

  /** The entry of {@link #record(String, String, String, Map)}, to be sent together with the change it speaks of. */
  public Query entry(String action, String subjectType, String subjectId, Map<String, ?> details) {
    return insert(action, subjectType, subjectId, json(details));
  }

  private void write(String action, String subjectType, String subjectId, String details) {
    insert(action, subjectType, subjectId, details).execute();
  }

  private String json(Map<String, ?> details) {
    return details.isEmpty() ? "{}" : withoutNumbers(json.writeValueAsString(details));
  }

  private Query insert(String action, String subjectType, String subjectId, String details) {
    TownContext context = TownContext.required();
    return sql.insertInto(AUDIT_ENTRY)
        .set(AUDIT_ENTRY.TOWN, context.town())
        .set(AUDIT_ENTRY.AT, clock.instant())
        .set(AUDIT_ENTRY.ACTOR, context.actor())
        .set(AUDIT_ENTRY.ACTION, action)
        .set(AUDIT_ENTRY.SUBJECT_TYPE, subjectType)
        .set(AUDIT_ENTRY.SUBJECT_ID, subjectId)
        .set(AUDIT_ENTRY.DETAILS, JSONB.jsonb(details));
  }

  static String withoutNumbers(String details) {
    String withoutIdentity = IDENTITY_NUMBER.matcher(details).replaceAll("$1***********$2");
    return MOBILE_NUMBER.matcher(withoutIdentity).replaceAll("$1****$2");
  }
}
