package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.AWARD;
import static org.guanjia.awards.db.Tables.OBJECTION;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guanjia.awards.db.tables.records.AwardRecord;
import org.guanjia.awards.db.tables.records.ObjectionRecord;
import org.guanjia.people.People;
import org.guanjia.people.PersonConditions;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.crypto.Mask;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is published for objection, and what somebody says against it: by the public form, or taken down by staff. */
@Service
@Transactional
public class Objections {

  public static final int PAGE_SIZE = 50;
  public static final int WORDS_LENGTH_MAX = 2000;
  public static final int NAME_LENGTH_MAX = 100;
  static final int OPEN_MAX = 30;
  static final String WORDS = "awards.objection";
  static final String OBJECTOR = "awards.objector";
  static final String ANSWER = "awards.answer";

  private final DSLContext sql;
  private final AwardMoves moves;
  private final People people;
  private final PersonalData personal;
  private final Clock clock;

  Objections(DSLContext sql, AwardMoves moves, People people, PersonalData personal, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.people = people;
    this.personal = personal;
    this.clock = clock;
  }

  /**
   * What everybody may read.
   *
   * @param name masked
   * @param village code; null when none is known
   * @param until the last day on which somebody may object
   */
  public record Notice(long award, String name, @Nullable String village, String programme, LocalDate from, LocalDate until) {}

  /** @param next where the page after this one begins; null at the end */
  public record Notices(List<Notice> notices, @Nullable Long next) {}

  /**
   * What somebody says.
   *
   * @param objector null when they do not name themselves
   * @param upheld null while it is not answered
   */
  public record Objection(
      long id, boolean open, boolean byPublicForm, String words, @Nullable String objector, @Nullable String phone, Instant receivedAt, String receivedBy, @Nullable Boolean upheld,
      @Nullable String answer, @Nullable Instant answeredAt, @Nullable String answeredBy) {}

  /**
   * What is published today, by number.
   *
   * @param programme code; null for all
   * @param village code; null for all
   * @param after {@link Notices#next} of the page before; null for the first
   */
  @Transactional(readOnly = true)
  public Notices published(@Nullable String programme, @Nullable String village, @Nullable Long after) {
    Condition wanted = onShow();
    if (programme != null) wanted = wanted.and(AWARD.PROGRAMME.eq(programme));
    if (village != null) wanted = wanted.and(PersonConditions.inVillage(AWARD.TOWN, AWARD.PERSON_ID, village));
    if (after != null) wanted = wanted.and(AWARD.ID.gt(after));
    List<AwardRecord> found = sql.selectFrom(AWARD).where(wanted).orderBy(AWARD.ID).limit(PAGE_SIZE + 1).fetch();
    List<AwardRecord> shown = found.stream().limit(PAGE_SIZE).toList();
    Map<Long, PersonLine> whose = people.lines(shown.stream().map(AwardRecord::getPersonId).collect(Collectors.toSet()));
    List<Notice> notices = new ArrayList<>();
    for (AwardRecord row : shown) if (whose.containsKey(row.getPersonId())) notices.add(notice(row, whose.get(row.getPersonId())));
    return new Notices(notices, found.size() > shown.size() ? shown.getLast().getId() : null);
  }

  /** What is published of that award today; empty when nothing is. */
  @Transactional(readOnly = true)
  public Optional<Notice> published(long award) {
    return sql.selectFrom(AWARD).where(onShow(), AWARD.ID.eq(award)).fetchOptional().flatMap(row -> people.line(row.getPersonId()).map(person -> notice(row, person)));
  }

  private Condition onShow() {
    return AwardRows.inTown().and(AWARD.STATE.eq(AwardState.PUBLISHED.name())).and(AWARD.PUBLISHED_UNTIL.ge(today()));
  }

  private static Notice notice(AwardRecord row, PersonLine person) {
    return new Notice(row.getId(), Mask.name(person.name()), person.village(), row.getProgramme(), row.getPublishedFrom(), row.getPublishedUntil());
  }

  /**
   * Somebody objects.
   *
   * @param byPublicForm whether it came by the public form; else staff took it down, also after the last day
   * @throws NoSuchAward when nothing of that number is published
   * @throws InvalidInput naming the fields that are wrong
   */
  public long object(long award, boolean byPublicForm, String words, @Nullable String objector, @Nullable String phone) {
    if (byPublicForm && published(award).isEmpty()) throw new NoSuchAward(award);
    AwardRecord row = moves.lock(award, null);
    AwardMoves.mustBe(row, AwardMove.OBJECT);
    List<FieldError> errors = new ArrayList<>();
    if (words.isBlank()) errors.add(FieldError.of("words", "awards.error.objection"));
    Applications.tooLong(errors, "words", words, WORDS_LENGTH_MAX);
    Applications.tooLong(errors, "objector", objector, NAME_LENGTH_MAX);
    if (phone != null && !phone.matches("[0-9+() -]{5,24}")) errors.add(FieldError.of("phone", "awards.error.phone"));
    if (sql.fetchCount(OBJECTION, OBJECTION.TOWN.eq(row.getTown()).and(OBJECTION.AWARD_ID.eq(award)).and(OBJECTION.UPHELD.isNull())) >= OPEN_MAX) errors.add(FieldError.of("words", "awards.error.objections"));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    long id = sql.insertInto(OBJECTION)
        .set(OBJECTION.TOWN, row.getTown()).set(OBJECTION.AWARD_ID, award).set(OBJECTION.PUBLIC, byPublicForm).set(OBJECTION.WORDS, personal.encrypt(WORDS, words.strip()))
        .set(OBJECTION.OBJECTOR, personal.encryptOrNull(OBJECTOR, objector)).set(OBJECTION.PHONE, personal.encryptOrNull(AwardNotices.PHONE, phone))
        .set(OBJECTION.RECEIVED_AT, clock.instant()).set(OBJECTION.RECEIVED_BY, TownContext.required().actor())
        .returning(OBJECTION.ID).fetchSingle().getId();
    moves.stay(row, AwardMove.OBJECT, null, Map.of("objection", id, "public", byPublicForm));
    return id;
  }

  /**
   * Answers an objection.
   *
   * @param upheld whether it is right: then the award has to be checked again or refused
   * @throws NoSuchAward when there is none of that number that is not answered yet
   */
  public void answer(long award, long objection, boolean upheld, String words) {
    AwardRecord row = moves.lock(award, null);
    ObjectionRecord found = sql.selectFrom(OBJECTION).where(OBJECTION.TOWN.eq(row.getTown()), OBJECTION.AWARD_ID.eq(award), OBJECTION.ID.eq(objection)).forUpdate().fetchOne();
    if (found == null) throw new NoSuchAward(award);
    if (found.getUpheld() != null) throw new StaleAward(award);
    AwardMoves.mustBe(row, AwardMove.ANSWER_OBJECTION);
    if (words.isBlank() || words.length() > WORDS_LENGTH_MAX) throw new InvalidInput("answer", "awards.error.answer", WORDS_LENGTH_MAX);
    found.setUpheld(upheld);
    found.setAnswer(personal.encrypt(ANSWER, words.strip()));
    found.setAnsweredAt(clock.instant());
    found.setAnsweredBy(TownContext.required().actor());
    found.update();
    moves.stay(row, AwardMove.ANSWER_OBJECTION, null, Map.of("objection", objection, "upheld", upheld));
  }

  /** Of an award, the latest first; at most 200. */
  @Transactional(readOnly = true)
  public List<Objection> of(long award) {
    return sql.selectFrom(OBJECTION).where(OBJECTION.TOWN.eq(TownContext.required().town()), OBJECTION.AWARD_ID.eq(award)).orderBy(OBJECTION.ID.desc()).limit(200)
        .fetch(row -> new Objection(
            row.getId(), row.getUpheld() == null, row.getPublic(), personal.decrypt(WORDS, row.getWords()), personal.decryptOrNull(OBJECTOR, row.getObjector()),
            personal.decryptOrNull(AwardNotices.PHONE, row.getPhone()), row.getReceivedAt(), row.getReceivedBy(), row.getUpheld(), personal.decryptOrNull(ANSWER, row.getAnswer()),
            row.getAnsweredAt(), row.getAnsweredBy()));
  }

  /** How many of each of these awards are not answered; those of none are left out. */
  @Transactional(readOnly = true)
  public Map<Long, Integer> open(List<Long> awards) {
    if (awards.isEmpty()) return Map.of();
    Map<Long, Integer> open = new HashMap<>();
    sql.select(OBJECTION.AWARD_ID, DSL.count()).from(OBJECTION)
        .where(OBJECTION.TOWN.eq(TownContext.required().town()), OBJECTION.UPHELD.isNull(), OBJECTION.AWARD_ID.eq(DSL.any(awards.toArray(Long[]::new)))).groupBy(OBJECTION.AWARD_ID)
        .forEach(row -> open.put(row.value1(), row.value2()));
    return open;
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }
}
