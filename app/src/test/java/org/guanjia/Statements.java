package org.guanjia;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.guanjia.platform.database.TownContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteListenerProvider;
import org.springframework.stereotype.Component;

/**
 * Counts the statements that each actor's requests send through jOOQ, so that tests can tell a page whose cost grows with its rows.
 *
 * <pre>{@code
 * int few = statements.of(deskId, () -> desk.get("/requests"));
 * }</pre>
 */
@Component
public class Statements implements ExecuteListenerProvider, ExecuteListener {

  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

  /** How many statements of that actor the work caused; jobs in the background are others'. */
  public int of(String actor, Runnable work) {
    AtomicInteger count = counts.computeIfAbsent(actor, any -> new AtomicInteger());
    int before = count.get();
    work.run();
    return count.get() - before;
  }

  /** Statements of everybody until the work is done: nothing else may be going on. */
  public int during(Runnable work) {
    int before = all();
    work.run();
    return all() - before;
  }

  private int all() {
    return counts.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  @Override
  public ExecuteListener provide() {
    return this;
  }

  @Override
  public void executeStart(ExecuteContext context) {
    TownContext town = TownContext.current();
    if (town != null) counts.computeIfAbsent(town.actor(), any -> new AtomicInteger()).incrementAndGet();
  }
}
