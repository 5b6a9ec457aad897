package org.guanjia.payments;

import java.util.Map;
import org.guanjia.awards.AwardEnded;
import org.guanjia.awards.AwardSuspended;
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
    holds.learnt(died.personId(), null, HoldReason.DIED, Map.of("on", died.on().toString()));
  }

  @EventListener
  void on(PersonMovedOut moved) {
    holds.learnt(moved.personId(), null, HoldReason.MOVED, Map.of("on", moved.on().toString()));
  }

  @EventListener
  void on(AwardEnded ended) {
    holds.learnt(ended.personId(), ended.programme(), HoldReason.AWARD_CHANGED, Map.of("lastMonth", ended.lastMonth().toString()));
  }

  @EventListener
  void on(AwardSuspended suspended) {
    holds.learnt(suspended.personId(), suspended.programme(), HoldReason.AWARD_CHANGED, Map.of("suspendedFrom", suspended.from().toString()));
  }
}
