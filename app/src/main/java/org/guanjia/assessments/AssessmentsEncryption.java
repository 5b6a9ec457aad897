package org.guanjia.assessments;

import java.util.List;
import org.guanjia.platform.crypto.EncryptedColumn;
import org.guanjia.platform.crypto.EncryptedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of an assessment is closed in the database. */
@Configuration(proxyBeanMethods = false)
class AssessmentsEncryption {

  @Bean
  static EncryptedColumns assessmentsEncryptedColumns() {
    return new EncryptedColumns(new EncryptedColumn("assessments.sheet", List.of("town", "assessment_id", "assessor"), "words", AssessmentStore.WORDS));
  }
}
