package org.guanjia.platform.access;

import java.time.Duration;
import java.util.List;
import org.guanjia.platform.crypto.EncryptedColumn;
import org.guanjia.platform.crypto.EncryptedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  private static final int WAITING_MAX = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  @Bean
  static Passwords passwords(AccessSettings settings) {
    return new Passwords(settings.logInsAtOnce(), WAITING_MAX, PATIENCE);
  }

  /** Lazy, for its lists take some 20 MiB that a start without a new password does not need. */
  @Bean
  @Lazy
  static PasswordRules passwordRules(AccessSettings settings) {
    return new PasswordRules(settings.breachedPasswords() == null ? null : new BreachedPasswords(settings.breachedPasswords()));
  }

  @Bean
  static EncryptedColumns accessEncryptedColumns() {
    List<String> key = List.of("town", "id");
    return new EncryptedColumns(
        new EncryptedColumn("platform.app_user", key, "totp_secret", SecondFactor.SECRET),
        new EncryptedColumn("platform.app_user", key, "totp_pending", SecondFactor.SECRET),
        new EncryptedColumn("platform.session", key, "kept_form", KeptForms.PURPOSE));
  }
}
