package org.guanjia.payments;

import java.util.List;
import org.guanjia.platform.crypto.EncryptedColumn;
import org.guanjia.platform.crypto.EncryptedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of payments is closed in the database: the banks' files, which hold account numbers. */
@Configuration(proxyBeanMethods = false)
class PaymentsEncryption {

  @Bean
  static EncryptedColumns paymentsEncryptedColumns() {
    return new EncryptedColumns(new EncryptedColumn("payments.file", List.of("town", "id"), "content", PaymentFiles.PURPOSE));
  }
}
