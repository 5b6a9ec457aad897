package org.guanjia.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.guanjia.platform.spreadsheets.ImportTarget;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists of deaths, moves and births as police, hospitals and funeral services send them. */
@Component
class LifeEventsTarget implements ImportTarget {

  static final String NAME = "lifeEvents";
  /** Ticked: who moved out keeps the registered household here. */
  private static final String KEEPS_REGISTRATION = "keepsRegistration";
  /** Ticked for a list that does not say in each row what happened. */
  private static final Map<String, LifeEvent.Kind> ALL = Map.of("allDied", LifeEvent.Kind.DIED, "allMovedOut", LifeEvent.Kind.MOVED_OUT);

  private static final ImportField<LifeEvent.Kind> KIND = ImportField.oneOf("kind", kinds()).alias("事件", "事件类型", "变动类型", "变动原因", "人口变动类型", "业务类型", "变更类型", "event");
  private static final ImportField<LocalDate> ON = ImportField.date("on").mandatory()
      .alias("日期", "事件日期", "变动日期", "死亡日期", "死亡时间", "迁出日期", "迁入日期", "迁移日期", "注销日期", "办理日期", "火化日期", "date");
  private static final ImportField<String> NOTE = ImportField.text("note", LifeEvent.NOTE_LENGTH_MAX).alias("备注", "说明", "迁往", "迁往地", "迁往地址", "迁来地", "死亡原因", "note");

  private final PeopleFields fields;
  private final RowReading rows;
  private final PeopleIntake intake;
  private final LifeEventRows events;
  private final Clock clock;

  LifeEventsTarget(PeopleFields fields, RowReading rows, PeopleIntake intake, LifeEventRows events, Clock clock) {
    this.fields = fields;
    this.rows = rows;
    this.intake = intake;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Permission permission() {
    return Permission.PEOPLE_EDIT;
  }

  @Override
  public List<ImportField<?>> fields() {
    return Stream.concat(Stream.of(KIND, ON, NOTE), Stream.of(fields.name, fields.documentKind, fields.document, fields.sex, fields.birth, fields.phones, fields.village)).toList();
  }

  @Override
  public List<String> options() {
    return List.of("allDied", "allMovedOut", KEEPS_REGISTRATION);
  }

  @Override
  public void take(ImportBatch batch) {
    LocalDate today = WorkingDays.dayOf(clock.instant());
    for (ImportRow row : batch.standing()) if (kind(batch, row) == null) batch.refuse(row, KIND, "lifeEvents.import.kind");
    Map<Integer, ImportRow> raw = batch.standing().stream().collect(Collectors.toMap(ImportRow::number, row -> row));
    List<PersonRow> read = rows.read(batch, row -> event(batch, row)).stream().filter(row -> sound(batch, raw, row, today)).map(LifeEventsTarget::asOfEvent).toList();
    intake.take(batch, read, LifeEventsTarget::brings, events);
  }

  /** Somebody whom the event brings is known from that day on. */
  private static PersonRow asOfEvent(PersonRow row) {
    return new PersonRow(row.number(), row.typed(), row.facts(), LifeEventRows.event(row).on(), row.source(), row.more());
  }

  /** Who was born here or moved in may be unknown so far; who is not known cannot have died or left. */
  private static boolean brings(PersonRow row) {
    LifeEvent.Kind kind = LifeEventRows.kind(row);
    return kind == LifeEvent.Kind.MOVED_IN || kind == LifeEvent.Kind.BORN;
  }

  private static Map<String, String> event(ImportBatch batch, ImportRow row) {
    Map<String, String> more = new HashMap<>();
    more.put(LifeEventRows.KIND, String.valueOf(kind(batch, row)));
    more.put(LifeEventRows.ON, row.must(ON).toString());
    String note = row.get(NOTE);
    if (note != null) more.put(LifeEventRows.NOTE, note);
    if (batch.ticked(KEEPS_REGISTRATION)) more.put(LifeEventRows.KEEPS_REGISTRATION, "true");
    return more;
  }

  private static LifeEvent.@Nullable Kind kind(ImportBatch batch, ImportRow row) {
    LifeEvent.Kind told = row.get(KIND);
    return told != null ? told : ALL.entrySet().stream().filter(each -> batch.ticked(each.getKey())).map(Map.Entry::getValue).findFirst().orElse(null);
  }

  private static boolean sound(ImportBatch batch, Map<Integer, ImportRow> raw, PersonRow row, LocalDate today) {
    ImportRow from = java.util.Objects.requireNonNull(raw.get(row.number()));
    LocalDate on = from.must(ON);
    LocalDate birth = row.facts().birth();
    if (on.isAfter(today)) batch.refuse(from, ON, "lifeEvents.import.future", on);
    else if (birth != null && on.isBefore(birth)) batch.refuse(from, ON, "lifeEvents.import.beforeBirth", on, birth);
    else return true;
    return false;
  }

  private static Map<String, LifeEvent.Kind> kinds() {
    Map<LifeEvent.Kind, String> words = Map.of(
        LifeEvent.Kind.DIED, "死亡 去世 死亡注销 亡故 died", LifeEvent.Kind.MOVED_OUT, "迁出 搬出 搬走 迁出注销 moved_out", LifeEvent.Kind.MOVED_IN, "迁入 搬入 入户 moved_in",
        LifeEvent.Kind.BORN, "出生 出生登记 born", LifeEvent.Kind.MARRIED, "结婚 married", LifeEvent.Kind.DIVORCED, "离婚 divorced");
    Map<String, LifeEvent.Kind> all = new HashMap<>();
    words.forEach((kind, list) -> Arrays.stream(list.split(" ")).forEach(word -> all.put(word, kind)));
    return all;
  }
}
