package org.guanjia.publicity;

import static org.guanjia.publicity.db.Tables.HISTORY;
import static org.guanjia.publicity.db.Tables.PUBLICATION;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guanjia.platform.database.TownContext;
import org.guanjia.publicity.db.tables.records.PublicationRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads publications for those who look at them; row-level security decides which an actor sees. */
@Component
public class PublicationWork {

  static final int PAGE_SIZE = 20;
  static final int PAGE_SIZE_MAX = 100;
  private static final int HISTORY_MAX = 200;
  private static final int COUNTED_MAX = 10_000;

  private final DSLContext sql;

  PublicationWork(DSLContext sql) {
    this.sql = sql;
  }

  /**
   * Which ones.
   *
   * @param again only those flagged for another look
   */
  public record Filter(@Nullable PublicationState state, boolean again, @Nullable PublicationKind kind, @Nullable String village) {
    static final Filter WAITING = new Filter(PublicationState.PROPOSED, false, null, null);
  }

  /** @param next where the page after this one begins; null at the end */
  public record Lines(List<Publication> publications, @Nullable String next) {}

  /** A row of the history. */
  public record Event(PublicationMove move, Instant at, String actor, @Nullable String reason) {}

  /** The oldest proposal first. */
  @Transactional(readOnly = true)
  Lines list(Filter filter, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    Condition wanted = condition(filter);
    if (after != null && after.matches("[0-9TZ:.\\-]{10,40}_[0-9]{1,18}")) wanted = wanted.and(beyond(after));
    List<Publication> found =
        sql.selectFrom(PUBLICATION).where(wanted).orderBy(PUBLICATION.PROPOSED_AT, PUBLICATION.ID).limit(most + 1).fetch(PublicationWork::publication);
    if (found.size() <= most) return new Lines(found, null);
    Publication last = found.get(most - 1);
    return new Lines(List.copyOf(found.subList(0, most)), last.proposedAt() + "_" + last.id());
  }

  private static Condition beyond(String after) {
    try {
      int gap = after.indexOf('_');
      return DSL.row(PUBLICATION.PROPOSED_AT, PUBLICATION.ID).gt(Instant.parse(after.substring(0, gap)), Long.parseLong(after.substring(gap + 1)));
    } catch (java.time.format.DateTimeParseException e) {
      return DSL.noCondition();
    }
  }

  /** All of them, page by page; needs a transaction until its end. */
  Stream<Publication> stream(Filter filter) {
    return Stream.iterate(list(filter, null, PAGE_SIZE_MAX), page -> page != null, page -> page.next() == null ? null : list(filter, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.publications().stream());
  }

  /** How many stand in each state, each counted to a bound. */
  @Transactional(readOnly = true)
  Map<PublicationState, Integer> counts() {
    Map<PublicationState, Integer> counts = new EnumMap<>(PublicationState.class);
    for (PublicationState state : PublicationState.values()) counts.put(state, count(new Filter(state, false, null, null)));
    return counts;
  }

  @Transactional(readOnly = true)
  int count(Filter filter) {
    return sql.fetchCount(sql.selectOne().from(PUBLICATION).where(condition(filter)).limit(COUNTED_MAX));
  }

  @Transactional(readOnly = true)
  Optional<Publication> find(long id) {
    return sql.selectFrom(PUBLICATION).where(inTown()).and(PUBLICATION.ID.eq(id)).fetchOptional(PublicationWork::publication);
  }

  /** What there is of that request or project; empty where nothing was ever proposed. */
  @Transactional(readOnly = true)
  Optional<Publication> find(PublicationKind kind, String source) {
    return sql.selectFrom(PUBLICATION)
        .where(inTown())
        .and(PUBLICATION.KIND.eq(kind.name()))
        .and(PUBLICATION.SOURCE.eq(source))
        .fetchOptional(PublicationWork::publication);
  }

  @Transactional(readOnly = true)
  List<Event> history(long id) {
    return sql.selectFrom(HISTORY)
        .where(HISTORY.TOWN.eq(TownContext.required().town()))
        .and(HISTORY.PUBLICATION_ID.eq(id))
        .orderBy(HISTORY.ID)
        .limit(HISTORY_MAX)
        .fetch(row -> new Event(PublicationMove.valueOf(row.getMove()), row.getAt(), row.getActor(), row.getReason()));
  }

  private static Condition condition(Filter filter) {
    Condition all = inTown();
    if (filter.again()) all = all.and(PUBLICATION.LOOK_AGAIN.isNotNull());
    else if (filter.state() != null) all = all.and(PUBLICATION.STATE.eq(filter.state().name()));
    if (filter.kind() != null) all = all.and(PUBLICATION.KIND.eq(filter.kind().name()));
    if (filter.village() != null) all = all.and(PUBLICATION.VILLAGE.eq(filter.village()));
    return all;
  }

  private static Condition inTown() {
    return PUBLICATION.TOWN.eq(TownContext.required().town());
  }

  static Publication publication(PublicationRecord r) {
    return new Publication(
        r.getId(), PublicationKind.valueOf(r.getKind()), r.getSource(), PublicationState.valueOf(r.getState()), r.getVersion(), r.getTitle(), r.getAsked(),
        r.getBecame(), r.getFound(), r.getCategory(), r.getVillage(), r.getYear(), r.getAskedOn(), r.getDoneOn(), r.getProjectKind(), r.getBenefiting(),
        r.getCostFen(), r.getBeforeFile(), r.getAfterFile(), Photos.of(r.getBeforePhotos(), r.getAfterPhotos()), r.getProject(),
        r.getProposedAt(), r.getLookedAtBy(), r.getPublishedAt(), r.getChangedAt(), r.getLookAgain(),
        r.getReason());
  }
}
