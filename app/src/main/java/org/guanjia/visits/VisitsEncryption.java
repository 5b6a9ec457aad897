package org.guanjia.visits;

import java.util.List;
import org.guanjia.platform.crypto.EncryptedColumn;
import org.guanjia.platform.crypto.EncryptedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of a visit is closed in the database. */
@Configuration(proxyBeanMethods = false)
class VisitsEncryption {

  @Bean
  static EncryptedColumns visitsEncryptedColumns() {
    return new EncryptedColumns(new EncryptedColumn("visits.visit", List.of("town", "id"), "words", Visits.WORDS));
  }
}
