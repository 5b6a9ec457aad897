package org.guanjia.benefits;

import static org.guanjia.benefits.db.Tables.COMPLETE_LIST;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Of which groups the register holds everybody, as the office in charge says. From that day on who is not of the group is "no" in the rules; without
 * such a word, unknown. What is declared wrong is taken back and stays to be read.
 */
@Service
@Transactional
public class CompleteLists {

  static final int SHOWN_MAX = 500;
  private static final int SOURCE_LENGTH_MAX = 100;
  private static final int DOCUMENT_LENGTH_MAX = 200;
  private static final int REASON_LENGTH_MAX = 500;

  private final DSLContext sql;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  CompleteLists(DSLContext sql, Audit audit, ApplicationEventPublisher events, Clock clock) {
    this.sql = sql;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * That a list is whole.
   *
   * @param asOf from this day on
   * @param document number of the list or letter; null for none
   * @param withdrawnAt null while it counts
   */
  public record CompleteList(
      long id, SpecialGroup kind, LocalDate asOf, String source, @Nullable String document, String declaredBy, Instant declaredAt, @Nullable Instant withdrawnAt,
      @Nullable String withdrawnBy, @Nullable String reason) {}

  /** Other groups are known whole than before; everybody's entitlements since are to be looked at again. */
  public record ListsChanged(String town, SpecialGroup kind, LocalDate since) {}

  /** All that were declared, the latest first. */
  @Transactional(readOnly = true)
  public List<CompleteList> all() {
    return sql.selectFrom(COMPLETE_LIST).where(COMPLETE_LIST.TOWN.eq(town())).orderBy(COMPLETE_LIST.WITHDRAWN_AT.isNotNull(), COMPLETE_LIST.ID.desc()).limit(SHOWN_MAX)
        .fetch(row -> new CompleteList(
            row.getId(), SpecialGroup.valueOf(row.getKind()), row.getAsOf(), row.getSource(), row.getDocument(), row.getDeclaredBy(), row.getDeclaredAt(), row.getWithdrawnAt(),
            row.getWithdrawnBy(), row.getReason()));
  }

  /** Groups whose absence means "no" in that month, as was known at that moment. */
  @Transactional(readOnly = true)
  public Set<SpecialGroup> completeIn(YearMonth month, Instant known) {
    Set<SpecialGroup> complete = EnumSet.noneOf(SpecialGroup.class);
    sql.selectDistinct(COMPLETE_LIST.KIND).from(COMPLETE_LIST)
        .where(COMPLETE_LIST.TOWN.eq(town()), COMPLETE_LIST.AS_OF.le(month.atEndOfMonth()), COMPLETE_LIST.DECLARED_AT.le(known),
            COMPLETE_LIST.WITHDRAWN_AT.isNull().or(COMPLETE_LIST.WITHDRAWN_AT.gt(known)))
        .forEach(row -> complete.add(SpecialGroup.valueOf(row.value1())));
    return complete;
  }

  /**
   * Declares a list whole.
   *
   * @return the declaration's number
   * @throws InvalidInput naming the fields that are wrong
   */
  public long declare(@Nullable SpecialGroup kind, @Nullable LocalDate asOf, String source, @Nullable String document) {
    List<FieldError> errors = new ArrayList<>();
    if (kind == null) errors.add(FieldError.of("kind", "benefits.error.kind"));
    if (asOf == null || asOf.isAfter(today())) errors.add(FieldError.of("asOf", "benefits.error.asOf"));
    if (source.isBlank() || source.length() > SOURCE_LENGTH_MAX) errors.add(FieldError.of("source", "benefits.error.source", SOURCE_LENGTH_MAX));
    if (document != null && document.length() > DOCUMENT_LENGTH_MAX) errors.add(FieldError.of("document", "benefits.error.long", DOCUMENT_LENGTH_MAX));
    if (errors.isEmpty() && sql.fetchExists(COMPLETE_LIST, COMPLETE_LIST.TOWN.eq(town()).and(COMPLETE_LIST.KIND.eq(String.valueOf(kind))).and(COMPLETE_LIST.AS_OF.eq(asOf))
        .and(COMPLETE_LIST.SOURCE.eq(source.strip())).and(COMPLETE_LIST.WITHDRAWN_AT.isNull()))) {
      errors.add(FieldError.of("asOf", "benefits.error.list.twice"));
    }
    if (!errors.isEmpty() || kind == null || asOf == null) throw new InvalidInput(errors);
    long id = sql.insertInto(COMPLETE_LIST)
        .set(COMPLETE_LIST.TOWN, town()).set(COMPLETE_LIST.KIND, kind.name()).set(COMPLETE_LIST.AS_OF, asOf).set(COMPLETE_LIST.SOURCE, source.strip())
        .set(COMPLETE_LIST.DOCUMENT, document == null || document.isBlank() ? null : document.strip()).set(COMPLETE_LIST.DECLARED_BY, actor())
        .set(COMPLETE_LIST.DECLARED_AT, clock.instant()).returning(COMPLETE_LIST.ID).fetchSingle().getId();
    audit.record("benefits.list-complete", "list", String.valueOf(id), Map.of("kind", kind.name(), "asOf", asOf.toString(), "source", source.strip()));
    events.publishEvent(new ListsChanged(town(), kind, asOf));
    return id;
  }

  /** Takes a declaration back. */
  public void withdraw(long id, String reason) {
    if (reason.isBlank() || reason.length() > REASON_LENGTH_MAX) throw new InvalidInput("reason", "benefits.error.reason", REASON_LENGTH_MAX);
    var row = sql.selectFrom(COMPLETE_LIST).where(COMPLETE_LIST.TOWN.eq(town()), COMPLETE_LIST.ID.eq(id)).forUpdate().fetchOne();
    if (row == null || row.getWithdrawnAt() != null) throw new InvalidInput("list", "benefits.error.list.gone");
    sql.update(COMPLETE_LIST).set(COMPLETE_LIST.WITHDRAWN_AT, clock.instant()).set(COMPLETE_LIST.WITHDRAWN_BY, actor()).set(COMPLETE_LIST.REASON, reason.strip())
        .where(COMPLETE_LIST.TOWN.eq(town()), COMPLETE_LIST.ID.eq(id)).execute();
    audit.record("benefits.list-withdrawn", "list", String.valueOf(id), Map.of("kind", row.getKind()));
    events.publishEvent(new ListsChanged(town(), SpecialGroup.valueOf(row.getKind()), row.getAsOf()));
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }

  private static String actor() {
    return TownContext.required().actor();
  }

  private static String town() {
    return TownContext.required().town();
  }
}
