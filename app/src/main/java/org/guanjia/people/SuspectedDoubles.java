package org.guanjia.people;

import static org.guanjia.people.db.Tables.DOUBT;

import java.util.ArrayList;
import java.util.List;
import org.guanjia.people.db.tables.records.DoubtRecord;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records that the review desk still has to decide about, whether they are of one person: for those who pay by record. */
@Service
@Transactional(readOnly = true)
public class SuspectedDoubles {

  private static final int PAIRS_MAX = 20_000;

  private final DSLContext sql;
  private final DoubtStore doubts;

  SuspectedDoubles(DSLContext sql, DoubtStore doubts) {
    this.sql = sql;
    this.doubts = doubts;
  }

  /**
   * Two records that may be of one person.
   *
   * @param doubt number at the review desk
   * @param one the lower number
   */
  public record Pair(long doubt, long one, long other) {}

  /** The undecided ones, the oldest first; at most 20,000. */
  public List<Pair> open() {
    List<Pair> pairs = new ArrayList<>();
    for (DoubtRecord row : sql.selectFrom(DOUBT)
        .where(DOUBT.TOWN.eq(TownContext.required().town()), DOUBT.KIND.eq(Doubt.Kind.DOUBLES.name()), DOUBT.STATE.eq(DoubtState.OPEN.name())).orderBy(DOUBT.ID).limit(PAIRS_MAX).fetch()) {
      List<Long> persons = doubts.candidates(row).stream().map(DoubtStore.Scored::person).distinct().sorted().toList();
      if (persons.size() == 2) pairs.add(new Pair(row.getId(), persons.getFirst(), persons.getLast()));
    }
    return pairs;
  }
}
