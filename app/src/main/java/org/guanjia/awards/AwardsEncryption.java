package org.guanjia.awards;

import java.util.List;
import org.guanjia.platform.crypto.EncryptedColumn;
import org.guanjia.platform.crypto.EncryptedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of an award is closed in the database. */
@Configuration(proxyBeanMethods = false)
class AwardsEncryption {

  private static final List<String> KEY = List.of("town", "id");

  @Bean
  static EncryptedColumns awardsEncryptedColumns() {
    return new EncryptedColumns(
        new EncryptedColumn("awards.award", KEY, "applicant", Applications.APPLICANT), new EncryptedColumn("awards.award", KEY, "phone", AwardNotices.PHONE),
        new EncryptedColumn("awards.award", KEY, "words", Applications.WORDS), new EncryptedColumn("awards.objection", KEY, "words", Objections.WORDS),
        new EncryptedColumn("awards.objection", KEY, "objector", Objections.OBJECTOR), new EncryptedColumn("awards.objection", KEY, "phone", AwardNotices.PHONE),
        new EncryptedColumn("awards.objection", KEY, "answer", Objections.ANSWER), new EncryptedColumn("awards.appeal", KEY, "words", Appeals.WORDS),
        new EncryptedColumn("awards.appeal", KEY, "decision", Appeals.DECISION));
  }
}
