package org.guanjia.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.guanjia.benefits.CompleteLists;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.ShippedProgrammes;
import org.guanjia.benefits.Version;
import org.guanjia.benefits.Versions;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.calendar.WorkingDays;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The demo's programmes: each released by two officers, none of its amounts confirmed, one draft being written; two offices' lists declared whole; and,
 * once the register is filled, this month determined; the lists have been whole for a year. What is there already is left as it is.
 */
@Component
@Profile("demo")
class DemoBenefits {

  private static final String WRITER = "benefits";
  private static final String RELEASER = "approver";

  private final ShippedProgrammes shipped;
  private final Programmes programmes;
  private final Versions versions;
  private final CompleteLists lists;
  private final Determinations determinations;
  private final DemoDesk desk;
  private final Clock clock;

  DemoBenefits(
      ShippedProgrammes shipped, Programmes programmes, Versions versions, CompleteLists lists, Determinations determinations, DemoDesk desk, Clock clock) {
    this.shipped = shipped;
    this.programmes = programmes;
    this.versions = versions;
    this.lists = lists;
    this.determinations = determinations;
    this.desk = desk;
    this.clock = clock;
  }

  /** Programmes and lists; quick. */
  void fill() {
    List<String> brought = desk.call(WRITER, shipped::bring);
    brought.forEach(this::release);
    desk.run(RELEASER, () -> {
      shipped.approveJointRules();
    });
    if (brought.contains("old-age")) draft();
    if (desk.call(WRITER, lists::all).isEmpty()) declare();
  }

  private void release(String code) {
    desk.run(WRITER, () -> versions.propose(code, 1, latest(code).lock()));
    desk.run(RELEASER, () -> versions.release(code, 1, latest(code).lock()));
  }

  private Version latest(String code) {
    return programmes.versions(code).getFirst();
  }

  private void draft() {
    desk.run(WRITER, () -> {
      int number = versions.draft("old-age", 1, month().plusMonths(1));
      versions.change("old-age", number, 1, new Versions.Terms(month().plusMonths(1), null, 1, "拟提高 80 至 89 岁档的标准，待文件下发"));
    });
  }

  private void declare() {
    LocalDate asOf = month().minusYears(1).atDay(1);
    desk.run(WRITER, () -> {
      lists.declare(SpecialGroup.SUBSISTENCE, asOf, "民政办", null);
      lists.declare(SpecialGroup.EXTREME_HARDSHIP, asOf, "民政办", null);
      lists.declare(SpecialGroup.BORDERLINE, asOf, "民政办", null);
      lists.declare(SpecialGroup.DISABLED, asOf, "残联", null);
    });
  }

  /** Determines this month, unless that was done. */
  void determine() {
    desk.run(WRITER, () -> {
      if (!determinations.determined(month())) determinations.determine(month());
    });
  }

  private YearMonth month() {
    return YearMonth.from(clock.instant().atZone(WorkingDays.ZONE));
  }
}
