package org.guanjia.platform.crypto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.platform.database.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the installation's key comes from. */
@Configuration(proxyBeanMethods = false)
class CryptoConfiguration {

  /**
   * @param key GUANJIA_KEY: the key in base64; needed with an external database, whose copies must share it
   * @param oldKeys GUANJIA_OLD_KEYS: earlier keys, newest first; the last is the one the installation was begun with
   */
  @ConfigurationProperties("guanjia")
  record KeySettings(@Nullable String key, @Nullable List<String> oldKeys) {}

  @Bean
  static Keys keys(KeySettings settings, DatabaseSettings database) {
    try {
      List<byte[]> older = new ArrayList<>();
      for (String old : settings.oldKeys() == null ? List.<String>of() : settings.oldKeys()) {
        older.add(KeyFile.decode(old, "GUANJIA_OLD_KEYS"));
      }
      return new Keys(current(settings, database), older);
    } catch (IOException e) {
      throw new KeyUnusable(e);
    }
  }

  @Bean
  static PersonalData personalData(Keys keys) {
    return new PersonalData(keys);
  }

  private static byte[] current(KeySettings settings, DatabaseSettings database) throws IOException {
    String key = settings.key();
    if (key != null && !key.isBlank()) return KeyFile.decode(key, "GUANJIA_KEY");
    return KeyFile.readOrCreate(database.data().resolve("key"));
  }

  static final class KeyUnusable extends RuntimeException {
    KeyUnusable(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  static final class Analyzer extends AbstractFailureAnalyzer<KeyUnusable> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, KeyUnusable cause) {
      return new FailureAnalysis(
          "The key that closes personal data cannot be used: " + cause.getMessage(),
          "Give the key this installation was begun with (GUANJIA_KEY or the file \"key\" in the data folder).",
          cause);
    }
  }
}
