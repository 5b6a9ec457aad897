package org.guanjia.benefits;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.assessments.Abilities;
import org.guanjia.assessments.Ability;
import org.guanjia.rules.Fact;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** How able people were found to be, by two assessors: the latest assessment not after the month that counted at the moment. */
@Component
@Order(10)
class AbilityFacts implements FactSource {

  private static final Fact LEVEL = SheetMaker.fact("ability_level");

  private final Abilities abilities;

  AbilityFacts(Abilities abilities) {
    this.abilities = abilities;
  }

  @Override
  public Map<Long, List<Known>> in(Collection<Long> persons, YearMonth month, Instant known) {
    Map<Long, List<Known>> found = new HashMap<>();
    abilities.of(persons, month.atEndOfMonth(), known).forEach((person, latest) -> found.put(person, List.of(known(latest))));
    return found;
  }

  private static Known known(Ability ability) {
    return new Known(LEVEL, ability.level(), "benefits.origin.assessment", String.valueOf(ability.assessment()), ability.assessedOn(), ability.countsSince());
  }
}
