package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ADDITION;
import static org.guanjia.requests.db.Tables.ANSWER;
import static org.guanjia.requests.db.Tables.ATTACHMENT;
import static org.guanjia.requests.db.Tables.HANDLING;
import static org.guanjia.requests.db.Tables.HISTORY;
import static org.guanjia.requests.db.Tables.QUESTION;
import static org.guanjia.requests.db.Tables.RATING;
import static org.guanjia.requests.db.Tables.REQUEST;
import static org.guanjia.requests.db.Tables.TELLING;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.guanjia.platform.crypto.Mask;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads matters: lists by keyset, one whole. Row-level security decides which of them an actor sees at all. */
@Service
public class Matters {

  static final int PAGE_SIZE = 50;
  static final int PAGE_SIZE_MAX = 200;
  private static final int PARTS_MAX = 500;

  private static final List<Field<?>> LINE =
      List.of(
          REQUEST.ID, REQUEST.CODE, REQUEST.TITLE, REQUEST.STATE, REQUEST.OUTCOME, REQUEST.CHANNEL, REQUEST.CATEGORY, REQUEST.VILLAGE,
          REQUEST.ADDRESS, REQUEST.DEPARTMENTS, REQUEST.ASSIGNEE, REQUEST.RECEIVED_AT, REQUEST.DUE_ON, REQUEST.CLOCK_STOPPED_ON,
          REQUEST.ESCALATION_LEVEL, REQUEST.CLOSED_AT, REQUEST.RATING, REQUEST.VERSION);

  private final DSLContext sql;
  private final MatterConditions conditions;
  private final PersonalData personal;
  private final StoredFiles files;
  private final JsonMapper json;

  Matters(DSLContext sql, MatterConditions conditions, PersonalData personal, StoredFiles files, JsonMapper json) {
    this.sql = sql;
    this.conditions = conditions;
    this.personal = personal;
    this.files = files;
    this.json = json;
  }

  /**
   * One page of a list.
   *
   * @param next where the page after this one begins; null at the end
   */
  public record Lines(List<MatterLine> lines, @Nullable String next) {}

  /**
   * A page of the matters that the filter lets through: open ones by deadline, others the latest received first.
   *
   * @param after {@link Lines#next} of the page before; one that cannot be read begins anew
   * @param size 1 to {@value #PAGE_SIZE_MAX}
   */
  @Transactional(readOnly = true)
  public Lines list(MatterFilter filter, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    boolean byDeadline = filter.standing().byDeadline();
    Condition wanted = conditions.of(filter);
    Condition beyond = beyond(after, byDeadline);
    List<MatterLine> found =
        sql.select(LINE)
            .from(REQUEST)
            .where(beyond == null ? wanted : wanted.and(beyond))
            .orderBy(order(byDeadline))
            .limit(most + 1)
            .fetch(Matters::line);
    boolean more = found.size() > most;
    List<MatterLine> shown = more ? found.subList(0, most) : found;
    return new Lines(List.copyOf(shown), more ? cursor(shown.getLast(), byDeadline) : null);
  }

  /** How many the filter lets through, counted up to {@code most}. */
  @Transactional(readOnly = true)
  public int count(MatterFilter filter, int most) {
    return sql.fetchCount(sql.selectOne().from(REQUEST).where(conditions.of(filter)).limit(most));
  }

  /** How many each of the filters lets through, each counted up to {@code most}; one statement. */
  @Transactional(readOnly = true)
  public List<Integer> counts(List<MatterFilter> filters, int most) {
    if (filters.isEmpty()) return List.of();
    List<Field<Integer>> counts =
        filters.stream()
            .map(filter -> DSL.field(DSL.selectCount().from(DSL.selectOne().from(REQUEST).where(conditions.of(filter)).limit(most))))
            .toList();
    Record row = sql.select(counts).fetchSingle();
    return counts.stream().map(count -> Objects.requireNonNull(row.get(count))).toList();
  }

  /** The line of that matter; empty when there is none that this actor may see. */
  @Transactional(readOnly = true)
  public Optional<MatterLine> line(String code) {
    return sql.select(LINE).from(REQUEST).where(REQUEST.TOWN.eq(town())).and(REQUEST.CODE.eq(code)).fetchOptional(Matters::line);
  }

  /** The lines of those matters, as far as this actor may see them; at most {@value #PARTS_MAX}. */
  @Transactional(readOnly = true)
  public List<MatterLine> lines(Collection<String> codes) {
    if (codes.isEmpty()) return List.of();
    return sql.select(LINE).from(REQUEST).where(REQUEST.TOWN.eq(town())).and(REQUEST.CODE.in(codes)).orderBy(REQUEST.ID).limit(PARTS_MAX).fetch(Matters::line);
  }

  /** All that the filter lets through, in the order of the list, read {@value #PAGE_SIZE_MAX} at a time; needs a transaction until its end. */
  public Stream<List<MatterLine>> pages(MatterFilter filter) {
    return Stream.iterate(Optional.of(list(filter, null, PAGE_SIZE_MAX)), Optional::isPresent, page -> after(filter, page.orElseThrow()))
        .map(page -> page.orElseThrow().lines());
  }

  private Optional<Lines> after(MatterFilter filter, Lines page) {
    return page.next() == null ? Optional.empty() : Optional.of(list(filter, page.next(), PAGE_SIZE_MAX));
  }

  /**
   * The matter of that receipt code.
   *
   * @throws NoSuchRequest when there is none that this actor may see
   */
  @Transactional(readOnly = true)
  public Matter find(String code) {
    RequestRecord request =
        sql.selectFrom(REQUEST).where(REQUEST.TOWN.eq(town())).and(REQUEST.CODE.eq(code)).fetchOne();
    if (request == null) throw new NoSuchRequest(code);
    return whole(request);
  }

  private Matter whole(RequestRecord r) {
    return new Matter(
        line(r), r.getWords(), r.getVillageGroup(), r.getGrid(), r.getLatitude(), r.getLongitude(), r.getAffected(), r.getAffectedCount(),
        r.getAnonymous(), r.getOnBehalfOf(), Mask.name(personal.decryptOrNull("requests.name", r.getReporterName())),
        Mask.phone(personal.decryptOrNull("requests.phone", r.getReporterPhone())), r.getExternalSystem(), r.getExternalId(), r.getDropInId(),
        r.getSupervisor(), r.getRecordedBy(), r.getExtended(), r.getClockStoppedOn(), r.getReopened(), mergedInto(r), merged(r), history(r),
        files(r), departments(r), questions(r), additions(r), answers(r), tellings(r), ratings(r));
  }

  private static List<SortField<?>> order(boolean byDeadline) {
    return byDeadline ? List.of(REQUEST.DUE_ON.asc(), REQUEST.ID.asc()) : List.of(REQUEST.RECEIVED_AT.desc(), REQUEST.ID.desc());
  }

  /** Whether {@link #list} of that filter gives such values as {@link Lines#next}. */
  static boolean isCursor(String typed, MatterFilter filter) {
    return beyond(typed, filter.standing().byDeadline()) != null;
  }

  /** Where the list goes on after that matter. */
  static String cursor(MatterLine last, boolean byDeadline) {
    return (byDeadline ? last.dueOn() : last.receivedAt()) + "_" + last.id();
  }

  private static @Nullable Condition beyond(@Nullable String cursor, boolean byDeadline) {
    if (cursor == null || !cursor.matches("[0-9TZ:.\\-]{10,40}_[0-9]{1,18}")) return null;
    String key = cursor.substring(0, cursor.indexOf('_'));
    long id = Long.parseLong(cursor.substring(cursor.indexOf('_') + 1));
    try {
      return byDeadline
          ? DSL.row(REQUEST.DUE_ON, REQUEST.ID).gt(LocalDate.parse(key), id)
          : DSL.row(REQUEST.RECEIVED_AT, REQUEST.ID).lt(Instant.parse(key), id);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  static MatterLine line(Record row) {
    String outcome = row.get(REQUEST.OUTCOME);
    Short rating = row.get(REQUEST.RATING);
    return new MatterLine(
        row.get(REQUEST.ID), row.get(REQUEST.CODE), row.get(REQUEST.TITLE), State.valueOf(row.get(REQUEST.STATE)),
        outcome == null ? null : Outcome.valueOf(outcome), Channel.valueOf(row.get(REQUEST.CHANNEL)), row.get(REQUEST.CATEGORY),
        row.get(REQUEST.VILLAGE), row.get(REQUEST.ADDRESS), List.of(row.get(REQUEST.DEPARTMENTS)), row.get(REQUEST.ASSIGNEE),
        row.get(REQUEST.RECEIVED_AT), row.get(REQUEST.DUE_ON), row.get(REQUEST.CLOCK_STOPPED_ON) != null, row.get(REQUEST.ESCALATION_LEVEL),
        row.get(REQUEST.CLOSED_AT), rating == null ? null : rating.intValue(), row.get(REQUEST.VERSION));
  }

  private Matter.@Nullable Linked mergedInto(RequestRecord r) {
    return r.getMergedInto() == null ? null : linked(REQUEST.ID.eq(r.getMergedInto())).stream().findFirst().orElse(null);
  }

  private List<Matter.Linked> merged(RequestRecord r) {
    return linked(REQUEST.MERGED_INTO.eq(r.getId()));
  }

  private List<Matter.Linked> linked(Condition condition) {
    return sql.select(REQUEST.CODE, REQUEST.TITLE, REQUEST.CHANNEL, REQUEST.RECEIVED_AT)
        .from(REQUEST)
        .where(REQUEST.TOWN.eq(town()))
        .and(condition)
        .orderBy(REQUEST.ID)
        .limit(PARTS_MAX)
        .fetch(row -> new Matter.Linked(row.value1(), row.value2(), Channel.valueOf(row.value3()), row.value4()));
  }

  private List<Matter.Event> history(RequestRecord r) {
    return sql.selectFrom(HISTORY)
        .where(HISTORY.TOWN.eq(r.getTown()))
        .and(HISTORY.REQUEST_ID.eq(r.getId()))
        .orderBy(HISTORY.ID)
        .limit(PARTS_MAX)
        .fetch(
            row ->
                new Matter.Event(
                    Move.valueOf(row.getMove()), row.getFromState() == null ? null : State.valueOf(row.getFromState()),
                    State.valueOf(row.getToState()), row.getAt(), row.getActor(), row.getReason(), details(row.getDetails())));
  }

  private Map<String, Object> details(@Nullable JSONB details) {
    return details == null ? Map.of() : json.readValue(details.data(), new TypeReference<Map<String, Object>>() {});
  }

  private List<Matter.Attached> files(RequestRecord r) {
    var kinds =
        sql.select(ATTACHMENT.FILE_ID, ATTACHMENT.KIND)
            .from(ATTACHMENT)
            .where(ATTACHMENT.TOWN.eq(r.getTown()))
            .and(ATTACHMENT.REQUEST_ID.eq(r.getId()))
            .limit(PARTS_MAX)
            .fetchMap(ATTACHMENT.FILE_ID, ATTACHMENT.KIND);
    if (kinds.isEmpty()) return List.of();
    return files.ownedBy(Attachments.owner(r.getCode())).stream()
        .filter(file -> kinds.containsKey(file.id()))
        .map(
            file ->
                new Matter.Attached(
                    file.id(), AttachmentKind.valueOf(Objects.requireNonNull(kinds.get(file.id()))), file.name(), file.type(), file.uploadedAt(), file.uploadedBy()))
        .toList();
  }

  private List<Matter.Hands> departments(RequestRecord r) {
    return sql.selectFrom(HANDLING)
        .where(HANDLING.TOWN.eq(r.getTown()))
        .and(HANDLING.REQUEST_ID.eq(r.getId()))
        .orderBy(HANDLING.LEAD.desc(), HANDLING.OFFERED_AT, HANDLING.DEPARTMENT)
        .limit(PARTS_MAX)
        .fetch(
            row ->
                new Matter.Hands(
                    row.getDepartment(), row.getLead(), row.getState(), row.getOfficer(), row.getOfferedAt(), row.getAnsweredAt(),
                    row.getReason(), row.getResult(), row.getDoneAt()));
  }

  private List<Matter.Question> questions(RequestRecord r) {
    return sql.selectFrom(QUESTION)
        .where(QUESTION.TOWN.eq(r.getTown()))
        .and(QUESTION.REQUEST_ID.eq(r.getId()))
        .orderBy(QUESTION.ID)
        .limit(PARTS_MAX)
        .fetch(row -> new Matter.Question(row.getText(), row.getAskedBy(), row.getAskedAt(), row.getAnswer(), row.getAnsweredAt()));
  }

  private List<Matter.Addition> additions(RequestRecord r) {
    return sql.selectFrom(ADDITION)
        .where(ADDITION.TOWN.eq(r.getTown()))
        .and(ADDITION.REQUEST_ID.eq(r.getId()))
        .orderBy(ADDITION.ID)
        .limit(PARTS_MAX)
        .fetch(row -> new Matter.Addition(row.getText(), row.getInternal(), row.getAddedBy(), row.getAddedAt()));
  }

  /** The answers of the matter itself; a merged request is answered by the one that carries it. */
  private List<Matter.Answer> answers(RequestRecord r) {
    long matter = r.getMergedInto() == null ? r.getId() : r.getMergedInto();
    return sql.selectFrom(ANSWER)
        .where(ANSWER.TOWN.eq(r.getTown()))
        .and(ANSWER.REQUEST_ID.eq(matter))
        .orderBy(ANSWER.ID)
        .limit(PARTS_MAX)
        .fetch(
            row ->
                new Matter.Answer(
                    row.getId(), row.getText(), row.getPolicyId(), row.getDraftedBy(), row.getDraftedAt(), row.getDecidedBy(),
                    row.getDecidedAt(), row.getApproved(), row.getReturnReason()));
  }

  /** Everybody who has to be told of this matter; of a merged request, its own reporter alone. */
  private List<Matter.Telling> tellings(RequestRecord r) {
    Condition whose = r.getMergedInto() == null ? TELLING.MATTER_ID.eq(r.getId()) : TELLING.REQUEST_ID.eq(r.getId());
    return sql.select(REQUEST.CODE, TELLING.WAY, TELLING.TOLD_AT, TELLING.TOLD_BY, TELLING.NOTE)
        .from(TELLING)
        .join(REQUEST)
        .on(REQUEST.TOWN.eq(TELLING.TOWN))
        .and(REQUEST.ID.eq(TELLING.REQUEST_ID))
        .where(TELLING.TOWN.eq(r.getTown()))
        .and(whose)
        .orderBy(TELLING.ANSWER_ID, TELLING.REQUEST_ID)
        .limit(PARTS_MAX)
        .fetch(
            row ->
                new Matter.Telling(row.value1(), Tellings.Way.valueOf(row.value2()), row.value3(), row.value4(), row.value5()));
  }

  private List<Matter.Rating> ratings(RequestRecord r) {
    return sql.selectFrom(RATING)
        .where(RATING.TOWN.eq(r.getTown()))
        .and(RATING.REQUEST_ID.eq(r.getId()))
        .orderBy(RATING.ID)
        .limit(PARTS_MAX)
        .fetch(
            row ->
                new Matter.Rating(
                    row.getScore(), row.getComment(), row.getRatedAt(), row.getReviewedBy(), row.getReviewedAt(), row.getReview()));
  }

  private static String town() {
    return TownContext.required().town();
  }
}
