package org.guanjia.platform.access;

import static org.guanjia.platform.db.Tables.APP_USER;
import static org.guanjia.platform.db.Tables.RECOVERY_CODE;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.crypto.PersonalData;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Codes from an authenticator app, and recovery codes on paper for the day the phone is gone. */
@Component
class SecondFactor {

  static final String SECRET = "access.totp";
  private static final String ISSUER = "莞家";

  private final DSLContext sql;
  private final EveryTown everyTown;
  private final PersonalData personal;
  private final Audit audit;
  private final Clock clock;
  private final TimeCodes codes = new TimeCodes();

  SecondFactor(DSLContext sql, EveryTown everyTown, PersonalData personal, Audit audit, Clock clock) {
    this.sql = sql;
    this.everyTown = everyTown;
    this.personal = personal;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What the user's app is to learn.
   *
   * @param secret to be typed, when a picture cannot be taken
   * @param address the same for the QR picture
   */
  record Pending(String secret, String address) {}

  /** The secret that waits to be confirmed; a new one when there is none yet. */
  Pending pending(Account account) {
    byte[] secret = everyTown.as(account, () -> pendingSecret(account));
    return new Pending(TimeCodes.base32(secret), TimeCodes.address(ISSUER, account.username(), secret));
  }

  /**
   * Confirms the pending secret with a first code.
   *
   * @return the recovery codes, shown this once; nothing when the code does not fit
   */
  Optional<List<String>> confirm(Account account, String typed) {
    return everyTown.as(
        account,
        () -> {
          byte[] secret = pendingSecret(account);
          OptionalLong step = codes.stepOf(secret, typed, clock.instant());
          if (step.isEmpty()) return Optional.empty();
          sql.update(APP_USER)
              .set(APP_USER.TOTP_SECRET, personal.encrypt(SECRET, secret))
              .setNull(APP_USER.TOTP_PENDING)
              .set(APP_USER.TOTP_LAST_STEP, step.getAsLong())
              .where(APP_USER.ID.eq(account.id()))
              .execute();
          audit.record("user.second-factor.set", "user", account.id().toString());
          return Optional.of(replaceRecoveryCodes(account));
        });
  }

  /** Whether a code from the app, not used before, or an unused recovery code was typed; uses it up. */
  boolean accept(Account account, String typed) {
    return everyTown.as(account, () -> acceptCode(account, typed) || acceptRecoveryCode(account, typed));
  }

  List<String> newRecoveryCodes(Account account) {
    return everyTown.as(
        account,
        () -> {
          audit.record("user.recovery-codes.renewed", "user", account.id().toString());
          return replaceRecoveryCodes(account);
        });
  }

  int recoveryCodesLeft(Account account) {
    return everyTown.as(
        account,
        () -> sql.fetchCount(RECOVERY_CODE, RECOVERY_CODE.USER_ID.eq(account.id()).and(RECOVERY_CODE.USED_AT.isNull())));
  }

  /** Takes the second factor away; within a transaction of who does it. */
  void remove(Account account) {
    sql.update(APP_USER)
        .setNull(APP_USER.TOTP_SECRET)
        .setNull(APP_USER.TOTP_PENDING)
        .where(APP_USER.TOWN.eq(account.town()))
        .and(APP_USER.ID.eq(account.id()))
        .execute();
    sql.deleteFrom(RECOVERY_CODE)
        .where(RECOVERY_CODE.TOWN.eq(account.town()))
        .and(RECOVERY_CODE.USER_ID.eq(account.id()))
        .execute();
    audit.record("user.second-factor.removed", "user", account.id().toString());
  }

  private byte[] pendingSecret(Account account) {
    byte[] closed =
        sql.select(APP_USER.TOTP_PENDING).from(APP_USER).where(APP_USER.ID.eq(account.id())).forUpdate().fetchOne(APP_USER.TOTP_PENDING);
    if (closed != null) return personal.decryptBytes(SECRET, closed);
    byte[] secret = TimeCodes.newSecret();
    sql.update(APP_USER)
        .set(APP_USER.TOTP_PENDING, personal.encrypt(SECRET, secret))
        .where(APP_USER.ID.eq(account.id()))
        .execute();
    return secret;
  }

  private boolean acceptCode(Account account, String typed) {
    byte[] closed = account.totpSecret();
    if (closed == null) return false;
    OptionalLong step = codes.stepOf(personal.decryptBytes(SECRET, closed), typed, clock.instant());
    return step.isPresent()
        && sql.update(APP_USER)
                .set(APP_USER.TOTP_LAST_STEP, step.getAsLong())
                .where(APP_USER.ID.eq(account.id()))
                .and(APP_USER.TOTP_LAST_STEP.lt(step.getAsLong()))
                .execute()
            == 1;
  }

  private boolean acceptRecoveryCode(Account account, String typed) {
    int used =
        sql.update(RECOVERY_CODE)
            .set(RECOVERY_CODE.USED_AT, clock.instant())
            .where(RECOVERY_CODE.TOWN.eq(account.town()))
            .and(RECOVERY_CODE.USER_ID.eq(account.id()))
            .and(RECOVERY_CODE.HASH.eq(hash(account, typed)))
            .and(RECOVERY_CODE.USED_AT.isNull())
            .execute();
    if (used == 1) audit.record("user.recovery-code.used", "user", account.id().toString());
    return used == 1;
  }

  private List<String> replaceRecoveryCodes(Account account) {
    sql.deleteFrom(RECOVERY_CODE).where(RECOVERY_CODE.TOWN.eq(account.town())).and(RECOVERY_CODE.USER_ID.eq(account.id())).execute();
    List<String> fresh = Secrets.newRecoveryCodes();
    for (String code : fresh) {
      sql.insertInto(RECOVERY_CODE)
          .set(RECOVERY_CODE.TOWN, account.town())
          .set(RECOVERY_CODE.USER_ID, account.id())
          .set(RECOVERY_CODE.HASH, hash(account, code))
          .execute();
    }
    return fresh;
  }

  private byte[] hash(Account account, String code) {
    String bound = account.id() + " " + Secrets.normalRecoveryCode(code);
    return personal.lastingFingerprint("recovery code", bound);
  }
}
