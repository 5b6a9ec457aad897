package org.guanjia.platform.crypto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.guanjia.platform.database.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the installation's keys come from. */
@Configuration(proxyBeanMethods = false)
class CryptoConfiguration {

  /**
   * @param key GUANJIA_KEY: the key in base64; needed with an external database, whose copies must share it
   * @param oldKeys GUANJIA_OLD_KEYS: earlier keys, newest first, until {@code rotate-keys --master} has run; the last is the one the installation
   *     was begun with
   */
  @ConfigurationProperties("guanjia")
  record KeySettings(@Nullable String key, @Nullable List<String> oldKeys) {}

  /** @param suite by which new values and new data keys are made: aes-256-gcm or sm4-gcm; what the other one closed opens all the same */
  @ConfigurationProperties("guanjia.crypto")
  record SuiteSettings(@DefaultValue("aes-256-gcm") Suite suite) {}

  @Bean
  static MasterKeys masterKeys(KeySettings settings, DatabaseSettings database) {
    try {
      List<byte[]> older = new ArrayList<>();
      for (String old : settings.oldKeys() == null ? List.<String>of() : settings.oldKeys()) {
        if (!old.isBlank()) older.add(KeyFile.decode(old, "GUANJIA_OLD_KEYS"));
      }
      return new MasterKeys(current(settings, database), older);
    } catch (IOException e) {
      throw KeyUnusable.unreadable(e);
    }
  }

  @Bean
  static KeyTable keyTable(@FlywayDataSource DataSource owner) {
    return new KeyTable(owner);
  }

  @Bean
  @DependsOnDatabaseInitialization
  static DataKeys dataKeys(MasterKeys masters, KeyTable table, SuiteSettings settings) {
    var keys = new DataKeys(masters, table, settings.suite());
    keys.refuseUnusable();
    return keys;
  }

  @Bean
  static Keys keys(MasterKeys masters, DataKeys dataKeys) {
    return new Keys(masters, dataKeys.ring().root());
  }

  @Bean
  static PersonalData personalData(DataKeys keys, List<EncryptedColumns> columns) {
    return new PersonalData(keys, columns.stream().flatMap(module -> module.indexKinds().stream()).collect(Collectors.toUnmodifiableSet()));
  }

  @Bean
  static KeyRotation keyRotation(MasterKeys masters, KeyTable table, DataKeys keys, @FlywayDataSource DataSource owner, List<EncryptedColumns> columns) {
    return new KeyRotation(masters, table, keys, owner, columns);
  }

  private static byte[] current(KeySettings settings, DatabaseSettings database) throws IOException {
    String key = settings.key();
    if (key != null && !key.isBlank()) return KeyFile.decode(key, "GUANJIA_KEY");
    return KeyFile.readOrCreate(database.data().resolve("key"));
  }
}
