package org.guanjia.payments;

import java.util.Map;
import java.util.Set;
import org.guanjia.awards.AwardEnded;
import org.guanjia.awards.AwardSuspended;
import org.guanjia.benefits.EntitlementsChanged;
import org.guanjia.people.Attribute;
import org.guanjia.people.PersonChanged;
import org.guanjia.people.PersonDied;
import org.guanjia.people.PersonMovedOut;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What is learnt of a person between the computing of a run and its approval holds their payment, in the transaction in which it is learnt. */
@Component
class Followers {

  private final Holds holds;

  Followers(Holds holds) {
    this.holds = holds;
  }

  @EventListener
  void on(PersonDied died) {
    holds.learnt(died.personId(), HoldReason.DIED, Map.of("on", died.on().toString()));
  }

  @EventListener
  void on(PersonMovedOut moved) {
    holds.learnt(moved.personId(), HoldReason.MOVED, Map.of("on", moved.on().toString()));
  }

  @EventListener
  void on(PersonChanged changed) {
    if (changed.attributes().contains(Attribute.BANK_ACCOUNT)) holds.changed(Set.of(changed.personId()));
  }

  @EventListener
  void on(EntitlementsChanged changed) {
    holds.changed(changed.personIds());
  }

  @EventListener
  void on(AwardEnded ended) {
    holds.changed(Set.of(ended.personId()));
  }

  @EventListener
  void on(AwardSuspended suspended) {
    holds.changed(Set.of(suspended.personId()));
  }
}
