package org.guanjia.platform.database;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.Sequence;
import org.springframework.stereotype.Component;

/**
 * Numbers from PostgreSQL sequences, taken a block at a time so that a new row's id is known before it is written.
 * Sequences used here are created with {@code increment by 100}; numbers of a block that a stop left unused are gaps.
 */
@Component
public class Ids {

  /** Must equal the sequence's increment. */
  public static final int BLOCK_SIZE = 100;

  private final DSLContext sql;
  private final Map<String, Block> blocks = new ConcurrentHashMap<>();

  Ids(DSLContext sql) {
    this.sql = sql;
  }

  public long next(Sequence<? extends Number> sequence) {
    return blocks.computeIfAbsent(sequence.getName(), name -> new Block()).next(sequence);
  }

  /** Forgets the blocks taken; for tests that exchange the database under the running application. */
  public void forget() {
    blocks.clear();
  }

  private final class Block {
    private long next = 0;
    private long end = 0;

    synchronized long next(Sequence<? extends Number> sequence) {
      if (next == end) {
        next = sql.nextval(sequence).longValue();
        end = next + BLOCK_SIZE;
      }
      return next++;
    }
  }
}
