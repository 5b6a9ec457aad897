package org.guanjia.coverage;

import java.util.List;
import org.guanjia.platform.crypto.EncryptedColumn;
import org.guanjia.platform.crypto.EncryptedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Columns that a rotation of keys writes anew. */
@Configuration(proxyBeanMethods = false)
class CoverageEncryption {

  static final String WORDS = "coverage.words";
  static final String NAME = "coverage.name";
  static final String NUMBER = "coverage.number";

  @Bean
  static EncryptedColumns coverageEncryptedColumns() {
    return new EncryptedColumns(
        new EncryptedColumn("coverage.contact", List.of("town", "id"), "words", WORDS),
        new EncryptedColumn("coverage.list_item", List.of("town", "id"), "name", NAME),
        new EncryptedColumn("coverage.list_item", List.of("town", "id"), "number", NUMBER));
  }
}
