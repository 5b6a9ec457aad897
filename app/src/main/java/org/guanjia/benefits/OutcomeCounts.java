package org.guanjia.benefits;

import java.time.YearMonth;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the latest whole round of a month counted. */
@Component
@Transactional(readOnly = true)
class OutcomeCounts {

  private final RoundStore rounds;
  private final OutcomeStore outcomes;

  OutcomeCounts(RoundStore rounds, OutcomeStore outcomes) {
    this.rounds = rounds;
    this.outcomes = outcomes;
  }

  List<OutcomeStore.Count> of(YearMonth month) {
    return rounds.done(month).map(round -> outcomes.counts(round.id())).orElse(List.of());
  }

  List<OutcomeStore.Count> of(Round round) {
    return outcomes.counts(round.id());
  }

  List<OutcomeStore.Difference> differences(long round, String programme, long after, int limit) {
    return outcomes.differences(round, programme, after, limit);
  }
}
