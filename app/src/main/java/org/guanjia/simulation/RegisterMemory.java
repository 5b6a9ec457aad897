package org.guanjia.simulation;

import java.time.Clock;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.guanjia.benefits.SheetReading;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The register's columns, held between one simulation and the next as long as nobody's facts or outcomes of that month changed: asked of the database before each. Never more than a
 * bounded memory; of several towns the one that was used longest ago goes first, and what is larger than the bound is read anew each time.
 */
@Component
class RegisterMemory {

  /** Past this a simulation belongs on Spark. */
  static final int PERSONS_MAX = 2_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(RegisterMemory.class);

  private final SheetReading sheets;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final long bytesMax;
  private final LinkedHashMap<String, Kept> towns = new LinkedHashMap<>(4, 0.75f, true);

  private record Kept(String standing, RegisterColumns columns) {}

  RegisterMemory(SheetReading sheets, TransactionTemplate transactions, Clock clock, @Value("${guanjia.simulation.memory-mib:64}") int memoryMib) {
    this.sheets = sheets;
    this.transactions = transactions;
    this.clock = clock;
    this.bytesMax = memoryMib * 1024L * 1024;
  }

  /** The columns of the town of the current {@link TownContext}, who must see the whole of it. One at a time reads. */
  synchronized RegisterColumns of(YearMonth month) {
    String town = TownContext.required().town();
    String key = town + " " + month;
    return Objects.requireNonNull(transactions.execute(status -> {
      String standing = sheets.standing(month);
      Kept kept = towns.get(key);
      if (kept != null && kept.standing().equals(standing)) return kept.columns();
      towns.keySet().removeIf(other -> other.startsWith(town + " "));
      RegisterColumns read = read(month);
      keep(key, new Kept(standing, read));
      return read;
    }));
  }

  private RegisterColumns read(YearMonth month) {
    long begin = clock.millis();
    RegisterColumns.Builder builder = new RegisterColumns.Builder(month);
    sheets.read(month, sheet -> {
      if (builder.size() == PERSONS_MAX) throw new InvalidInput("month", "simulation.error.large", PERSONS_MAX);
      builder.add(sheet);
    });
    RegisterColumns columns = builder.build();
    LOG.info("{} persons of {} in {} KiB of memory, read in {} ms", columns.size(), month, columns.bytes() / 1024, clock.millis() - begin);
    return columns;
  }

  private void keep(String key, Kept read) {
    if (read.columns().bytes() > bytesMax) return;
    towns.put(key, read);
    while (bytes() > bytesMax) towns.remove(towns.keySet().iterator().next());
  }

  private long bytes() {
    return towns.values().stream().mapToLong(kept -> kept.columns().bytes()).sum();
  }

  /** What is held of the current town; null for nothing. */
  synchronized @Nullable Held held() {
    String town = TownContext.required().town() + " ";
    for (Map.Entry<String, Kept> each : towns.entrySet()) {
      if (each.getKey().startsWith(town)) return new Held(each.getValue().columns().month(), each.getValue().columns().size(), each.getValue().columns().bytes(), bytesMax);
    }
    return null;
  }

  /** What is in memory of a town, and how much there may be of all. */
  record Held(YearMonth month, int persons, long bytes, long bytesMax) {}
}
