package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ADDITION;
import static org.guanjia.requests.db.Tables.RATING;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.db.Routines;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a reporter does with a matter, holding its code and secret. */
@Service
public class FollowUp {

  static final int SATISFIED_FROM_SCORE = 3;
  /** The answer was given, whatever another reporter made of it. */
  private static final Set<State> RATEABLE = EnumSet.of(State.FED_BACK, State.RATED, State.UNDER_REVIEW);

  private final DSLContext sql;
  private final Moves moves;
  private final Deadlines deadlines;
  private final ReceiptSecrets secrets;
  private final Attachments attachments;
  private final Merging merging;
  private final Reviews reviews;
  private final Clock clock;

  FollowUp(DSLContext sql, Moves moves, Deadlines deadlines, ReceiptSecrets secrets, Attachments attachments, Merging merging, Reviews reviews, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.deadlines = deadlines;
    this.secrets = secrets;
    this.attachments = attachments;
    this.merging = merging;
    this.reviews = reviews;
    this.clock = clock;
  }

  /** The town of the request with that code; null when there is none. Every later call runs in that town's context. */
  @Transactional(readOnly = true)
  public @Nullable String townOf(String code) {
    return Routines.townOf(sql.configuration(), code);
  }

  /** Whether the digits open the matter. Takes as long for an unknown code as for a wrong secret. */
  @Transactional(readOnly = true)
  public boolean opens(String code, String secret) {
    String town = TownContext.required().town();
    var request =
        sql.select(REQUEST.ID, REQUEST.SECRET_VERSION).from(REQUEST).where(REQUEST.TOWN.eq(town)).and(REQUEST.CODE.eq(code)).fetchOne();
    long id = request == null ? 0 : request.value1();
    int version = request == null ? 0 : request.value2();
    return secrets.matches(town, id, version, secret) & request != null;
  }

  /**
   * What the reporter takes home, with what is promised on it.
   *
   * @param dueOn by when it is in somebody's hands, or answered, as it stands now
   */
  public record Slip(Receipt receipt, Instant receivedAt, LocalDate dueOn) {}

  /**
   * The receipt of that code; the caller has made sure that this actor may have it.
   *
   * @throws NoSuchRequest when there is none
   */
  @Transactional(readOnly = true)
  Slip slip(String code) {
    String town = TownContext.required().town();
    return sql.select(REQUEST.ID, REQUEST.SECRET_VERSION, REQUEST.RECEIVED_AT, REQUEST.DUE_ON)
        .from(REQUEST)
        .where(REQUEST.TOWN.eq(town))
        .and(REQUEST.CODE.eq(code))
        .fetchOptional(row -> new Slip(new Receipt(code, secrets.of(town, row.value1(), row.value2())), row.value3(), row.value4()))
        .orElseThrow(() -> new NoSuchRequest(code));
  }

  /** Adds facts and pictures. What staff add for themselves, pictures too, is never shown to the reporter. */
  @Transactional
  public void add(String code, String text, List<UUID> files, boolean internal) {
    if (files.size() > Intake.FILES_MAX) throw new InvalidInput("files", "requests.error.tooManyFiles", Intake.FILES_MAX);
    RequestRecord request = moves.lock(code, null);
    String actor = TownContext.required().actor();
    if (files.isEmpty() || !text.isBlank()) {
      sql.insertInto(ADDITION)
          .set(ADDITION.TOWN, request.getTown())
          .set(ADDITION.REQUEST_ID, request.getId())
          .set(ADDITION.TEXT, Texts.required("text", text, Intake.WORDS_LENGTH_MAX))
          .set(ADDITION.INTERNAL, internal)
          .set(ADDITION.ADDED_BY, actor)
          .set(ADDITION.ADDED_AT, clock.instant())
          .execute();
    }
    attachments.attach(request, files, internal ? AttachmentKind.PAPER : AttachmentKind.REPORTED);
    moves.stay(request, Move.ADD, null, Map.of("files", files.size(), "internal", internal));
    if (State.valueOf(request.getState()) == State.MERGED) moves.cameIn(request);
  }

  /** Takes the request back. Others that it carried along stand for themselves again: theirs are not withdrawn. */
  @Transactional
  public void withdraw(String code, @Nullable String reason) {
    String why = Texts.optional("reason", reason);
    RequestRecord request = moves.lock(code, null);
    merging.undoAllInto(request);
    moves.make(request, Move.WITHDRAW, State.WITHDRAWN, why, Map.of());
  }

  /**
   * Rates the answer; a score below 3 brings the matter back for a review by someone else. The reporter of a merged
   * request rates too, and a dissatisfied one brings the whole matter back.
   *
   * @param score 1 (very dissatisfied) to 5 (very satisfied)
   */
  @Transactional
  public void rate(String code, int score, @Nullable String comment) {
    if (score < 1 || score > 5) throw new InvalidInput("score", "requests.error.score");
    String said = Texts.optional("comment", comment);
    RequestRecord request = moves.lock(code, null);
    State own = State.valueOf(request.getState());
    boolean merged = own == State.MERGED;
    // A matter done again is answered again, and that answer may be rated too.
    if (request.getRating() != null && own != State.FED_BACK) throw new InvalidInput("score", "requests.error.ratedBefore");
    RequestRecord matter = merged ? moves.lock(codeOf(request.getTown(), request.getMergedInto()), null) : request;
    State stands = State.valueOf(matter.getState());
    if (!RATEABLE.contains(stands)) throw new IllegalMove(Move.RATE, stands);
    sql.insertInto(RATING)
        .set(RATING.TOWN, request.getTown())
        .set(RATING.REQUEST_ID, merged && score < SATISFIED_FROM_SCORE ? matter.getId() : request.getId())
        .set(RATING.SCORE, (short) score)
        .set(RATING.COMMENT, said)
        .set(RATING.RATED_AT, clock.instant())
        .execute();
    request.setRating((short) score);
    boolean moved = (!merged || score < SATISFIED_FROM_SCORE) && rated(matter, score);
    if (merged || !moved) moves.stay(request, Move.ADD, null, Map.of("score", score));
  }

  /** Reopens the matter, once. */
  @Transactional
  public void reopen(String code, String reason) {
    String why = Texts.required("reason", reason);
    RequestRecord request = moves.lock(code, null);
    if (request.getReopened()) throw new InvalidInput("reason", "requests.error.reopenedBefore");
    request.setReopened(true);
    reviews.forgetRatings(request);
    request.setOutcome(null);
    request.setDueOn(deadlines.triageDue(clock.instant()));
    moves.make(request, Move.REOPEN, State.RECEIVED, why, Map.of());
  }

  /** Whether the rating leads the matter on; a complaint does so also when another reporter was content. */
  private boolean rated(RequestRecord matter, int score) {
    State to = score >= SATISFIED_FROM_SCORE ? State.RATED : State.UNDER_REVIEW;
    if (!Move.RATE.to(State.valueOf(matter.getState())).contains(to)) return false;
    if (to == State.UNDER_REVIEW) matter.setDueOn(deadlines.handlingDue(matter.getCategory()));
    moves.make(matter, Move.RATE, to, null, Map.of("score", score));
    return true;
  }

  private String codeOf(String town, long id) {
    return sql.select(REQUEST.CODE)
        .from(REQUEST)
        .where(REQUEST.TOWN.eq(town))
        .and(REQUEST.ID.eq(id))
        .fetchSingle(REQUEST.CODE);
  }
}
