package org.guanjia.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.guanjia.insight.Measure;
import org.guanjia.insight.Target;
import org.guanjia.insight.Targets;
import org.guanjia.platform.database.TownContext;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The promises of a demo town that has none: what the town said it had done and would do, each with its source ({@code demo/targets.csv}). */
@Component
@Profile("demo")
class DemoPromises implements SmartInitializingSingleton {

  private final Targets targets;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final String town;

  DemoPromises(Targets targets, TransactionTemplate transactions, Clock clock, @Value("${guanjia.town}") String town) {
    this.targets = targets;
    this.transactions = transactions;
    this.clock = clock;
    this.town = town;
  }

  @Override
  public void afterSingletonsInstantiated() {
    TownContext.system(town)
        .run(
            () ->
                transactions.executeWithoutResult(
                    status -> {
                      if (targets.years().isEmpty()) read().forEach(this::promise);
                    }));
  }

  private void promise(NamedCsvRecord row) {
    int thisYear = LocalDate.ofInstant(clock.instant(), OfficeHours.ZONE).getYear();
    boolean now = row.getField("year").equals("now");
    int year = now ? thisYear : Integer.parseInt(row.getField("year"));
    LocalDate due = LocalDate.parse(now ? year + "-" + row.getField("due") : row.getField("due"));
    var target =
        new Target(
            0, 1, year, row.getField("title"), Measure.valueOf(row.getField("measure")), null, new BigDecimal(row.getField("amount")), row.getField("unit"), due,
            row.getField("source"), null, true);
    long id = targets.save(target);
    String entered = row.getField("entered");
    if (!entered.isEmpty()) targets.enter(id, null, due, new BigDecimal(entered), row.getField("source"));
  }

  private static List<NamedCsvRecord> read() {
    var resource = new ClassPathResource("demo/targets.csv");
    try (var csv = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8))) {
      return csv.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
