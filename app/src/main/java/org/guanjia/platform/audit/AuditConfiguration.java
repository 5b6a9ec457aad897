package org.guanjia.platform.audit;

import org.guanjia.platform.crypto.Keys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  @Bean
  static Chain auditChain(Keys keys) {
    return new Chain(keys.derive("audit.seal"));
  }
}
