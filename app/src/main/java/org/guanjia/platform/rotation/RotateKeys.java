package org.guanjia.platform.rotation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.crypto.KeyRotation;
import org.guanjia.platform.crypto.KeyRotation.Closed;
import org.guanjia.platform.crypto.KeyRotation.Wrapped;
import org.guanjia.platform.database.Command;
import org.guanjia.platform.database.TownContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@code java -jar guanjia.jar rotate-keys --master} wraps the data keys under the key of the settings, {@code rotate-keys --data} makes new data
 * keys and closes every value with them. The town may go on working meanwhile.
 */
@Component
class RotateKeys implements Command {

  private final KeyRotation rotation;
  private final Audit audit;
  private final TransactionTemplate transactions;
  private final String town;

  RotateKeys(KeyRotation rotation, Audit audit, TransactionTemplate transactions, @Value("${guanjia.town}") String town) {
    this.rotation = rotation;
    this.audit = audit;
    this.transactions = transactions;
    this.town = town;
  }

  @Override
  public String name() {
    return "rotate-keys";
  }

  @Override
  public int run(List<String> arguments) {
    try {
      if (arguments.equals(List.of("--master"))) return master();
      if (arguments.equals(List.of("--data"))) return data();
    } catch (SQLException | DataAccessException | TransactionException e) {
      System.err.println("The database went away: " + e.getMessage());
      System.err.println("Nothing is lost; run the command again when it is back.");
      return 1;
    } catch (KeyRotation.UnderWay e) {
      System.err.println(e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
    System.err.println("Usage: rotate-keys --master | --data");
    return 64;
  }

  private int master() {
    Wrapped done = rotation.rotateMaster();
    note("keys.master-rotated", done.key());
    System.out.printf("%d of %d data keys wrapped anew: all are under the key %s.%n", done.wrapped(), done.all(), done.key());
    if (done.dispensable().isEmpty()) return 0;
    System.out.printf(
        "When every copy of the program has been started with the key %s, take %s out of guanjia.old-keys. Backups made until now need the key of their day.%n",
        done.key(), String.join(", ", done.dispensable()));
    return 0;
  }

  private int data() throws SQLException, InterruptedException {
    System.out.println(rotation.isUnfinished() ? "A rotation was begun before and is gone on with." : "New data keys for each town.");
    note("keys.data-rotation-started", "data keys");
    Closed done = rotation.rotateData(KeyRotation.LEARNT_AFTER, new Printed());
    note("keys.data-rotated", "data keys");
    System.out.printf("%,d rows closed with the new data keys.%n", done.rows());
    if (done.unreadable() == 0) return 0;
    System.err.printf("%,d values did not open and stay as they are.%n", done.unreadable());
    return 1;
  }

  private void note(String action, String what) {
    TownContext.system(town).run(() -> transactions.executeWithoutResult(status -> audit.record(action, "installation", what)));
  }

  private static final class Printed implements KeyRotation.Progress {

    private static final int UNREADABLE_MAX = 20;
    private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();

    private long printedAt = System.nanoTime();
    private int unreadable;

    @Override
    public void waiting(Duration patience) {
      System.out.printf("Waiting %d seconds until every copy of the program knows the new keys.%n", patience.toSeconds());
    }

    @Override
    public void at(String table, long rows, long of) {
      long now = System.nanoTime();
      if (rows < of && now - printedAt < EVERY_NANOS) return;
      printedAt = now;
      System.out.printf("%s: %,d of %,d rows%n", table, rows, of);
    }

    @Override
    public void unreadable(String table, String key, String problem) {
      if (unreadable++ < UNREADABLE_MAX) System.err.printf("%s %s: %s%n", table, key, problem);
    }
  }
}
