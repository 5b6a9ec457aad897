package org.guanjia.visits;

import static org.guanjia.visits.db.Tables.VISIT;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.guanjia.people.PersonChapter;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.Page;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** When somebody was visited at home, on their page in the register; what was found stands in the list of visits. */
@Component
class VisitsOfPerson implements PersonChapter {

  private static final int SHOWN_MAX = 20;

  private final DSLContext sql;

  VisitsOfPerson(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Chapter> of(Page page, Subject subject) {
    if (!page.may(Permission.PEOPLE_VISIT)) return Optional.empty();
    List<Line> lines = sql.select(VISIT.VISITED_AT, VISIT.MET, VISIT.CONDITION).from(VISIT)
        .where(VISIT.TOWN.eq(TownContext.required().town()), VISIT.PERSON_ID.in(subject.records()))
        .orderBy(VISIT.VISITED_AT.desc(), VISIT.ID.desc()).limit(SHOWN_MAX)
        .fetch(row -> new Line(
            LocalDate.ofInstant(row.value1(), WorkingDays.ZONE), page.t("visits.met." + row.value2()), page.t("visits.condition." + row.value3()),
            NewVisit.Condition.valueOf(row.value3()).tone(), null));
    return Optional.of(new Chapter(page.t("visits.title"), lines, null, new Next(page.t("visits.new"), "/visits/new?person=" + subject.person())));
  }
}
