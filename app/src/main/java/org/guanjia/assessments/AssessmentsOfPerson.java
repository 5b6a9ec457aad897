package org.guanjia.assessments;

import static org.guanjia.assessments.db.Tables.ASSESSMENT;

import java.util.List;
import java.util.Optional;
import org.guanjia.people.PersonChapter;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.Page;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How able somebody was found to be and when, on their page in the register. */
@Component
@Order(20)
class AssessmentsOfPerson implements PersonChapter {

  private static final int SHOWN_MAX = 20;

  private final DSLContext sql;

  AssessmentsOfPerson(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Chapter> of(Page page, Subject subject) {
    if (!page.may(Permission.BENEFITS_VIEW) && !page.may(Permission.ABILITY_ASSESS)) return Optional.empty();
    List<Line> lines = sql.select(ASSESSMENT.ID, ASSESSMENT.ASSESSED_ON, ASSESSMENT.LEVEL, ASSESSMENT.STATE).from(ASSESSMENT)
        .where(ASSESSMENT.TOWN.eq(TownContext.required().town()), ASSESSMENT.PERSON_ID.in(subject.records()))
        .orderBy(ASSESSMENT.ASSESSED_ON.desc(), ASSESSMENT.ID.desc()).limit(SHOWN_MAX)
        .fetch(row -> {
          AssessmentState state = AssessmentState.valueOf(row.value4());
          String text = row.value3() == null ? page.t("assessments.one") : page.t("assessments.level." + row.value3());
          return new Line(row.value2(), text, page.t("assessments.state." + state), state.tone(), "/assessments/" + row.value1());
        });
    Next next = page.may(Permission.ABILITY_ASSESS) ? new Next(page.t("assessments.begin"), "/assessments/new?person=" + subject.person()) : null;
    return Optional.of(new Chapter(page.t("assessments.title"), lines, null, next));
  }
}
