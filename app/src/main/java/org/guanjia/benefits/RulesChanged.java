package org.guanjia.benefits;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Other rules, or other lists known whole, concern everybody: the months that have been determined are gone through again, begun in the change's own transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RulesChanged {

  private final RoundStore store;
  private final RegisterRounds rounds;

  RulesChanged(RoundStore store, RegisterRounds rounds) {
    this.store = store;
    this.rounds = rounds;
  }

  @EventListener
  void on(ProgrammeReleased released) {
    again(released.from(), released.until(), "released");
  }

  @EventListener
  void on(CompleteLists.ListsChanged changed) {
    again(YearMonth.from(changed.since()), null, "lists");
  }

  private void again(YearMonth from, @Nullable YearMonth until, String reason) {
    List<Long> begun = new ArrayList<>();
    for (YearMonth month : store.months()) {
      if (month.isBefore(from) || until != null && month.isAfter(until)) continue;
      store.running(month).ifPresent(running -> rounds.cancel(running.id())); // by rules of before
      begun.add(rounds.begin(month, reason));
    }
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void afterCommit() {
        begun.forEach(rounds::launch);
      }
    });
  }
}
