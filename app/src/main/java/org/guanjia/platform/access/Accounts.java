package org.guanjia.platform.access;

import static org.guanjia.platform.db.Tables.APP_USER;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds users over all towns, for log-ins; called within {@link EveryTown}. */
@Component
class Accounts {

  private static final int USERNAME_MAX = 60;

  private final DSLContext sql;

  Accounts(DSLContext sql) {
    this.sql = sql;
  }

  /** One normal form of what is typed as user name. */
  static String normal(@Nullable String username) {
    if (username == null) return "";
    String normal = PasswordRules.normal(username).strip().toLowerCase(Locale.ROOT);
    return normal.length() > USERNAME_MAX ? normal.substring(0, USERNAME_MAX) : normal;
  }

  Optional<Account> byUsername(String normalUsername) {
    return sql.selectFrom(APP_USER).where(APP_USER.USERNAME.eq(normalUsername)).fetchOptional(Account::of);
  }

  Optional<Account> byId(UUID id) {
    return sql.selectFrom(APP_USER).where(APP_USER.ID.eq(id)).fetchOptional(Account::of);
  }

  Optional<Account> bySubject(String subject) {
    return sql.selectFrom(APP_USER).where(APP_USER.OIDC_SUBJECT.eq(subject)).fetchOptional(Account::of);
  }

  Optional<Account> byEmailWithoutSubject(String email) {
    return sql.selectFrom(APP_USER)
        .where(APP_USER.EMAIL.eq(email.toLowerCase(Locale.ROOT)))
        .and(APP_USER.OIDC_SUBJECT.isNull())
        .fetchOptional(Account::of);
  }

  Optional<Account> byUsernameWithoutSubject(String normalUsername) {
    return sql.selectFrom(APP_USER)
        .where(APP_USER.USERNAME.eq(normalUsername))
        .and(APP_USER.OIDC_SUBJECT.isNull())
        .fetchOptional(Account::of);
  }
}
