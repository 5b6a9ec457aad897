package org.guanjia.assessments;

import static org.guanjia.assessments.db.Tables.ASSESSMENT;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.assessments.AssessmentFilter.Kind;
import org.guanjia.people.People;
import org.guanjia.people.PersonConditions;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists of assessments: those being made, those due again, all. */
@Service
@Transactional(readOnly = true)
public class AssessmentLists {

  public static final int PAGE_SIZE = 50;
  static final int PAGE_SIZE_MAX = 200;
  /** So many days ahead somebody is told that it is due. */
  public static final int DUE_WITHIN_DAYS = 30;

  private final AssessmentStore store;
  private final Assessments assessments;
  private final People people;

  AssessmentLists(AssessmentStore store, Assessments assessments, People people) {
    this.store = store;
    this.assessments = assessments;
    this.people = people;
  }

  /** An assessment with whom it is about; null when the viewer sees them not. */
  public record Line(Assessment assessment, @Nullable PersonLine person) {}

  /** @param next where the page after this one begins; null at the end */
  public record Lines(List<Line> lines, @Nullable String next) {}

  /**
   * A page, by three statements.
   *
   * @param after {@link Lines#next} of the page before; one that cannot be read begins anew
   */
  public Lines list(AssessmentFilter filter, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    Field<LocalDate> by = filter.kind() == Kind.DUE ? ASSESSMENT.REVIEW_ON : ASSESSMENT.ASSESSED_ON;
    boolean latestFirst = filter.kind() == Kind.ALL;
    Condition wanted = wanted(filter);
    Optional<Cursor> place = Cursor.parse(after);
    if (place.isPresent()) {
      var here = DSL.row(by, ASSESSMENT.ID);
      wanted = wanted.and(latestFirst ? here.lt(place.get().day(), place.get().id()) : here.gt(place.get().day(), place.get().id()));
    }
    List<OrderField<?>> order = latestFirst ? List.of(by.desc(), ASSESSMENT.ID.desc()) : List.of(by, ASSESSMENT.ID);
    List<Assessment> found = store.fetch(wanted, order, most + 1);
    boolean more = found.size() > most;
    List<Assessment> shown = more ? found.subList(0, most) : found;
    Map<Long, PersonLine> whose = people.lines(shown.stream().map(Assessment::personId).collect(Collectors.toSet()));
    List<Line> lines = new ArrayList<>();
    for (Assessment one : shown) lines.add(new Line(one, whose.get(one.personId())));
    return new Lines(lines, more ? cursor(shown.getLast(), filter.kind()) : null);
  }

  /** All that the filter lets through, read {@value #PAGE_SIZE_MAX} at a time; needs a transaction until its end. */
  public Stream<Line> stream(AssessmentFilter filter) {
    return Stream.iterate(list(filter, null, PAGE_SIZE_MAX), Objects::nonNull, page -> page.next() == null ? null : list(filter, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.lines().stream());
  }

  private Condition wanted(AssessmentFilter filter) {
    Condition wanted = switch (filter.kind()) {
      case OPEN -> ASSESSMENT.STATE.eq(AssessmentState.OPEN.name());
      case DUE -> due(assessments.today().plusDays(DUE_WITHIN_DAYS));
      case ALL -> DSL.noCondition();
    };
    if (filter.village() != null) wanted = wanted.and(PersonConditions.inVillage(ASSESSMENT.TOWN, ASSESSMENT.PERSON_ID, filter.village()));
    if (filter.level() != null) wanted = wanted.and(ASSESSMENT.LEVEL.eq(filter.level().shortValue()));
    return wanted;
  }

  /** The latest of each living person whose day has come, unless somebody is at it. */
  private static Condition due(LocalDate until) {
    var other = ASSESSMENT.as("other");
    return ASSESSMENT.STATE.eq(AssessmentState.COUNTS.name()).and(ASSESSMENT.REVIEW_ON.le(until)).and(PersonConditions.alive(ASSESSMENT.TOWN, ASSESSMENT.PERSON_ID))
        .andNotExists(DSL.selectOne().from(other).where(other.TOWN.eq(TownContext.required().town()), other.PERSON_ID.eq(ASSESSMENT.PERSON_ID), other.ID.ne(ASSESSMENT.ID))
            .and(other.STATE.eq(AssessmentState.OPEN.name())
                .or(other.STATE.eq(AssessmentState.COUNTS.name()).and(DSL.row(other.ASSESSED_ON, other.ID).gt(ASSESSMENT.ASSESSED_ON, ASSESSMENT.ID)))));
  }

  private static String cursor(Assessment last, Kind kind) {
    return (kind == Kind.DUE ? Objects.requireNonNull(last.reviewOn()) : last.assessedOn()) + "." + last.id();
  }

  private record Cursor(LocalDate day, long id) {
    static Optional<Cursor> parse(@Nullable String typed) {
      if (typed == null || !typed.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}\\.[0-9]{1,18}")) return Optional.empty();
      try {
        return Optional.of(new Cursor(LocalDate.parse(typed.substring(0, 10)), Long.parseLong(typed.substring(11))));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
  }
}
