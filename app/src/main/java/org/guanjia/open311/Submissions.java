package org.guanjia.open311;

import static org.guanjia.open311.db.Tables.SUBMISSION;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.guanjia.open311.Refused.Fault;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.Channel;
import org.guanjia.requests.Intake;
import org.guanjia.requests.NewRequest;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes posted requests down, each once: under the key that the system sent for it ({@code Idempotency-Key}), or else once for the same
 * content within {@link #SAME_WITHIN}, because clients of this specification know no such key and send again what got no answer.
 */
@Service
class Submissions {

  static final Duration SAME_WITHIN = Duration.ofMinutes(10);
  private static final int KEY_LENGTH_MAX = 100;

  private final DSLContext sql;
  private final Intake intake;
  private final Services services;
  private final ApiKeys keys;
  private final Places places;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Submissions(
      DSLContext sql, Intake intake, Services services, ApiKeys keys, Places places, TransactionTemplate transactions, Clock clock) {
    this.sql = sql;
    this.intake = intake;
    this.services = services;
    this.keys = keys;
    this.places = places;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Takes it down; when this returns it is safe.
   *
   * @param faults what is already known to be wrong
   * @return the receipt code
   * @throws Refused with everything that is wrong, or because the key's minute is used up
   */
  String take(HttpServletRequest request, Caller caller, List<Fault> faults) {
    Viewer system = caller.key();
    if (system == null && faults.stream().noneMatch(fault -> fault.status() == Refused.KEY)) faults.add(Fault.of(Refused.KEY, "open311.error.keyMissing"));
    // Counted before anything is read of it: what is wrong weighs as much as what is right.
    if (system != null) Caller.as(system, () -> count(system));
    String key = key(request, faults);
    Submission submission = caller.asAnybody(() -> read(request, faults)).orElse(null);
    if (!faults.isEmpty() || system == null || submission == null) throw new Refused(faults);
    byte[] content = content(request);
    return Caller.as(system, () -> Objects.requireNonNull(transactions.execute(status -> once(system, submission, key, content))));
  }

  private boolean count(Viewer system) {
    keys.count(system);
    return true;
  }

  private Optional<Submission> read(HttpServletRequest request, List<Fault> faults) {
    Optional<Submission> read = Submission.read(request, services.offered(), faults);
    String village = Parameters.one(request, "address_id");
    if (village != null && village.length() <= 20 && places.village(village).isEmpty()) faults.add(Fault.of(Refused.BAD, "open311.error.addressId", village));
    return read;
  }

  private static @Nullable String key(HttpServletRequest request, List<Fault> faults) {
    String key = request.getHeader("Idempotency-Key");
    if (key == null || key.isBlank()) return null;
    if (key.length() > KEY_LENGTH_MAX) faults.add(Fault.of(Refused.BAD, "open311.error.tooLong", "Idempotency-Key", KEY_LENGTH_MAX, key.length()));
    return key.strip();
  }

  private String once(Viewer system, Submission submission, @Nullable String key, byte[] content) {
    String same = system.name() + " " + (key == null ? UUID.nameUUIDFromBytes(content) : key);
    // Two at the same moment: the second waits until the first is kept, and then finds it.
    sql.execute("select pg_advisory_xact_lock(hashtextextended(?, 311))", system.town() + " " + same);
    Condition before = key == null ? SUBMISSION.CONTENT_HASH.eq(content).and(SUBMISSION.RECEIVED_AT.gt(clock.instant().minus(SAME_WITHIN))) : SUBMISSION.EXTERNAL_ID.eq(key);
    return sql.select(SUBMISSION.REQUEST_CODE)
        .from(SUBMISSION)
        .where(SUBMISSION.TOWN.eq(system.town()))
        .and(SUBMISSION.SYSTEM.eq(system.name()))
        .and(before)
        .orderBy(SUBMISSION.RECEIVED_AT.desc())
        .limit(1)
        .fetchOptional(SUBMISSION.REQUEST_CODE)
        .orElseGet(() -> receive(system, submission, key == null ? UUID.randomUUID().toString() : key, content));
  }

  private String receive(Viewer system, Submission submission, String externalId, byte[] content) {
    Instant now = clock.instant();
    String code = intake.receive(asRequest(system, submission, externalId)).code();
    sql.insertInto(SUBMISSION)
        .set(SUBMISSION.TOWN, system.town())
        .set(SUBMISSION.SYSTEM, system.name())
        .set(SUBMISSION.EXTERNAL_ID, externalId)
        .set(SUBMISSION.REQUEST_CODE, code)
        .set(SUBMISSION.CONTENT_HASH, content)
        .set(SUBMISSION.DESCRIPTION_LENGTH, submission.description().length())
        .set(SUBMISSION.MEDIA_URL, submission.mediaUrl())
        .set(SUBMISSION.RECEIVED_AT, now)
        .execute();
    return code;
  }

  private NewRequest asRequest(Viewer system, Submission submission, String externalId) {
    return new NewRequest(
        Channel.SYSTEM, submission.words(), null, submission.service().code(), submission.village(), null, null, submission.address(), submission.latitude(),
        submission.longitude(), submission.affected(), null, false, null, submission.name(), submission.phone(), system.name(), externalId, null,
        List.of());
  }

  /** What makes two posts the same: everything but the key that opens. */
  private static byte[] content(HttpServletRequest request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Map.Entry<String, String[]> parameter : new TreeMap<>(request.getParameterMap()).entrySet()) {
        if (parameter.getKey().equals("api_key")) continue;
        digest.update((parameter.getKey() + "\0" + String.join("\0", Arrays.asList(parameter.getValue())) + "\0\0").getBytes(StandardCharsets.UTF_8));
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  /** What the requests module refused, said by the names of this door. */
  static Refused refused(InvalidInput invalid) {
    return new Refused(invalid.errors().stream().map(error -> new Fault(Refused.BAD, error.key(), error.arguments())).toList());
  }
}
