package org.guanjia.awards;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.guanjia.benefits.Determination;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.Entitlement;
import org.guanjia.benefits.ProgrammeLine;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.Version;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Fact;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the programmes say: of a person in a month, and up to which month they pay. */
@Component
class AwardRules {

  static final String DEATH_MONTH = "death_month_counts";
  static final String MOVE_MONTH = "move_month_counts";

  private final Programmes programmes;
  private final Determinations determinations;

  AwardRules(Programmes programmes, Determinations determinations) {
    this.programmes = programmes;
    this.determinations = determinations;
  }

  /**
   * What a programme says of a person in a month.
   *
   * @param amountFen fen a month; 0 unless YES
   * @param missing codes of the facts that no office has stated and that matter
   * @param finding all that was found; null when nobody of that number is seen, or no version decides that month
   */
  record Said(Answer answer, long amountFen, List<String> missing, Determination.@Nullable Finding finding) {

    static final Said NOTHING = new Said(Answer.UNKNOWN, 0, List.of(), null);
  }

  List<ProgrammeLine> programmes() {
    return programmes.all();
  }

  Optional<ProgrammeLine> programme(@Nullable String code) {
    return code == null ? Optional.empty() : programmes.all().stream().filter(line -> line.code().equals(code)).findFirst();
  }

  Optional<Determination> determination(long person, YearMonth month) {
    return determinations.of(person, month);
  }

  Said says(long person, String programme, YearMonth month) {
    return determinations.of(person, month).map(found -> said(found, programme)).orElse(Said.NOTHING);
  }

  static Said said(Determination found, String programme) {
    return found.findings().stream().filter(finding -> finding.entitlement().programme().equals(programme)).findFirst()
        .map(finding -> new Said(
            finding.entitlement().answer(), finding.entitlement().amountFen(), finding.decision().missing().stream().map(Fact::code).sorted().toList(), finding))
        .orElse(Said.NOTHING);
  }

  /** Answer and amount of many; those never determined are asked one by one. */
  Map<Long, Said> says(Collection<Long> persons, String programme, YearMonth month) {
    Map<Long, Said> said = new HashMap<>();
    Map<Determinations.PersonMonth, Entitlement> latest = determinations.latest(persons, programme, month, month);
    for (long person : persons) {
      Entitlement known = latest.get(new Determinations.PersonMonth(person, month));
      said.put(person, known == null ? says(person, programme, month) : new Said(known.answer(), known.amountFen(), List.of(), null));
    }
    return said;
  }

  /** The last month that is paid when something that ends it happens on that day: its month when the programme's parameter says so, else the one before. */
  YearMonth lastMonth(String programme, String parameter, LocalDate day) {
    YearMonth month = YearMonth.from(day);
    return counts(programme, parameter, month) ? month : month.minusMonths(1);
  }

  private boolean counts(String programme, String parameter, YearMonth month) {
    return programmes.inForce(programme, month).flatMap(version -> value(version, parameter, month)).map(Boolean::parseBoolean).orElse(true);
  }

  private static Optional<String> value(Version version, String parameter, YearMonth month) {
    LocalDate day = month.atDay(1);
    return version.parameters().stream()
        .filter(each -> each.name().equals(parameter) && !each.from().isAfter(day) && (each.to() == null || !Objects.requireNonNull(each.to()).isBefore(day)))
        .map(Version.Parameter::value).findFirst();
  }
}
