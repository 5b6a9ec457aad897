package org.guanjia.assessments;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What was announced. */
@Component
class HeardAssessments {

  private final List<AbilityAssessed> events = new CopyOnWriteArrayList<>();

  @EventListener
  void on(AbilityAssessed event) {
    events.add(event);
  }

  Optional<AbilityAssessed> last(long person) {
    return events.reversed().stream().filter(event -> event.personId() == person).findFirst();
  }
}
