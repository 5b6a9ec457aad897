package org.guanjia.people;

import static org.guanjia.people.db.Tables.MEMBERSHIP;
import static org.guanjia.people.db.Tables.PERSON;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The special groups as a whole: how many are of each, and who has to be looked at again. */
@Service
@Transactional(readOnly = true)
public class SpecialGroups {

  public static final int PAGE_SIZE = 50;
  public static final int PAGE_SIZE_MAX = 200;
  private static final int SOON_DAYS = 30;
  private static final Condition SAME = PERSON.TOWN.eq(MEMBERSHIP.TOWN).and(PERSON.ID.eq(MEMBERSHIP.PERSON_ID));

  private final DSLContext sql;
  private final Clock clock;

  SpecialGroups(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** @param next where the page after this one begins; null at the end */
  public record Reviews(List<ReviewLine> lines, @Nullable String next) {}

  /** @param persons each once, however many offices say so; @param due how many memberships have to be looked at again */
  @Schema(name = "SpecialGroupCount")
  public record Count(SpecialGroup kind, int persons, int due) {}

  /** @param village code; null for those of no village */
  @Schema(name = "SpecialGroupVillageCount")
  public record VillageCount(@Nullable String village, int persons) {}

  /**
   * The work list, what has been due longest first.
   *
   * @param after {@link Reviews#next} of the page before; one that cannot be read begins anew
   */
  public Reviews reviews(ReviewFilter filter, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    Condition wanted = MEMBERSHIP.TOWN.eq(town()).and(MEMBERSHIP.UNTIL.isNull()).and(MEMBERSHIP.REVIEW_ON.isNotNull()).and(due(filter.due())).and(PERSON.DIED_ON.isNull());
    if (filter.kind() != null) wanted = wanted.and(MEMBERSHIP.KIND.eq(filter.kind().name()));
    if (filter.village() != null) wanted = wanted.and(PERSON.VILLAGE.eq(filter.village()));
    Optional<String[]> place = cursor(after);
    if (place.isPresent()) wanted = wanted.and(DSL.row(MEMBERSHIP.REVIEW_ON, MEMBERSHIP.ID).gt(LocalDate.parse(place.get()[0]), Long.valueOf(place.get()[1])));
    List<ReviewLine> found = sql.select(MEMBERSHIP.asterisk(), PERSON.ROOT, PERSON.NAME, PERSON.VILLAGE, PERSON.VILLAGE_GROUP)
        .from(MEMBERSHIP).join(PERSON).on(SAME).where(wanted).orderBy(MEMBERSHIP.REVIEW_ON, MEMBERSHIP.ID).limit(most + 1)
        .fetch(row -> new ReviewLine(
            row.get(MEMBERSHIP.ID), row.get(PERSON.ROOT), row.get(PERSON.NAME), row.get(PERSON.VILLAGE), row.get(PERSON.VILLAGE_GROUP),
            SpecialGroup.valueOf(row.get(MEMBERSHIP.KIND)), row.get(MEMBERSHIP.CATEGORY), row.get(MEMBERSHIP.GRADE), row.get(MEMBERSHIP.SINCE),
            Objects.requireNonNull(row.get(MEMBERSHIP.REVIEW_ON)), row.get(MEMBERSHIP.SOURCE), row.get(MEMBERSHIP.VERSION)));
    boolean more = found.size() > most;
    List<ReviewLine> shown = more ? found.subList(0, most) : found;
    return new Reviews(List.copyOf(shown), more ? shown.getLast().reviewOn() + "." + shown.getLast().id() : null);
  }

  /** All of the work list, read {@value #PAGE_SIZE_MAX} at a time; needs a transaction until its end. */
  public Stream<ReviewLine> stream(ReviewFilter filter) {
    return Stream.iterate(
            reviews(filter, null, PAGE_SIZE_MAX), Objects::nonNull, page -> page.next() == null ? null : reviews(filter, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.lines().stream());
  }

  /** How many are of each group today, all groups in their order; old age by the birth date too. */
  public List<Count> counts() {
    LocalDate today = today();
    Map<SpecialGroup, Count> counts = new EnumMap<>(SpecialGroup.class);
    Condition toReview = MEMBERSHIP.UNTIL.isNull().and(due(ReviewFilter.Due.NOW));
    sql.select(MEMBERSHIP.KIND, DSL.countDistinct(PERSON.ROOT), DSL.count().filterWhere(toReview))
        .from(MEMBERSHIP).join(PERSON).on(SAME)
        .where(MEMBERSHIP.TOWN.eq(town()), Memberships.holds(today)).and(PERSON.DIED_ON.isNull())
        .groupBy(MEMBERSHIP.KIND)
        .forEach(row -> counts.put(SpecialGroup.valueOf(row.value1()), new Count(SpecialGroup.valueOf(row.value1()), row.value2(), row.value3())));
    int old = sql.fetchCount(PERSON, PERSON.TOWN.eq(town()).and(PERSON.ROOT.eq(PERSON.ID)).and(PERSON.DIED_ON.isNull()).and(PERSON.BIRTH.le(today.minusYears(Memberships.OLD_AGE))));
    Count listed = counts.getOrDefault(SpecialGroup.OVER_80, new Count(SpecialGroup.OVER_80, 0, 0));
    counts.put(SpecialGroup.OVER_80, new Count(SpecialGroup.OVER_80, Math.max(old, listed.persons()), listed.due()));
    return Arrays.stream(SpecialGroup.values()).map(kind -> counts.getOrDefault(kind, new Count(kind, 0, 0))).toList();
  }

  /** How many of a group live in each village, the most first. */
  public List<VillageCount> byVillage(SpecialGroup kind) {
    LocalDate today = today();
    Condition listed = PERSON.ID.in(DSL.select(MEMBERSHIP.PERSON_ID).from(MEMBERSHIP).where(MEMBERSHIP.TOWN.eq(town()), MEMBERSHIP.KIND.eq(kind.name()), Memberships.holds(today)));
    Condition wanted = kind == SpecialGroup.OVER_80 ? listed.or(PERSON.BIRTH.le(today.minusYears(Memberships.OLD_AGE))) : listed;
    var persons = DSL.countDistinct(PERSON.ROOT);
    List<VillageCount> counts = new ArrayList<>();
    sql.select(PERSON.VILLAGE, persons).from(PERSON)
        .where(PERSON.TOWN.eq(town()), PERSON.DIED_ON.isNull(), wanted)
        .groupBy(PERSON.VILLAGE).orderBy(persons.desc(), PERSON.VILLAGE)
        .forEach(row -> counts.add(new VillageCount(row.value1(), row.value2())));
    return counts;
  }

  static boolean isCursor(@Nullable String typed) {
    return cursor(typed).isPresent();
  }

  private static Optional<String[]> cursor(@Nullable String typed) {
    if (typed == null || !typed.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}\\.[0-9]{1,18}")) return Optional.empty();
    String[] parts = typed.split("\\.");
    return PersonLists.day(parts[0]) == null ? Optional.empty() : Optional.of(parts);
  }

  private Condition due(ReviewFilter.Due due) {
    return switch (due) {
      case NOW -> MEMBERSHIP.REVIEW_ON.le(today());
      case SOON -> MEMBERSHIP.REVIEW_ON.le(today().plusDays(SOON_DAYS));
      case ALL -> DSL.noCondition();
    };
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }

  private static String town() {
    return TownContext.required().town();
  }
}
