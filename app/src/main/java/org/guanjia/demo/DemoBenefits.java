package org.guanjia.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Supplier;
import org.guanjia.benefits.CompleteLists;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.ShippedProgrammes;
import org.guanjia.benefits.Version;
import org.guanjia.benefits.Versions;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.springframework.beans.factory.annotation.Value;
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
  private final Users users;
  private final Clock clock;
  private final String town;

  DemoBenefits(
      ShippedProgrammes shipped, Programmes programmes, Versions versions, CompleteLists lists, Determinations determinations, Users users, Clock clock,
      @Value("${guanjia.town}") String town) {
    this.shipped = shipped;
    this.programmes = programmes;
    this.versions = versions;
    this.lists = lists;
    this.determinations = determinations;
    this.users = users;
    this.clock = clock;
    this.town = town;
  }

  /** Programmes and lists; quick. */
  void fill() {
    List<String> brought = as(WRITER, shipped::bring);
    brought.forEach(this::release);
    as(RELEASER, () -> {
      shipped.approveJointRules();
      return true;
    });
    if (brought.contains("old-age")) draft();
    if (as(WRITER, lists::all).isEmpty()) declare();
  }

  private void release(String code) {
    as(WRITER, () -> {
      versions.propose(code, 1, latest(code).lock());
      return code;
    });
    as(RELEASER, () -> {
      versions.release(code, 1, latest(code).lock());
      return code;
    });
  }

  private Version latest(String code) {
    return programmes.versions(code).getFirst();
  }

  private void draft() {
    as(WRITER, () -> {
      int number = versions.draft("old-age", 1, month().plusMonths(1));
      versions.change("old-age", number, 1, new Versions.Terms(month().plusMonths(1), null, 1, "拟提高 80 至 89 岁档的标准，待文件下发"));
      return number;
    });
  }

  private void declare() {
    LocalDate asOf = month().minusYears(1).atDay(1);
    as(WRITER, () -> {
      lists.declare(SpecialGroup.SUBSISTENCE, asOf, "民政办", null);
      lists.declare(SpecialGroup.EXTREME_HARDSHIP, asOf, "民政办", null);
      lists.declare(SpecialGroup.BORDERLINE, asOf, "民政办", null);
      return lists.declare(SpecialGroup.DISABLED, asOf, "残联", null);
    });
  }

  /** Determines this month, unless that was done. */
  void determine() {
    as(WRITER, () -> {
      if (!determinations.determined(month())) determinations.determine(month());
      return true;
    });
  }

  private YearMonth month() {
    return YearMonth.from(clock.instant().atZone(WorkingDays.ZONE));
  }

  private <T> T as(String username, Supplier<T> work) {
    String id = TownContext.system(town).call(() -> users.byUsername(username)).orElseThrow().id();
    return new TownContext(town, id, null, null).call(work);
  }
}
