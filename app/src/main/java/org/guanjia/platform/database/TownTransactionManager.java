package org.guanjia.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Begins each transaction by telling PostgreSQL whose it is, so that row-level security holds for every statement. */
final class TownTransactionManager extends JdbcTransactionManager {

  private static final String SETTINGS =
      "select set_config('guanjia.town', ?, true), set_config('guanjia.user', ?, true),"
          + " set_config('guanjia.areas', ?, true), set_config('guanjia.department', ?, true)";

  private final DataSource pool;

  TownTransactionManager(DataSource pool) {
    super(pool);
    this.pool = pool;
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    super.doBegin(transaction, definition);
    TownContext context = TownContext.current();
    if (context == null) return;
    try {
      tell(connectionOfThisTransaction(), context);
    } catch (SQLException e) {
      doCleanupAfterCompletion(transaction);
      throw new CannotCreateTransactionException("the town could not be set", e);
    }
  }

  private Connection connectionOfThisTransaction() {
    var holder = (ConnectionHolder) TransactionSynchronizationManager.getResource(pool);
    return Objects.requireNonNull(holder).getConnection();
  }

  private static void tell(Connection connection, TownContext context) throws SQLException {
    try (var statement = connection.prepareStatement(SETTINGS)) {
      statement.setString(1, context.town());
      statement.setString(2, context.actor());
      statement.setString(3, context.areasSetting());
      statement.setString(4, context.departmentSetting());
      statement.execute();
    }
  }
}
