package org.guanjia.platform.access;

import static org.guanjia.platform.db.Tables.APP_USER;

import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Whether the installation is taken. */
@Component
class Administrators {

  private final DSLContext sql;

  Administrators(DSLContext sql) {
    this.sql = sql;
  }

  /**
   * Whether anybody can administer the installation, or once could: a disabled administrator is no reason to hand it to
   * whoever reads the log. Within {@link EveryTown}.
   */
  boolean exist() {
    return sql.fetchExists(
        APP_USER,
        APP_USER.ROLE
            .eq(Role.ADMINISTRATOR.name())
            .and(APP_USER.PASSWORD_HASH.isNotNull().or(APP_USER.OIDC_SUBJECT.isNotNull())));
  }
}
