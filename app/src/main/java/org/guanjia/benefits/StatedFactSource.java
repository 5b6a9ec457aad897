package org.guanjia.benefits;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.rules.Fact;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What offices stated for the rules; asked last, so that it counts before what other modules know. */
@Component
@Order(100)
class StatedFactSource implements FactSource {

  private final StatedFacts facts;

  StatedFactSource(StatedFacts facts) {
    this.facts = facts;
  }

  @Override
  public Map<Long, List<Known>> in(Collection<Long> persons, YearMonth month, Instant known) {
    Map<Long, List<Known>> found = new HashMap<>();
    facts.in(persons, month, known).forEach((person, stated) -> found.put(person, stated.values().stream().map(StatedFactSource::known).toList()));
    return found;
  }

  private static Known known(StatedFacts.Stated stated) {
    Fact fact = SheetMaker.fact(stated.code());
    long held = FactLiteral.held(fact, stated.value()).orElseThrow();
    return new Known(fact, held, stated.source(), stated.document(), stated.from(), stated.recordedAt());
  }
}
