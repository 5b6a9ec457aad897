package org.guanjia.benefits;

import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.people.PersonChapter;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.web.Page;
import org.guanjia.rules.Answer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What somebody is entitled to this month, on their page in the register. */
@Component
@Order(10)
class BenefitsOfPerson implements PersonChapter {

  private final Determinations determinations;
  private final Programmes programmes;
  private final Clock clock;

  BenefitsOfPerson(Determinations determinations, Programmes programmes, Clock clock) {
    this.determinations = determinations;
    this.programmes = programmes;
    this.clock = clock;
  }

  @Override
  @Transactional
  public Optional<Chapter> of(Page page, Subject subject) {
    if (!page.may(Permission.BENEFITS_VIEW)) return Optional.empty();
    YearMonth month = YearMonth.from(clock.instant().atZone(WorkingDays.ZONE));
    String path = "/people/" + subject.person() + "/benefits";
    List<Entitlement> said = determinations.ofPerson(subject.person(), month, month).stream().filter(each -> each.answer() != Answer.NO).toList();
    Map<String, String> names = said.isEmpty() ? Map.of() : programmes.names(page.locale());
    List<Line> lines = said.stream()
        .sorted(java.util.Comparator.comparing(Entitlement::answer)).map(each -> new Line(
            month.atDay(1), names.getOrDefault(each.programme(), each.programme()) + (each.answer() == Answer.YES ? " " + page.money(each.amountFen()) : ""),
            page.t("benefits.answer." + each.answer()), Reasons.tone(each.answer()), path)).toList();
    return Optional.of(new Chapter(page.t("benefits.chapter", MonthWords.text(page, month)), lines, null, new Next(page.t("benefits.chapter.why"), path)));
  }
}
