package org.guanjia.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Scheduled work that only one copy of the program may do at a time, by an advisory lock of the database. A copy that
 * dies loses its connection and with it the lock.
 */
@Component
public class OneCopy {

  private static final Logger LOG = LoggerFactory.getLogger(OneCopy.class);

  private final DataSource pool;

  OneCopy(DataSource pool) {
    this.pool = pool;
  }

  /**
   * Does the work unless another copy is at it. A database that is away is logged and the work left for the next time.
   *
   * @param name of the work; names that differ do not wait for each other
   * @return whether this copy did it
   */
  public boolean run(String name, Runnable work) {
    try (Connection connection = pool.getConnection()) {
      if (!ask(connection, "select pg_try_advisory_lock(hashtextextended(?, 11))", name)) return false;
      try {
        work.run();
        return true;
      } finally {
        ask(connection, "select pg_advisory_unlock(hashtextextended(?, 11))", name);
      }
    } catch (SQLException | DataAccessException | org.jooq.exception.DataAccessException | TransactionException e) {
      LOG.warn("{} is left for the next time: {}", name, e.getMessage());
      return false;
    }
  }

  private static boolean ask(Connection connection, String question, String name) throws SQLException {
    try (var statement = connection.prepareStatement(question)) {
      statement.setString(1, name);
      try (var answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }
}
