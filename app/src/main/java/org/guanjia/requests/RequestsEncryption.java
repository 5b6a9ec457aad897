package org.guanjia.requests;

import java.util.List;
import org.guanjia.platform.crypto.EncryptedColumn;
import org.guanjia.platform.crypto.EncryptedColumn.BlindIndex;
import org.guanjia.platform.crypto.EncryptedColumns;
import org.guanjia.platform.crypto.Phones;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who reported a matter is closed in the database. */
@Configuration(proxyBeanMethods = false)
class RequestsEncryption {

  @Bean
  static EncryptedColumns requestsEncryptedColumns() {
    List<String> key = List.of("town", "id");
    return new EncryptedColumns(
        new EncryptedColumn("requests.request", key, "reporter_name", "requests.name"),
        new EncryptedColumn("requests.request", key, "reporter_phone", "requests.phone", new BlindIndex("phone_index", "phone", Phones::normal)));
  }
}
