package org.guanjia.requests;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.guanjia.places.Places;
import org.guanjia.places.Village;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.guanjia.platform.spreadsheets.ImportTarget;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Requests that another system or a register on paper has kept so far, by spreadsheet: old ones with their end, and open ones, which go on
 * here.
 */
@Component
class RequestsTarget implements ImportTarget {
  private static final String CREATE_CATEGORIES = "createCategories";
  private static final String CREATE_DEPARTMENTS = "createDepartments";
  private static final String CREATE_VILLAGES = "createVillages";

  static final ImportField<String> EXTERNAL_ID = ImportField.code("externalId", 100).mandatory()
      .alias("编号", "外部编号", "工单号", "工单编号", "受理编号", "诉求编号", "request id", "service request id", "id", "case number");
  static final ImportField<LocalDateTime> RECEIVED = ImportField.dateTime("received").mandatory()
      .alias("受理时间", "登记时间", "诉求时间", "来电时间", "受理日期", "登记日期", "requested datetime", "date received", "datetimeinit", "created");
  static final ImportField<String> TITLE = ImportField.text("title", Intake.TITLE_LENGTH_MAX).mandatory()
      .alias("标题", "事项", "诉求标题", "诉求事项", "工单标题", "subject", "description");
  static final ImportField<String> WORDS = ImportField.text("words", Intake.WORDS_LENGTH_MAX)
      .alias("内容", "诉求内容", "反映内容", "详细内容", "工单内容", "details", "explanation");
  static final ImportField<String> CATEGORY = ImportField.text("category", 100)
      .alias("类别", "分类", "诉求类别", "诉求类型", "service name", "group", "problemcode");
  static final ImportField<String> VILLAGE = ImportField.text("village", 60)
      .alias("村", "社区", "村社区", "所属村", "所属村社区", "村居", "属地", "ward", "district");
  static final ImportField<String> ADDRESS = ImportField.text("address", 500)
      .alias("地址", "地点", "发生地点", "详细地址", "location", "probaddress");
  static final ImportField<ImportedState> STATE = ImportField.oneOf("state", ImportedState.WORDS).alias("状态", "办理状态", "办结情况", "status");
  static final ImportField<LocalDateTime> CLOSED = ImportField.dateTime("closed")
      .alias("办结时间", "办结日期", "完成时间", "结案时间", "closed datetime", "datetimeclosed", "date closed");
  static final ImportField<LocalDateTime> WITHDRAWN = ImportField.dateTime("withdrawn").alias("撤销时间", "取消时间", "datecancelled", "cancelled");
  static final ImportField<String> DEPARTMENT = ImportField.text("department", 100)
      .alias("承办部门", "办理部门", "责任部门", "部门", "承办单位", "agency responsible", "submitto", "department name");
  static final ImportField<String> CHANNEL = ImportField.text("channel", 60).alias("渠道", "来源渠道", "诉求渠道", "callertype", "source");
  static final ImportField<Long> AFFECTED = ImportField.wholeNumber("affectedCount", 0, 10_000_000).alias("涉及人数", "影响人数", "people affected");

  private final Places places;
  private final ImportedRequests requests;
  private final Catalogue catalogue;
  private final Clock clock;

  RequestsTarget(Places places, ImportedRequests requests, Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.places = places;
    this.requests = requests;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "requests";
  }

  @Override
  public Permission permission() {
    return Permission.IMPORT;
  }

  @Override
  public List<ImportField<?>> fields() {
    return List.of(EXTERNAL_ID, RECEIVED, TITLE, WORDS, CATEGORY, VILLAGE, ADDRESS, STATE, CLOSED, WITHDRAWN, DEPARTMENT, CHANNEL, AFFECTED);
  }

  @Override
  public List<String> options() {
    return List.of(CREATE_CATEGORIES, CREATE_DEPARTMENTS, CREATE_VILLAGES);
  }

  @Override
  public void take(ImportBatch batch) {
    refuseKnown(batch);
    Names categories = requests.categories(batch.ticked(CREATE_CATEGORIES));
    Names departments = requests.departments(batch.ticked(CREATE_DEPARTMENTS));
    Villages villages = new Villages(places.villageNames(), new Names(batch.ticked(CREATE_VILLAGES)));
    ZoneId zone = places.town().zone();
    List<ImportedRequest> taken = new ArrayList<>();
    for (ImportRow row : batch.standing()) {
      Times times = times(batch, row, zone);
      Optional<String> category = code(batch, row, CATEGORY, categories, "requests.import.category");
      Optional<String> department = code(batch, row, DEPARTMENT, departments, "requests.import.department");
      Optional<String> village = village(batch, row, villages);
      if (times == null || category == null || department == null || village == null) continue;
      taken.add(new ImportedRequest(row.number(), row.must(EXTERNAL_ID), row.must(TITLE), orElse(row.get(WORDS), row.must(TITLE)),
          category.orElse(null), village.orElse(null), row.get(ADDRESS), department.orElse(null), channel(batch, row),
          row.get(AFFECTED), times.state(), times.received(), times.ended()));
    }
    requests.createVillages(villages.added().created());
    requests.createCategories(categories.created());
    requests.createDepartments(departments.created());
    requests.write(batch.importId(), system(batch), taken);
  }

  @Override
  public void taken() {
    catalogue.forget();
    places.forget();
  }

  /** A number the other system gave once can come in once: within the file, and over all imports from that source. */
  private void refuseKnown(ImportBatch batch) {
    Map<String, Integer> rowOf = new HashMap<>();
    Map<String, ImportedRequests.Known> known = requests.known(system(batch), batch.standing().stream().map(row -> row.must(EXTERNAL_ID)).toList());
    for (ImportRow row : batch.standing()) {
      String id = row.must(EXTERNAL_ID);
      Integer earlier = rowOf.putIfAbsent(id, row.number());
      ImportedRequests.Known there = known.get(id);
      if (earlier != null) {
        batch.refuse(row, EXTERNAL_ID, "requests.import.twice", id, earlier);
      } else if (there != null && there.importId() == batch.importId()) {
        batch.refuse(row, EXTERNAL_ID, "requests.import.twice", id, there.row());
      } else if (there != null) {
        batch.refuse(row, EXTERNAL_ID, "requests.import.known", id, ReceiptCode.display(there.code()));
      }
    }
  }

  private record Villages(Function<String, Optional<Village>> known, Names added) {}

  private record Times(ImportedState state, Instant received, @Nullable Instant ended) {}

  /** When it came in and when it ended, in the town's zone; null when the row was refused for them. */
  private @Nullable Times times(ImportBatch batch, ImportRow row, ZoneId zone) {
    LocalDateTime received = row.must(RECEIVED);
    LocalDateTime closed = row.get(CLOSED);
    LocalDateTime withdrawn = row.get(WITHDRAWN);
    ImportedState state = orElse(row.get(STATE), closed != null ? ImportedState.CLOSED : withdrawn != null ? ImportedState.WITHDRAWN : ImportedState.OPEN);
    LocalDateTime ended = state == ImportedState.OPEN ? null : state == ImportedState.WITHDRAWN && withdrawn != null ? withdrawn : closed;
    if (ended != null && ended.isBefore(received)) {
      batch.refuse(row, ended.equals(closed) ? CLOSED : WITHDRAWN, "requests.import.closedBefore", text(ended), text(received));
      return null;
    }
    Instant now = clock.instant();
    Instant at = received.atZone(zone).toInstant();
    Instant end = ended == null ? null : ended.atZone(zone).toInstant();
    if (at.isAfter(now) || end != null && end.isAfter(now)) {
      batch.refuse(row, at.isAfter(now) ? RECEIVED : CLOSED, "requests.import.future", text(at.isAfter(now) ? received : ended));
      return null;
    }
    if (state != ImportedState.OPEN && end == null) batch.warn(row, CLOSED, "requests.import.noEnd");
    if (state == ImportedState.OPEN && closed != null) batch.warn(row, CLOSED, "requests.import.openWithEnd", text(closed));
    if (!zone.getRules().isValidOffset(received, zone.getRules().getOffset(received))) batch.warn(row, RECEIVED, "requests.import.gap", text(received));
    return new Times(state, at, end == null && state != ImportedState.OPEN ? at : end);
  }

  /** The code behind a name; empty when the cell is, null when the row was refused for it. */
  @SuppressWarnings("OptionalAssignedToNull")
  private static @Nullable Optional<String> code(ImportBatch batch, ImportRow row, ImportField<String> field, Names names, String key) {
    String name = row.get(field);
    if (name == null) return Optional.empty();
    String code = names.code(name);
    if (code == null) {
      batch.refuse(row, field, key, name);
      return null;
    }
    return Optional.of(code);
  }

  /** As {@link #code}; a request whose village nobody wrote down is taken without one, and said so. */
  @SuppressWarnings("OptionalAssignedToNull")
  private static @Nullable Optional<String> village(ImportBatch batch, ImportRow row, Villages villages) {
    String name = row.get(VILLAGE);
    if (name == null) {
      batch.warn(row, VILLAGE, "requests.import.noVillage");
      return Optional.empty();
    }
    Optional<String> known = villages.known().apply(name).map(Village::code);
    return known.isPresent() ? known : code(batch, row, VILLAGE, villages.added(), "requests.import.village");
  }

  /** By which door it came in; a word nobody here knows is no reason to refuse a request. */
  private static Channel channel(ImportBatch batch, ImportRow row) {
    String word = row.get(CHANNEL);
    if (word == null) return Channel.SYSTEM;
    Channel known = ImportedState.channel(word);
    if (known == null) batch.warn(row, CHANNEL, "requests.import.channel", word);
    return orElse(known, Channel.SYSTEM);
  }

  private static String system(ImportBatch batch) {
    return batch.source().isEmpty() ? "import" : batch.source();
  }

  private static String text(@Nullable LocalDateTime moment) {
    return String.valueOf(moment).replace('T', ' ');
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
