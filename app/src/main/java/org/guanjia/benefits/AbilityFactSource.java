package org.guanjia.benefits;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.assessments.Abilities;
import org.guanjia.assessments.AbilityAssessed;
import org.guanjia.rules.Fact;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** How able people are, as two assessors found it: the level that holds at the month's end, as it was known. */
@Component
@Order(50)
class AbilityFactSource implements FactSource {

  private static final Fact ABILITY_LEVEL = SheetMaker.fact("ability_level");

  private final Abilities abilities;
  private final TouchedPersons touched;

  AbilityFactSource(Abilities abilities, TouchedPersons touched) {
    this.abilities = abilities;
    this.touched = touched;
  }

  @Override
  public Map<Long, List<Known>> in(Collection<Long> persons, YearMonth month, Instant known) {
    Map<Long, List<Known>> found = new HashMap<>();
    abilities.of(persons, month.atEndOfMonth(), known).forEach((person, ability) -> found.put(person, List.of(
        new Known(ABILITY_LEVEL, ability.level(), "benefits.source.ability", String.valueOf(ability.assessment()), ability.assessedOn(), ability.countsSince()))));
    return found;
  }

  @EventListener
  void on(AbilityAssessed assessed) {
    touched.person(assessed.personId(), assessed.from(), "AbilityAssessed");
  }
}
