package org.guanjia.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.Version;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.rules.MonthRules;
import org.guanjia.simulation.Simulation.Change;
import org.guanjia.simulation.Simulation.RulesUsed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Reckons simulations, one at a time in this process, so that memory is bounded; the others wait. */
@Component
class SimulationRuns {

  private static final Logger LOG = LoggerFactory.getLogger(SimulationRuns.class);

  private final SimulationStore store;
  private final RegisterMemory memory;
  private final Programmes programmes;
  private final Determinations determinations;
  private final LifeTables lifeTables;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final Semaphore slot = new Semaphore(1, true);
  private final Map<String, Run> ours = new ConcurrentHashMap<>();

  private record Run(CompletableFuture<Boolean> over, AtomicInteger months) {}

  SimulationRuns(
      SimulationStore store, RegisterMemory memory, Programmes programmes, Determinations determinations, LifeTables lifeTables, TransactionTemplate transactions, Clock clock) {
    this.store = store;
    this.memory = memory;
    this.programmes = programmes;
    this.determinations = determinations;
    this.lifeTables = lifeTables;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Sets it going unless it is, and waits for it so long at most. */
  void await(long id, Duration most) {
    TownContext town = TownContext.required();
    Run run = ours.computeIfAbsent(town.town() + " " + id, key -> launch(key, id, town));
    try {
      run.over().get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException goesOn) {
      LOG.debug("simulation {} goes on", id);
    } catch (ExecutionException told) {
      LOG.debug("simulation {} is over: {}", id, told.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads the facts that a simulation of that month will ask for, while somebody still writes down what it is to be. */
  void prepare(YearMonth month) {
    TownContext town = TownContext.required();
    Thread.ofVirtual().name("simulation-facts").start(() -> town.run(() -> {
      try {
        memory.of(factsMonth(month));
      } catch (InvalidInput | DataAccessException | org.jooq.exception.DataAccessException | TransactionException later) {
        LOG.debug("the facts are read when they are asked for: {}", later.toString());
      }
    }));
  }

  int progress(long id) {
    Run run = ours.get(TownContext.required().town() + " " + id);
    return run == null ? 0 : run.months().get();
  }

  private Run launch(String key, long id, TownContext town) {
    Run run = new Run(new CompletableFuture<>(), new AtomicInteger());
    Thread.ofVirtual().name("simulation-" + id).start(() -> {
      try {
        slot.acquire();
        try {
          town.run(() -> run(id, run.months()));
        } finally {
          slot.release();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        ours.remove(key);
        run.over().complete(true);
      }
    });
    return run;
  }

  private void run(long id, AtomicInteger months) {
    try {
      reckon(id, months);
    } catch (DataAccessException | org.jooq.exception.DataAccessException | TransactionException away) {
      LOG.warn("simulation {} waits for the database: {}", id, away.toString()); // set going again by whoever looks at it
    } catch (InvalidInput refused) {
      fail(id, refused.errors().getFirst().key());
    } catch (RuntimeException e) {
      LOG.error("simulation {} failed", id, e);
      fail(id, e.toString());
    }
  }

  private void fail(long id, String fault) {
    transactions.executeWithoutResult(status -> store.failed(id, fault));
  }

  private void reckon(long id, AtomicInteger months) {
    Simulation wanted = Objects.requireNonNull(transactions.execute(status -> store.find(id).orElseThrow()));
    if (wanted.state() != SimulationState.RUNNING) return;
    long begin = clock.millis();
    RegisterColumns register = memory.of(factsMonth(wanted.month()));
    LifeTable table = lifeTables.find(wanted.lifeTable()).orElseThrow().table();
    List<Version> instead = wanted.changes().stream().map(Change::after).toList();
    Map<YearMonth, Side> today = sides(wanted.month(), List.of());
    Map<YearMonth, Side> tried = sides(wanted.month(), instead);
    Reckoning.Result result = Reckoning.of(register, wanted.month(), today::get, tried::get, table, wanted.movesPermille(), months::set);
    List<RulesUsed> rules = rules(wanted, Objects.requireNonNull(today.get(wanted.month())), Objects.requireNonNull(tried.get(wanted.month())));
    Simulation.Facts facts = new Simulation.Facts(register.month(), register.fingerprint(), register.knownAt());
    transactions.executeWithoutResult(status -> store.done(id, facts, rules, result.figures(), result.effects(), (int) (clock.millis() - begin)));
    LOG.info("simulation {}: {} persons, {} different ones, {} effects, {} ms", id, register.size(), result.groups(), result.effects().size(), clock.millis() - begin);
  }

  /** The latest month that was determined, of those up to the wanted one if there is any. */
  private YearMonth factsMonth(YearMonth month) {
    List<YearMonth> all = Objects.requireNonNull(transactions.execute(status -> determinations.months()));
    if (all.isEmpty()) throw new InvalidInput("month", "simulation.error.undetermined");
    return all.stream().filter(each -> !each.isAfter(month)).reduce((one, later) -> later).orElse(all.getFirst());
  }

  private Map<YearMonth, Side> sides(YearMonth month, List<Version> instead) {
    YearMonth first = YearMonth.of(month.getYear(), 1);
    List<Programmes.Trial> trials = Objects.requireNonNull(transactions.execute(status -> programmes.tryOut(first, Reckoning.MONTHS, instead)));
    Map<YearMonth, Side> sides = new HashMap<>();
    for (int m = 0; m < trials.size(); m++) sides.put(first.plusMonths(m), Side.of(trials.get(m)));
    return sides;
  }

  private List<RulesUsed> rules(Simulation wanted, Side today, Side tried) {
    Map<String, MonthRules> before = byCode(today);
    Map<String, MonthRules> after = byCode(tried);
    TreeSet<String> codes = new TreeSet<>(before.keySet());
    codes.addAll(after.keySet());
    return Objects.requireNonNull(transactions.execute(status -> codes.stream().map(code -> {
      Integer inForce = programmes.inForce(code, wanted.month()).map(Version::number).orElse(null);
      Integer instead = wanted.changes().stream().filter(each -> each.after().programme().equals(code)).map(each -> each.after().number()).findFirst().orElse(inForce);
      return new RulesUsed(code, inForce, hash(before.get(code)), instead, hash(after.get(code)));
    }).toList()));
  }

  private static @Nullable String hash(@Nullable MonthRules rules) {
    return rules == null ? null : rules.programme().hash();
  }

  private static Map<String, MonthRules> byCode(Side side) {
    Map<String, MonthRules> byCode = new HashMap<>();
    side.rules().forEach(each -> byCode.put(each.programme().code(), each));
    return byCode;
  }
}
