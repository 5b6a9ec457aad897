package org.guanjia.people;

import java.util.List;
import org.guanjia.platform.crypto.EncryptedColumn;
import org.guanjia.platform.crypto.EncryptedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of a person is closed in the database. Keys of {@link Fingerprints} are of many statements together and stay under one index key. */
@Configuration(proxyBeanMethods = false)
class PeopleEncryption {

  @Bean
  static EncryptedColumns peopleEncryptedColumns() {
    List<String> key = List.of("town", "id");
    return new EncryptedColumns(
        new EncryptedColumn("people.statement", key, "document", PersonColumns.DOCUMENT),
        new EncryptedColumn("people.statement", key, "phones", PersonColumns.PHONES),
        new EncryptedColumn("people.statement", key, "address", PersonColumns.ADDRESS),
        new EncryptedColumn("people.statement", key, "bank_account", PersonColumns.BANK_ACCOUNT),
        new EncryptedColumn("people.household", key, "address", HouseholdRows.ADDRESS),
        new EncryptedColumn("people.doubt", key, "content", DoubtStore.CONTENT));
  }
}
