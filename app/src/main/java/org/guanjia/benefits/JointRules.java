package org.guanjia.benefits;

import static org.guanjia.benefits.db.Tables.JOINT_RULE;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.benefits.db.tables.records.JointRuleRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which programmes exclude each other and which are capped together: laid down by one, in force once another approved it, and awaiting confirmation until
 * somebody named the document it stands in.
 */
@Service
@Transactional
class JointRules {

  static final int SHOWN_MAX = 200;

  private final DSLContext sql;
  private final ProgrammeStore programmes;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  JointRules(DSLContext sql, ProgrammeStore programmes, Audit audit, ApplicationEventPublisher events, Clock clock) {
    this.sql = sql;
    this.programmes = programmes;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * A rule as it is kept; {@code approvedBy} is null while it awaits a second person, {@code confirmedBy} while it awaits confirmation (待核实), {@code endedBy}
   * while nobody has ended it.
   */
  record Line(
      long id, Joint.Kind kind, List<String> programmes, @Nullable Long capFen, YearMonth from, @Nullable YearMonth until, @Nullable String document, String note, String madeBy,
      Instant madeAt, @Nullable String approvedBy, @Nullable Instant approvedAt, @Nullable String confirmedBy, @Nullable Instant confirmedAt,
      @Nullable String endedBy) {

    boolean open() {
      return approvedBy == null && endedBy == null;
    }

    boolean covers(YearMonth month) {
      return !from.isAfter(month) && (until == null || !until.isBefore(month));
    }

    /** Whether it binds one of these with another one that is in force. */
    boolean binds(Collection<String> codes, Collection<String> inForce) {
      List<String> bound = programmes.stream().filter(inForce::contains).toList();
      return bound.size() > 1 && bound.stream().anyMatch(codes::contains);
    }
  }

  /** A rule to be laid down, as it was typed. */
  record NewRule(Joint.@Nullable Kind kind, List<String> programmes, @Nullable Long capFen, @Nullable YearMonth from, @Nullable YearMonth until, @Nullable String document, String note) {}

  @Transactional(readOnly = true)
  List<Line> all() {
    return sql.selectFrom(JOINT_RULE).where(JOINT_RULE.TOWN.eq(town())).orderBy(JOINT_RULE.ID.desc()).limit(SHOWN_MAX).fetch(JointRules::line);
  }

  /** What binds in that month, the older rule first. */
  @Transactional(readOnly = true)
  Joint in(YearMonth month) {
    return in(approved(), month);
  }

  /** All that bind in some month, the older rule first. */
  @Transactional(readOnly = true)
  List<Line> approved() {
    return sql.selectFrom(JOINT_RULE).where(JOINT_RULE.TOWN.eq(town()), JOINT_RULE.APPROVED_BY.isNotNull()).orderBy(JOINT_RULE.ID).fetch(JointRules::line);
  }

  /** What of these binds in that month. */
  static Joint in(List<Line> approved, YearMonth month) {
    return new Joint(approved.stream().filter(line -> line.covers(month))
        .map(line -> new Joint.Rule(line.kind(), line.programmes(), line.capFen())).toList());
  }

  long add(NewRule said) {
    List<FieldError> errors = new ArrayList<>();
    Set<String> known = programmes.programmes().stream().map(programme -> programme.getCode()).collect(Collectors.toSet());
    List<String> chosen = said.programmes().stream().distinct().toList();
    if (said.kind() == null) errors.add(FieldError.of("kind", "benefits.error.joint.kind"));
    if (chosen.size() < 2 || chosen.size() > 20 || !known.containsAll(chosen)) errors.add(FieldError.of("programmes", "benefits.error.joint.programmes"));
    if (said.kind() == Joint.Kind.CAP ? said.capFen() == null || said.capFen() <= 0 : said.capFen() != null) errors.add(FieldError.of("cap", "benefits.error.joint.cap"));
    if (said.from() == null) errors.add(FieldError.of("from", "benefits.error.month"));
    if (said.from() != null && said.until() != null && said.until().isBefore(said.from())) errors.add(FieldError.of("until", "benefits.error.until"));
    if (said.note().length() > 500) errors.add(FieldError.of("note", "benefits.error.long", 500));
    if (said.document() != null && said.document().length() > 200) errors.add(FieldError.of("document", "benefits.error.long", 200));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    JointRuleRecord row = sql.newRecord(JOINT_RULE);
    row.setTown(town());
    row.setKind(Objects.requireNonNull(said.kind()).name());
    row.setProgrammes(chosen.toArray(String[]::new));
    row.setCapFen(said.capFen());
    row.setFromMonth(Objects.requireNonNull(said.from()).atDay(1));
    row.setUntilMonth(said.until() == null ? null : said.until().atDay(1));
    row.setDocument(said.document() == null || said.document().isBlank() ? null : said.document().strip());
    row.setNote(said.note().strip());
    row.setMadeBy(actor());
    row.setMadeAt(clock.instant());
    row.insert();
    audit.record("benefits.joint-rule", "joint-rule", String.valueOf(row.getId()), Map.of("kind", row.getKind(), "programmes", chosen));
    return row.getId();
  }

  /** By somebody else than who laid it down. */
  void approve(long id) {
    JointRuleRecord row = open(id);
    if (row.getMadeBy().equals(actor())) throw new InvalidInput("rule", "benefits.error.fourEyes");
    sql.update(JOINT_RULE).set(JOINT_RULE.APPROVED_BY, actor()).set(JOINT_RULE.APPROVED_AT, clock.instant()).where(JOINT_RULE.TOWN.eq(town()), JOINT_RULE.ID.eq(id)).execute();
    audit.record("benefits.joint-rule-approved", "joint-rule", String.valueOf(id));
    events.publishEvent(new ProgrammeReleased(town(), row.getProgrammes()[0], 0, YearMonth.from(row.getFromMonth()), row.getUntilMonth() == null ? null : YearMonth.from(row.getUntilMonth())));
  }

  /** That it stands in a document; by somebody else than who laid it down. */
  void confirm(long id, String document) {
    Versions.refuseDocument(document);
    JointRuleRecord row = sql.selectFrom(JOINT_RULE).where(JOINT_RULE.TOWN.eq(town()), JOINT_RULE.ID.eq(id)).forUpdate().fetchOne();
    if (row == null || row.getConfirmedBy() != null || row.getEndedBy() != null) throw new InvalidInput("rule", "benefits.error.joint.gone");
    if (row.getMadeBy().equals(actor())) throw new InvalidInput("rule", "benefits.error.fourEyes");
    sql.update(JOINT_RULE).set(JOINT_RULE.DOCUMENT, document.strip()).set(JOINT_RULE.CONFIRMED_BY, actor()).set(JOINT_RULE.CONFIRMED_AT, clock.instant())
        .where(JOINT_RULE.TOWN.eq(town()), JOINT_RULE.ID.eq(id)).execute();
    audit.record("benefits.joint-rule-confirmed", "joint-rule", String.valueOf(id), Map.of("document", document.strip()));
  }

  /** The last month in which it binds; one that nobody approved is given up. */
  void end(long id, @Nullable YearMonth last) {
    JointRuleRecord row = sql.selectFrom(JOINT_RULE).where(JOINT_RULE.TOWN.eq(town()), JOINT_RULE.ID.eq(id)).forUpdate().fetchOne();
    if (row == null || row.getEndedBy() != null) throw new InvalidInput("rule", "benefits.error.joint.gone");
    boolean approved = row.getApprovedBy() != null;
    if (approved && (last == null || last.isBefore(YearMonth.from(row.getFromMonth())))) throw new InvalidInput("until", "benefits.error.until");
    sql.update(JOINT_RULE).set(JOINT_RULE.ENDED_BY, actor()).set(JOINT_RULE.ENDED_AT, clock.instant()).set(JOINT_RULE.UNTIL_MONTH, approved && last != null ? last.atDay(1) : row.getUntilMonth())
        .where(JOINT_RULE.TOWN.eq(town()), JOINT_RULE.ID.eq(id)).execute();
    audit.record("benefits.joint-rule-ended", "joint-rule", String.valueOf(id));
    if (approved && last != null) events.publishEvent(new ProgrammeReleased(town(), row.getProgrammes()[0], 0, last.plusMonths(1), null));
  }

  private JointRuleRecord open(long id) {
    JointRuleRecord row = sql.selectFrom(JOINT_RULE).where(JOINT_RULE.TOWN.eq(town()), JOINT_RULE.ID.eq(id)).forUpdate().fetchOne();
    if (row == null || row.getApprovedBy() != null || row.getEndedBy() != null) throw new InvalidInput("rule", "benefits.error.joint.gone");
    return row;
  }

  private static Line line(JointRuleRecord row) {
    return new Line(
        row.getId(), Joint.Kind.valueOf(row.getKind()), Arrays.asList(row.getProgrammes()), row.getCapFen(), YearMonth.from(row.getFromMonth()),
        row.getUntilMonth() == null ? null : YearMonth.from(row.getUntilMonth()), row.getDocument(), row.getNote(), row.getMadeBy(), row.getMadeAt(), row.getApprovedBy(),
        row.getApprovedAt(), row.getConfirmedBy(), row.getConfirmedAt(), row.getEndedBy());
  }

  private static String actor() {
    return TownContext.required().actor();
  }

  private static String town() {
    return TownContext.required().town();
  }
}
