package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.APPEAL;
import static org.guanjia.awards.db.Tables.AWARD;
import static org.guanjia.awards.db.Tables.OBJECTION;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.awards.AwardFilter.Queue;
import org.guanjia.people.People;
import org.guanjia.people.PersonConditions;
import org.guanjia.people.PersonFilter;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.OrderField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The queues of awards, page by page. */
@Service
@Transactional(readOnly = true)
public class AwardLists {

  public static final int PAGE_SIZE = 50;
  static final int PAGE_SIZE_MAX = 200;
  /** A name or number that fits more people than these asks for too much. */
  public static final int FOUND_MAX = People.PAGE_SIZE_MAX;
  /** Counted up to this, then "more". */
  static final int COUNT_MAX = 1000;

  private final DSLContext sql;
  private final People people;
  private final Procedures procedures;
  private final Objections objections;
  private final Clock clock;

  AwardLists(DSLContext sql, People people, Procedures procedures, Objections objections, Clock clock) {
    this.sql = sql;
    this.people = people;
    this.procedures = procedures;
    this.objections = objections;
    this.clock = clock;
  }

  /**
   * An award with whom it is about.
   *
   * @param person null when the viewer does not see them
   * @param objections how many are not answered
   */
  public record Line(Award award, @Nullable PersonLine person, int objections) {}

  /** @param next where the page after this one begins; null at the end */
  public record Lines(List<Line> lines, @Nullable String next) {}

  /**
   * A page, by at most six statements.
   *
   * @param after {@link Lines#next} of the page before; one that cannot be read begins anew
   */
  public Lines list(AwardFilter filter, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    boolean oldestFirst = filter.queue().work();
    Condition wanted = AwardRows.inTown().and(in(filter.queue(), procedures.published())).and(narrowed(filter));
    Optional<Cursor> place = Cursor.parse(after);
    if (place.isPresent()) {
      var here = DSL.row(AWARD.CHANGED_AT, AWARD.ID);
      wanted = wanted.and(oldestFirst ? here.gt(place.get().at(), place.get().id()) : here.lt(place.get().at(), place.get().id()));
    }
    List<OrderField<?>> order = oldestFirst ? List.of(AWARD.CHANGED_AT, AWARD.ID) : List.of(AWARD.CHANGED_AT.desc(), AWARD.ID.desc());
    List<Award> found = sql.selectFrom(AWARD).where(wanted).orderBy(order).limit(most + 1).fetch(AwardRows::award);
    boolean more = found.size() > most;
    List<Award> shown = more ? found.subList(0, most) : found;
    return new Lines(lines(shown), more ? shown.getLast().changedAt() + "_" + shown.getLast().id() : null);
  }

  /** With whom they are about; in their order. */
  List<Line> lines(List<Award> awards) {
    Map<Long, PersonLine> whose = people.lines(awards.stream().map(Award::personId).collect(Collectors.toSet()));
    Map<Long, Integer> open = objections.open(awards.stream().filter(award -> award.state() == AwardState.PUBLISHED).map(Award::id).toList());
    List<Line> lines = new ArrayList<>();
    for (Award award : awards) lines.add(new Line(award, whose.get(award.personId()), open.getOrDefault(award.id(), 0)));
    return lines;
  }

  /** All that the filter lets through, read {@value #PAGE_SIZE_MAX} at a time; needs a transaction until its end. */
  public Stream<Line> stream(AwardFilter filter) {
    return Stream.iterate(list(filter, null, PAGE_SIZE_MAX), Objects::nonNull, page -> page.next() == null ? null : list(filter, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.lines().stream());
  }

  /** How many wait in each queue of work, each counted up to {@value #COUNT_MAX}; by one statement. */
  public Map<Queue, Integer> counts() {
    Set<String> published = procedures.published();
    List<Queue> work = Stream.of(Queue.values()).filter(Queue::work).toList();
    var counted = sql.select(work.stream().map(queue -> DSL.field(DSL.selectCount().from(
        DSL.selectOne().from(AWARD).where(AwardRows.inTown(), in(queue, published)).limit(COUNT_MAX).asTable("some")))).toList()).fetchSingle();
    Map<Queue, Integer> counts = new EnumMap<>(Queue.class);
    for (int i = 0; i < work.size(); i++) counts.put(work.get(i), counted.get(i, Integer.class));
    return counts;
  }

  private Condition narrowed(AwardFilter filter) {
    Condition wanted = DSL.noCondition();
    if (filter.programme() != null) wanted = wanted.and(AWARD.PROGRAMME.eq(filter.programme()));
    if (filter.village() != null) wanted = wanted.and(PersonConditions.inVillage(AWARD.TOWN, AWARD.PERSON_ID, filter.village()));
    if (filter.q().isBlank()) return wanted;
    if (filter.q().matches("#[0-9]{1,15}")) return wanted.and(AWARD.ID.eq(Long.valueOf(filter.q().substring(1))));
    Set<Long> persons = people.search(PersonFilter.ALL.seeking(filter.q()), null, FOUND_MAX).lines().stream().map(PersonLine::id).collect(Collectors.toSet());
    return wanted.and(AwardRows.ofPersons(persons));
  }

  /**
   * What belongs into a queue.
   *
   * @param published programmes whose applications are published
   */
  private Condition in(Queue queue, Set<String> published) {
    Condition checked = AWARD.STATE.eq(AwardState.CHECKED.name());
    Condition toPublish = AWARD.FINDING.eq(Award.Finding.ENTITLED.name()).and(AWARD.PROGRAMME.in(published));
    return switch (queue) {
      case TO_CHECK -> AWARD.STATE.eq(AwardState.APPLIED.name());
      case TO_PUBLISH -> checked.and(toPublish);
      case PUBLISHED -> AWARD.STATE.eq(AwardState.PUBLISHED.name()).and(AWARD.PUBLISHED_UNTIL.ge(today()));
      case TO_APPROVE -> AWARD.STATE.eq(AwardState.FIRST_APPROVED.name()).or(checked.andNot(toPublish))
          .or(AWARD.STATE.eq(AwardState.PUBLISHED.name()).and(AWARD.PUBLISHED_UNTIL.lt(today())));
      case OBJECTIONS -> AWARD.ID.in(DSL.select(OBJECTION.AWARD_ID).from(OBJECTION).where(OBJECTION.TOWN.eq(town()), OBJECTION.UPHELD.isNull()));
      case APPEALS -> AWARD.ID.in(DSL.select(APPEAL.AWARD_ID).from(APPEAL).where(APPEAL.TOWN.eq(town()), APPEAL.GRANTED.isNull()));
      case PROPOSED -> AWARD.STATE.eq(AwardState.PROPOSED.name());
      case IN_PAYMENT -> AWARD.STATE.eq(AwardState.IN_PAYMENT.name());
      case SUSPENDED -> AWARD.STATE.eq(AwardState.SUSPENDED.name());
      case CLOSED -> AWARD.STATE.in(AwardState.ENDED.name(), AwardState.REFUSED.name(), AwardState.WITHDRAWN.name());
      case ALL -> DSL.noCondition();
    };
  }

  LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }

  private static String town() {
    return TownContext.required().town();
  }

  private record Cursor(Instant at, long id) {
    static Optional<Cursor> parse(@Nullable String typed) {
      if (typed == null || !typed.matches("[0-9TZ:.-]{10,40}_[0-9]{1,18}")) return Optional.empty();
      int at = typed.indexOf('_');
      try {
        return Optional.of(new Cursor(Instant.parse(typed.substring(0, at)), Long.parseLong(typed.substring(at + 1))));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
  }
}
