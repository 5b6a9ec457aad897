package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.AWARD;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.benefits.MonthWords;
import org.guanjia.people.PersonChapter;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.Page;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What somebody is granted or asked for, on their page in the register. */
@Component
@Order(10)
class AwardsOfPerson implements PersonChapter {

  private static final int SHOWN_MAX = 20;

  private final DSLContext sql;
  private final AwardViews views;

  AwardsOfPerson(DSLContext sql, AwardViews views) {
    this.sql = sql;
    this.views = views;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Chapter> of(Page page, Subject subject) {
    if (!page.may(Permission.BENEFITS_VIEW)) return Optional.empty();
    var rows = sql.select(AWARD.ID, AWARD.PROGRAMME, AWARD.STATE, AWARD.FROM_MONTH).from(AWARD)
        .where(AWARD.TOWN.eq(TownContext.required().town()), AWARD.PERSON_ID.in(subject.records())).orderBy(AWARD.FROM_MONTH.desc(), AWARD.ID.desc()).limit(SHOWN_MAX).fetch();
    Map<String, String> names = rows.isEmpty() ? Map.of() : views.programmeNames(page);
    List<Line> lines = rows.map(row -> {
      AwardState state = AwardState.valueOf(row.value3());
      String text = page.t("awards.since", names.getOrDefault(row.value2(), row.value2()), MonthWords.text(page, YearMonth.from(row.value4())));
      return new Line(row.value4(), text, page.t("awards.state." + state), state.tone(), "/awards/" + row.value1());
    });
    Next next = page.may(Permission.AWARDS_APPLY) ? new Next(page.t("awards.apply"), "/awards/new?person=" + subject.person()) : null;
    return Optional.of(new Chapter(page.t("awards.title"), lines, null, next));
  }
}
