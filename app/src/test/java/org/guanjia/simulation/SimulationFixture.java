package org.guanjia.simulation;

import static org.guanjia.requests.RequestsFixture.as;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.benefits.BenefitsFixture;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.Version;
import org.guanjia.benefits.Versions;
import org.springframework.stereotype.Component;

/** The old-age allowance in force, some old people, the month determined, and a draft that gives those of 80 to 89 more. */
@Component
public class SimulationFixture {

  public static final YearMonth MONTH = YearMonth.of(2026, 6);

  private final BenefitsFixture benefits;
  private final Programmes programmes;
  private final Versions versions;
  private final Determinations determinations;
  private int draft;

  SimulationFixture(BenefitsFixture benefits, Programmes programmes, Versions versions, Determinations determinations) {
    this.benefits = benefits;
    this.programmes = programmes;
    this.versions = versions;
    this.determinations = determinations;
  }

  /** Once for each database; leaves programmes alone that another fixture released. */
  public void town() {
    benefits.released();
    if (as("system", () -> determinations.determined(BenefitsFixture.MAY))) return;
    benefits.registered("示例八旬甲", "1944-02-03");
    benefits.registered("示例八旬乙", "1941-11-20");
    benefits.registered("示例九旬", "1933-07-07");
    benefits.registered("示例青年", "1990-01-01");
    as("system", () -> determinations.determine(BenefitsFixture.MAY));
  }

  /** A draft of the old-age allowance from {@link #MONTH} on. @return its number */
  public int draft(String parameter, String value) {
    as("writer", () -> {
      Version old = programmes.inForce(BenefitsFixture.OLD_AGE, MONTH).orElseThrow();
      draft = versions.draft(BenefitsFixture.OLD_AGE, old.number(), MONTH);
      versions.changeParameters(BenefitsFixture.OLD_AGE, draft, 1, changed(old.parameters(), parameter, value));
      return draft;
    });
    return draft;
  }

  /** Other parameters in a draft. */
  public void change(int number, String parameter, String value) {
    as("writer", () -> {
      Version version = programmes.version(BenefitsFixture.OLD_AGE, number).orElseThrow();
      List<Version.Parameter> without = version.parameters().stream().filter(each -> !each.from().equals(MONTH.atDay(1))).map(each -> each.to() != null && each.to().equals(MONTH.atDay(1).minusDays(1))
          ? new Version.Parameter(each.name(), each.from(), null, each.value(), null, null, null) : each).toList();
      versions.changeParameters(BenefitsFixture.OLD_AGE, number, version.lock(), changed(without, parameter, value));
      return number;
    });
  }

  private static List<Version.Parameter> changed(List<Version.Parameter> parameters, String name, String value) {
    LocalDate from = MONTH.atDay(1);
    List<Version.Parameter> changed = new ArrayList<>();
    for (Version.Parameter each : parameters) {
      boolean open = each.name().equals(name) && each.to() == null;
      changed.add(open ? new Version.Parameter(name, each.from(), from.minusDays(1), each.value(), null, null, null) : each);
      if (open) changed.add(new Version.Parameter(name, from, null, value, null, null, null));
    }
    return changed;
  }
}
