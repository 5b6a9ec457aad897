package org.guanjia.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseConfigurationTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "jdbc:postgresql://db:5432/town?user=o&password=s jdbc:postgresql://db:5432/town",
        "jdbc:postgresql://a:1,b:2/town?password=s&sslmode=verify-full&user=o&sslrootcert=/ca jdbc:postgresql://a:1,b:2/town?sslmode=verify-full&sslrootcert=/ca",
        "jdbc:postgresql:town jdbc:postgresql:town"
      })
  void theApplicationKeepsTheOptionsOfTheOwnersAddress(String owners, String applications) {
    assertThat(DatabaseConfiguration.withoutOwner(owners)).isEqualTo(applications);
  }

  @Test
  void anUnusableDatabaseIsNamedWithoutItsPassword() {
    var parts = new Properties();
    parts.putAll(Map.of("PGDBNAME", "town", "PGHOST", "db", "PGPORT", "5432", "password", "hunter-2"));
    assertThat(StartFailure.databaseUnusable(parts, new SQLException("no log-in with hunter-2")))
        .hasMessage("The database town at db:5432 cannot be used: no log-in with ***");
  }
}
