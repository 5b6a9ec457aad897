package org.guanjia.requests;

import static org.guanjia.requests.db.Sequences.REQUEST_ID;
import static org.guanjia.requests.db.Tables.DROP_IN;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.crypto.Phones;
import org.guanjia.platform.database.Exchange;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.guanjia.requests.matching.Wordings;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes requests down, by every channel. */
@Service
public class Intake {

  static final int WORDS_LENGTH_MAX = 20_000;
  static final int TITLE_LENGTH_MAX = 200;
  static final int ADDRESS_LENGTH_MAX = 500;
  static final int FILES_MAX = 12;
  private static final int NAME_LENGTH_MAX = 100;
  private static final int TITLE_FROM_WORDS_LENGTH = 40;

  /** A shorter sentence says too little: 您好！ */
  private static final int TITLE_SENTENCE_LENGTH_MIN = 8;

  private static final Pattern SENTENCE_END = Pattern.compile("[。！？!?；]|\\.(?= )");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{7,15}");

  private final DSLContext sql;
  private final Ids ids;
  private final ReceiptSecrets secrets;
  private final PersonalData personal;
  private final Deadlines deadlines;
  private final Catalogue catalogue;
  private final Moves moves;
  private final Wordings wordings;
  private final Attachments attachments;
  private final Audit audit;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  Intake(
      DSLContext sql,
      Ids ids,
      ReceiptSecrets secrets,
      PersonalData personal,
      Deadlines deadlines,
      Catalogue catalogue,
      Moves moves,
      Wordings wordings,
      Attachments attachments,
      Audit audit,
      Clock clock,
      ApplicationEventPublisher events) {
    this.sql = sql;
    this.ids = ids;
    this.secrets = secrets;
    this.personal = personal;
    this.deadlines = deadlines;
    this.catalogue = catalogue;
    this.moves = moves;
    this.wordings = wordings;
    this.attachments = attachments;
    this.audit = audit;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Writes the request, its history and its audit entry in one transaction; when this returns inside a transaction that
   * commits, the request is safe.
   *
   * @throws InvalidInput naming each field that was refused
   */
  @Transactional
  public Receipt receive(NewRequest request) {
    check(request);
    TownContext context = TownContext.required();
    long id = ids.next(REQUEST_ID);
    RequestRecord row = row(context, id, request);
    var changes = new ArrayList<Query>(List.of(sql.insertInto(REQUEST).set(row), wordings.entry(row)));
    changes.addAll(moves.traces(row, Move.RECEIVE, null, null, Map.of("channel", request.channel().name())));
    Exchange.send(sql, changes);
    attachments.attach(row, request.files(), AttachmentKind.REPORTED);
    events.publishEvent(new RequestReceived(context.town(), id));
    return new Receipt(row.getCode(), secrets.of(context.town(), id, 1));
  }

  private Receipt receipt(RequestRecord request) {
    return new Receipt(request.getCode(), secrets.of(request.getTown(), request.getId(), request.getSecretVersion()));
  }

  /**
   * The receipt for printing it again. Its secret opens the reporter's own page, so the log keeps who had it.
   *
   * @throws NoSuchRequest when there is none that this actor may see
   */
  @Transactional
  public Receipt printed(String code) {
    Receipt receipt = receipt(code);
    audit.record("requests.receipt", "request", code, Map.of());
    return receipt;
  }

  /**
   * The receipt of that code again.
   *
   * @throws NoSuchRequest when there is none that this actor may see
   */
  @Transactional(readOnly = true)
  Receipt receipt(String code) {
    return find(REQUEST.CODE.eq(code)).map(this::receipt).orElseThrow(() -> new NoSuchRequest(code));
  }

  /** The receipt of the request that came in before under the same number of the same system, when this actor may see it. */
  @Transactional(readOnly = true)
  Optional<Receipt> receivedBefore(NewRequest request) {
    if (request.externalSystem() == null || request.externalId() == null) return Optional.empty();
    return find(REQUEST.EXTERNAL_SYSTEM.eq(request.externalSystem()).and(REQUEST.EXTERNAL_ID.eq(request.externalId()))).map(this::receipt);
  }

  /** Whether it failed because a request of that system has that number already. */
  static boolean hasNumberOfAnother(DataIntegrityViolationException failure) {
    return String.valueOf(failure.getMostSpecificCause().getMessage()).contains("request_external");
  }

  private Optional<RequestRecord> find(Condition condition) {
    return sql.selectFrom(REQUEST).where(REQUEST.TOWN.eq(TownContext.required().town())).and(condition).fetchOptional();
  }

  private RequestRecord row(TownContext context, long id, NewRequest request) {
    Instant now = clock.instant();
    var row = new RequestRecord();
    row.setTown(context.town());
    row.setId(id);
    row.setCode(ReceiptCode.of(id));
    row.setState(State.RECEIVED.name());
    row.setChannel(request.channel().name());
    row.setCategory(request.category());
    row.setTitle(title(request));
    row.setWords(request.words().strip());
    row.setVillage(request.village());
    row.setVillageGroup(request.villageGroup());
    row.setGrid(request.grid());
    row.setAddress(request.address());
    row.setLatitude(request.latitude());
    row.setLongitude(request.longitude());
    row.setAffected(request.affected());
    row.setAffectedCount(request.affectedCount());
    row.setAnonymous(request.anonymous());
    row.setOnBehalfOf(request.onBehalfOf());
    if (!request.anonymous()) setReporter(row, request);
    row.setExternalSystem(request.externalSystem());
    row.setExternalId(request.externalId());
    row.setDropInId(request.dropIn());
    row.setReceivedAt(now);
    row.setRecordedBy(context.actor());
    row.setDueOn(deadlines.triageDue(now));
    return row;
  }

  private void setReporter(RequestRecord row, NewRequest request) {
    row.setReporterName(personal.encryptOrNull("requests.name", request.reporterName()));
    String phone = request.reporterPhone();
    if (phone == null || phone.isBlank()) return;
    row.setReporterPhone(personal.encrypt("requests.phone", Phones.normal(phone)));
    row.setPhoneIndex(personal.blindIndex("phone", Phones.normal(phone)));
  }

  private static String title(NewRequest request) {
    String given = request.title();
    if (given != null && !given.isBlank()) return given.strip();
    return titleOf(SPACES.matcher(request.words().strip()).replaceAll(" "));
  }

  /** The words, or their first sentence, or as much of them as fits, without the beginning of a number that does not. */
  static String titleOf(String words) {
    int end = TITLE_FROM_WORDS_LENGTH;
    if (words.length() <= end) return words;
    Matcher sentence = SENTENCE_END.matcher(words).region(TITLE_SENTENCE_LENGTH_MIN, end + 1);
    if (sentence.find()) return words.substring(0, sentence.start());
    while (end > TITLE_SENTENCE_LENGTH_MIN && isAlphanumeric(words.charAt(end - 1)) && isAlphanumeric(words.charAt(end))) end--;
    if (end == TITLE_SENTENCE_LENGTH_MIN) end = TITLE_FROM_WORDS_LENGTH;
    if (Character.isHighSurrogate(words.charAt(end - 1))) end--;
    return words.substring(0, end).stripTrailing() + "…";
  }

  private static boolean isAlphanumeric(char c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }

  private void check(NewRequest request) {
    List<FieldError> errors = problems(request);
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  /** Every field that would be refused; empty for a request that can be taken down. */
  List<FieldError> problems(NewRequest request) {
    var errors = new ArrayList<FieldError>();
    if (request.words().isBlank()) errors.add(FieldError.of("words", "requests.error.wordsEmpty"));
    tooLong(errors, "words", request.words(), WORDS_LENGTH_MAX);
    tooLong(errors, "title", request.title(), TITLE_LENGTH_MAX);
    tooLong(errors, "villageGroup", request.villageGroup(), NAME_LENGTH_MAX);
    tooLong(errors, "grid", request.grid(), NAME_LENGTH_MAX);
    tooLong(errors, "address", request.address(), ADDRESS_LENGTH_MAX);
    tooLong(errors, "affected", request.affected(), 500);
    tooLong(errors, "onBehalfOf", request.onBehalfOf(), NAME_LENGTH_MAX);
    tooLong(errors, "reporterName", request.reporterName(), NAME_LENGTH_MAX);
    tooLong(errors, "externalSystem", request.externalSystem(), NAME_LENGTH_MAX);
    tooLong(errors, "externalId", request.externalId(), NAME_LENGTH_MAX);
    if ((request.externalSystem() == null) != (request.externalId() == null)) {
      errors.add(FieldError.of("externalId", "api.error.externalBoth"));
    }
    if (request.dropIn() != null && !isDropIn(request.dropIn())) errors.add(FieldError.of("dropIn", "api.error.unknownDropIn"));
    phone(errors, request.reporterPhone());
    place(errors, request);
    if (request.category() != null && !catalogue.hasCategory(request.category())) {
      errors.add(FieldError.of("category", "requests.error.unknownCategory"));
    }
    if (request.village() != null && !catalogue.hasVillage(request.village())) {
      errors.add(FieldError.of("village", "requests.error.unknownVillage"));
    }
    if (request.affectedCount() != null && (request.affectedCount() < 0 || request.affectedCount() > 10_000_000)) {
      errors.add(FieldError.of("affectedCount", "requests.error.affectedCount"));
    }
    if (request.files().size() > FILES_MAX) errors.add(FieldError.of("files", "requests.error.tooManyFiles", FILES_MAX));
    return errors;
  }

  private boolean isDropIn(long id) {
    return sql.fetchExists(DROP_IN, DROP_IN.TOWN.eq(TownContext.required().town()), DROP_IN.ID.eq(id));
  }

  private static void phone(List<FieldError> errors, @Nullable String phone) {
    if (phone != null && !phone.isBlank() && !PHONE.matcher(Phones.normal(phone)).matches()) {
      errors.add(FieldError.of("reporterPhone", "requests.error.phone"));
    }
  }

  private static void place(List<FieldError> errors, NewRequest request) {
    Double latitude = request.latitude();
    Double longitude = request.longitude();
    boolean bothOrNone = (latitude == null) == (longitude == null);
    boolean inRange =
        latitude == null || longitude == null || (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180);
    if (!bothOrNone || !inRange) errors.add(FieldError.of("latitude", "requests.error.point"));
  }

  private static void tooLong(List<FieldError> errors, String field, @Nullable String text, int most) {
    if (text != null && text.length() > most) {
      errors.add(FieldError.of(field, "requests.error.tooLong", most, text.length()));
    }
  }
}
