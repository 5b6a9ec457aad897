package org.guanjia.coverage;

import static org.guanjia.coverage.db.Tables.LIST_ITEM;
import static org.guanjia.coverage.db.Tables.OUTSIDE_LIST;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.guanjia.benefits.CompleteLists;
import org.guanjia.benefits.Programmes;
import org.guanjia.coverage.ListItem.Matched;
import org.guanjia.coverage.db.tables.records.ListItemRecord;
import org.guanjia.coverage.db.tables.records.OutsideListRecord;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists of outside offices as denominators: begun, fed by the import, doubtful rows decided, declared complete. */
@Service
@Transactional
public class OutsideLists {

  private static final int SHOWN_MAX = 200;
  private static final LocalDate FIRST_DAY = LocalDate.of(1990, 1, 1);
  private static final String SUBJECT = "outside-list";

  private final DSLContext sql;
  private final Programmes programmes;
  private final CompleteLists complete;
  private final People people;
  private final Audit audit;
  private final Clock clock;

  OutsideLists(DSLContext sql, Programmes programmes, CompleteLists complete, People people, Audit audit, Clock clock) {
    this.sql = sql;
    this.programmes = programmes;
    this.complete = complete;
    this.people = people;
    this.audit = audit;
    this.clock = clock;
  }

  /** All lists, the latest day first; at most 200. */
  @Transactional(readOnly = true)
  public List<OutsideList> all() {
    return sql.selectFrom(OUTSIDE_LIST).where(OUTSIDE_LIST.TOWN.eq(CoverageRows.town())).orderBy(OUTSIDE_LIST.AS_OF.desc(), OUTSIDE_LIST.ID.desc()).limit(SHOWN_MAX).fetch(OutsideLists::list);
  }

  @Transactional(readOnly = true)
  public Optional<OutsideList> find(long id) {
    return sql.selectFrom(OUTSIDE_LIST).where(OUTSIDE_LIST.TOWN.eq(CoverageRows.town()), OUTSIDE_LIST.ID.eq(id)).fetchOptional(OutsideLists::list);
  }

  /** The list of the same office and purpose before that one; empty when it is the first. */
  @Transactional(readOnly = true)
  public Optional<OutsideList> before(OutsideList list) {
    return all().stream()
        .filter(other -> other.id() != list.id() && other.source() == list.source() && Objects.equals(other.programme(), list.programme()) && other.group() == list.group() && other.elsewhere() == list.elsewhere())
        .filter(other -> other.asOf().isBefore(list.asOf()) || other.asOf().equals(list.asOf()) && other.id() < list.id()).findFirst();
  }

  /**
   * Begins a list; its rows come by the import whose source names it.
   *
   * @throws InvalidInput naming the fields that are wrong
   */
  public long begin(NewOutsideList said) {
    List<FieldError> errors = new ArrayList<>();
    String title = said.title().strip();
    if (said.source() == null) errors.add(FieldError.of("source", "coverage.error.listSource"));
    if (title.isEmpty() || title.length() > OutsideList.TITLE_LENGTH_MAX || title.contains("#")) errors.add(FieldError.of("title", "coverage.error.title", OutsideList.TITLE_LENGTH_MAX));
    if (said.asOf() == null || said.asOf().isAfter(today()) || said.asOf().isBefore(FIRST_DAY)) errors.add(FieldError.of("asOf", "coverage.error.asOf", FIRST_DAY));
    if (said.document() != null && said.document().length() > OutsideList.DOCUMENT_LENGTH_MAX) errors.add(FieldError.of("document", "coverage.error.long", OutsideList.DOCUMENT_LENGTH_MAX));
    if (said.programme() != null && programmes.find(said.programme()).isEmpty()) errors.add(FieldError.of("programme", "coverage.error.programme"));
    if (said.programme() == null && said.group() == null && !said.elsewhere()) errors.add(FieldError.of("programme", "coverage.error.denominator"));
    if (!errors.isEmpty() || said.source() == null || said.asOf() == null) throw new InvalidInput(errors);
    long id = sql.insertInto(OUTSIDE_LIST)
        .set(OUTSIDE_LIST.TOWN, CoverageRows.town()).set(OUTSIDE_LIST.SOURCE, said.source().name()).set(OUTSIDE_LIST.TITLE, title).set(OUTSIDE_LIST.AS_OF, said.asOf())
        .set(OUTSIDE_LIST.DOCUMENT, said.document()).set(OUTSIDE_LIST.PROGRAMME, said.programme()).set(OUTSIDE_LIST.SPECIAL_GROUP, said.group() == null ? null : said.group().name())
        .set(OUTSIDE_LIST.ELSEWHERE, said.elsewhere()).set(OUTSIDE_LIST.MADE_BY, TownContext.required().actor()).set(OUTSIDE_LIST.MADE_AT, clock.instant())
        .returning(OUTSIDE_LIST.ID).fetchSingle().getId();
    audit.record("coverage.list-begun", SUBJECT, String.valueOf(id), Map.of("source", said.source().name(), "asOf", said.asOf().toString()));
    return id;
  }

  /** Its rows are others than those that were compared. */
  void grew(long id) {
    sql.update(OUTSIDE_LIST).setNull(OUTSIDE_LIST.COMPARED_AT).setNull(OUTSIDE_LIST.COMPARED_IN).where(OUTSIDE_LIST.TOWN.eq(CoverageRows.town()), OUTSIDE_LIST.ID.eq(id)).execute();
  }

  /**
   * Declares that the list holds everybody of its group: whoever is not on it is not of the group, as of its day.
   *
   * @throws InvalidInput when it is of no group, empty, declared already, or has rows of which nobody knows who is meant
   */
  public void declare(long id) {
    OutsideListRecord row = locked(id);
    OutsideList list = list(row);
    if (list.group() == null) throw new InvalidInput("list", "coverage.error.noGroup");
    if (list.completeList() != null) throw new InvalidInput("list", "coverage.error.declared");
    int items = sql.fetchCount(LIST_ITEM, LIST_ITEM.TOWN.eq(CoverageRows.town()).and(LIST_ITEM.LIST_ID.eq(id)));
    int doubtful = sql.fetchCount(LIST_ITEM, LIST_ITEM.TOWN.eq(CoverageRows.town()).and(LIST_ITEM.LIST_ID.eq(id)).and(LIST_ITEM.MATCHED.eq(Matched.DOUBTFUL.name())));
    int strangers = sql.fetchCount(
        LIST_ITEM, LIST_ITEM.TOWN.eq(CoverageRows.town()).and(LIST_ITEM.LIST_ID.eq(id)).and(LIST_ITEM.PERSON_ID.isNotNull()).andNot(org.jooq.impl.DSL.condition(LIST_ITEM.MEMBER)));
    if (items == 0) throw new InvalidInput("list", "coverage.error.empty");
    if (doubtful > 0) throw new InvalidInput("list", "coverage.error.doubtful", doubtful);
    // Declared whole before its members are in the register, it would make a "no" of a "yes".
    if (row.getComparedAt() == null) throw new InvalidInput("list", "coverage.error.uncompared");
    if (strangers > 0) throw new InvalidInput("list", "coverage.error.strangers", strangers);
    row.setCompleteList(complete.declare(list.group(), list.asOf(), list.title(), list.document()));
    row.setVersion(row.getVersion() + 1);
    row.update();
    audit.record("coverage.list-declared", SUBJECT, String.valueOf(id), Map.of("group", list.group().name()));
  }

  /** Takes back that it holds everybody. */
  public void undeclare(long id, String reason) {
    OutsideListRecord row = locked(id);
    if (row.getCompleteList() == null) throw new InvalidInput("list", "coverage.error.undeclared");
    complete.withdraw(row.getCompleteList(), reason);
    row.setCompleteList(null);
    row.setVersion(row.getVersion() + 1);
    row.update();
    audit.record("coverage.list-undeclared", SUBJECT, String.valueOf(id), Map.of());
  }

  /**
   * Decides whose a doubtful row is.
   *
   * @param person one of its candidates; null when it is none of them
   */
  public void decide(long list, long item, @Nullable Long person) {
    OutsideListRecord of = locked(list);
    ListItemRecord row = sql.selectFrom(LIST_ITEM).where(LIST_ITEM.TOWN.eq(CoverageRows.town()), LIST_ITEM.ID.eq(item), LIST_ITEM.LIST_ID.eq(list)).forUpdate().fetchOne();
    if (row == null) throw new NoSuchList(list);
    if (of.getCompleteList() != null) throw new InvalidInput("list", "coverage.error.declared");
    Matched matched = Matched.valueOf(row.getMatched());
    if (matched == Matched.NUMBER || matched == Matched.LIKENESS || matched == Matched.NOBODY) throw new InvalidInput("person", "coverage.error.certain");
    Long root = null;
    if (person != null) {
      if (!List.of(row.getCandidates()).contains(person)) throw new InvalidInput("person", "coverage.error.candidate");
      root = people.line(person).map(PersonLine::id).orElseThrow(() -> new InvalidInput("person", "coverage.error.candidate"));
    }
    row.setPersonId(root);
    row.setMatched((root == null ? Matched.REJECTED : Matched.CONFIRMED).name());
    row.setStanding(null);
    row.setDecidedBy(TownContext.required().actor());
    row.setDecidedAt(clock.instant());
    row.update();
    grew(list);
    audit.record("coverage.list-decided", SUBJECT, String.valueOf(list), Map.of("item", item, "known", root != null));
  }

  private OutsideListRecord locked(long id) {
    OutsideListRecord row = sql.selectFrom(OUTSIDE_LIST).where(OUTSIDE_LIST.TOWN.eq(CoverageRows.town()), OUTSIDE_LIST.ID.eq(id)).forUpdate().fetchOne();
    if (row == null) throw new NoSuchList(id);
    return row;
  }

  static OutsideList list(OutsideListRecord row) {
    return new OutsideList(
        row.getId(), row.getVersion(), OutsideList.Source.valueOf(row.getSource()), row.getTitle(), row.getAsOf(), row.getDocument(), row.getProgramme(),
        row.getSpecialGroup() == null ? null : SpecialGroup.valueOf(row.getSpecialGroup()), row.getElsewhere(), row.getCompleteList(), row.getComparedAt(),
        row.getComparedIn() == null ? null : YearMonth.from(row.getComparedIn()), row.getMadeBy(), row.getMadeAt());
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }
}
