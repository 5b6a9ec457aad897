package org.guanjia.coverage;

import java.util.List;
import java.util.Optional;
import org.guanjia.people.PersonChapter;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.web.Page;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On a person's page in the register: what does not agree about them, and what was done. */
@Component
@Order(30)
class CoverageOfPerson implements PersonChapter {

  private final FindingLists lists;

  CoverageOfPerson(FindingLists lists) {
    this.lists = lists;
  }

  @Override
  public Optional<Chapter> of(Page page, Subject subject) {
    if (!page.may(Permission.BENEFITS_VIEW) || CoverageViews.visitor(page)) return Optional.empty();
    List<Finding> found = lists.of(subject.records());
    if (found.isEmpty()) return Optional.empty();
    List<Line> lines = found.stream().map(one -> line(page, one)).toList();
    return Optional.of(new Chapter(page.t("coverage.title"), lines, null, null));
  }

  private static Line line(Page page, Finding one) {
    return new Line(WorkingDays.dayOf(one.foundAt()), page.t("coverage.kind." + one.kind()), page.t("coverage.state." + one.state()), one.state().tone(), one.path());
  }
}
