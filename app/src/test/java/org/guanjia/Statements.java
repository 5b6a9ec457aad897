package org.guanjia;

import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteListenerProvider;
import org.jooq.impl.DefaultExecuteListenerProvider;

/** Counts the statements that the application sends by jOOQ while something happens. */
public final class Statements {

  private Statements() {}

  /** Statements sent by any thread until the work is done: nothing else may be going on. */
  public static int during(DSLContext sql, Runnable work) {
    var count = new AtomicInteger();
    ExecuteListenerProvider[] before = sql.configuration().executeListenerProviders();
    var more = java.util.Arrays.copyOf(before, before.length + 1);
    more[before.length] =
        new DefaultExecuteListenerProvider(
            new ExecuteListener() {
              @Override
              public void executeStart(ExecuteContext context) {
                count.incrementAndGet();
              }
            });
    sql.configuration().set(more);
    try {
      work.run();
    } finally {
      sql.configuration().set(before);
    }
    return count.get();
  }
}
