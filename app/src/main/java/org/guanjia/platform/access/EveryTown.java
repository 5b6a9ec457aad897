package org.guanjia.platform.access;

import java.util.Objects;
import java.util.function.Supplier;
import org.guanjia.platform.database.TownContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Work that belongs to the installation, not to a town: finding out who somebody is, before their town is known. */
@Component
class EveryTown {

  private static final TownContext INSTALLATION = TownContext.system("*");

  private final TransactionTemplate transactions;

  EveryTown(TransactionTemplate transactions) {
    this.transactions = transactions;
  }

  /** Does the work in a transaction that sees all towns. */
  <T> T call(Supplier<T> work) {
    return INSTALLATION.call(() -> Objects.requireNonNull(transactions.execute(status -> work.get())));
  }

  void run(Runnable work) {
    INSTALLATION.run(() -> transactions.executeWithoutResult(status -> work.run()));
  }

  /** Does the work in a transaction of this user in their own town, whatever town they look at. */
  <T> T as(Account account, Supplier<T> work) {
    return new TownContext(account.town(), account.id().toString(), null, null)
        .call(() -> Objects.requireNonNull(transactions.execute(status -> work.get())));
  }
}
