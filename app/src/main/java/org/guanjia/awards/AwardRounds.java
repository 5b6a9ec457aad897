package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.AWARD;
import static org.guanjia.awards.db.Tables.ROUND;

import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.guanjia.awards.db.tables.records.AwardRecord;
import org.guanjia.awards.db.tables.records.RoundRecord;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.rules.Answer;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks or approves many at once, in one transaction: those of whom nothing stands in the way are, the others are named with the reason.
 * Whoever did it can take back what nobody has built upon: checks, and first signatures of two. What went into payment was told to the person.
 */
@Service
@Transactional
public class AwardRounds {

  public static final int AT_ONCE_MAX = 200;
  private static final Duration KEPT = Duration.ofDays(7);

  private final DSLContext sql;
  private final Approvals approvals;
  private final AwardRules rules;
  private final JsonMapper json;
  private final Clock clock;

  AwardRounds(DSLContext sql, Approvals approvals, AwardRules rules, JsonMapper json, Clock clock) {
    this.sql = sql;
    this.approvals = approvals;
    this.rules = rules;
    this.json = json;
    this.clock = clock;
  }

  /** What is done to the awards. */
  public enum Deed {
    CHECK,
    APPROVE
  }

  /**
   * What became of one of them.
   *
   * @param refused message key of why not; null when it was done
   * @param arguments of that message
   * @param version after it was done
   */
  public record Part(long award, long person, @Nullable String refused, List<String> arguments, int version) {

    public boolean done() {
      return refused == null;
    }
  }

  public record Made(UUID id, Deed deed, List<Part> parts, boolean undone) {

    public List<Part> done() {
      return parts.stream().filter(Part::done).toList();
    }

    public List<Part> refused() {
      return parts.stream().filter(part -> !part.done()).toList();
    }
  }

  /**
   * @param ids 1 to {@value #AT_ONCE_MAX}
   * @throws InvalidInput when nothing is chosen, or too much
   */
  public Made make(Deed deed, List<Long> ids) {
    if (ids.isEmpty()) throw new InvalidInput("pick", "awards.error.nothingPicked");
    if (ids.size() > AT_ONCE_MAX) throw new InvalidInput("pick", "awards.error.tooMany", AT_ONCE_MAX);
    List<Part> parts = new ArrayList<>();
    Map<Long, AwardRecord> rows = locked(ids);
    Map<Long, AwardRules.Said> said = says(rows);
    // Always in the same order, so that two who do the same at once do not block each other.
    for (long id : new TreeSet<>(ids)) parts.add(part(deed, id, rows.get(id), said.getOrDefault(id, AwardRules.Said.NOTHING)));
    Made made = new Made(UUID.randomUUID(), deed, parts, false);
    keep(made);
    return made;
  }

  private Map<Long, AwardRecord> locked(List<Long> ids) {
    return sql.selectFrom(AWARD).where(AwardRows.inTown(), AWARD.ID.eq(DSL.any(ids.toArray(Long[]::new)))).orderBy(AWARD.ID).forUpdate().fetchMap(AWARD.ID);
  }

  /** By programme and month, so that the number of questions does not grow with the awards. */
  private Map<Long, AwardRules.Said> says(Map<Long, AwardRecord> rows) {
    record Ask(String programme, YearMonth month) {}
    Map<Ask, List<AwardRecord>> groups = new HashMap<>();
    rows.values().forEach(row -> groups.computeIfAbsent(new Ask(row.getProgramme(), YearMonth.from(row.getFromMonth())), any -> new ArrayList<>()).add(row));
    Map<Long, AwardRules.Said> said = new HashMap<>();
    groups.forEach((ask, group) -> {
      Map<Long, AwardRules.Said> answers = rules.says(group.stream().map(AwardRecord::getPersonId).toList(), ask.programme(), ask.month());
      group.forEach(row -> said.put(row.getId(), answers.getOrDefault(row.getPersonId(), AwardRules.Said.NOTHING)));
    });
    return said;
  }

  private Part part(Deed deed, long id, @Nullable AwardRecord row, AwardRules.Said said) {
    if (row == null) return new Part(id, 0, "awards.refused.gone", List.of(), 0);
    AwardMove move = deed == Deed.CHECK ? AwardMove.CHECK : AwardMove.APPROVE;
    if (move.to(AwardState.valueOf(row.getState())).isEmpty()) return refused(row, "awards.refused.state");
    if (deed == Deed.CHECK && said.answer() != Answer.YES) return refused(row, "awards.refused." + said.answer());
    if (deed == Deed.APPROVE) {
      Optional<InvalidInput> hindrance = approvals.hindrance(row);
      if (hindrance.isPresent()) return refused(row, hindrance.get().errors().getFirst());
      if (said.answer() != Answer.YES) return refused(row, "awards.error.changed." + said.answer());
      approvals.approve(row, said);
    } else approvals.check(row, said, Award.Finding.ENTITLED, null);
    return new Part(id, row.getPersonId(), null, List.of(), row.getVersion());
  }

  private static Part refused(AwardRecord row, InvalidInput.FieldError error) {
    return new Part(row.getId(), row.getPersonId(), error.key(), error.arguments().stream().map(String::valueOf).toList(), row.getVersion());
  }

  private static Part refused(AwardRecord row, String key) {
    return new Part(row.getId(), row.getPersonId(), key, List.of(), row.getVersion());
  }

  /** The round of that id, if the actor made it. */
  @Transactional(readOnly = true)
  public Optional<Made> find(UUID id) {
    return sql.selectFrom(ROUND).where(ROUND.TOWN.eq(town()), ROUND.ID.eq(id), ROUND.MADE_BY.eq(actor())).fetchOptional(this::read);
  }

  /**
   * Takes back what nobody has built upon.
   *
   * @return how many were taken back
   */
  public int undo(UUID id) {
    RoundRecord row = sql.selectFrom(ROUND).where(ROUND.TOWN.eq(town()), ROUND.ID.eq(id), ROUND.MADE_BY.eq(actor())).forUpdate().fetchOne();
    if (row == null || row.getUndoneAt() != null) return 0;
    Made made = read(row);
    Map<Long, AwardRecord> rows = locked(made.done().stream().map(Part::award).toList());
    int back = 0;
    for (Part part : made.done()) {
      AwardRecord award = rows.get(part.award());
      if (award == null || award.getVersion() != part.version()) continue;
      AwardState state = AwardState.valueOf(award.getState());
      if (made.deed() == Deed.CHECK && state == AwardState.CHECKED) approvals.giveBack(part.award(), part.version(), UNDONE);
      else if (made.deed() == Deed.APPROVE && state == AwardState.FIRST_APPROVED) approvals.undoApproval(part.award(), part.version());
      else continue;
      back++;
    }
    row.setUndoneAt(clock.instant());
    row.update();
    return back;
  }

  /** Kept as the reason; pages say it in the reader's language. */
  static final String UNDONE = "UNDONE";

  private void keep(Made made) {
    sql.deleteFrom(ROUND).where(ROUND.TOWN.eq(town()), ROUND.MADE_AT.lt(clock.instant().minus(KEPT))).execute();
    sql.insertInto(ROUND)
        .set(ROUND.TOWN, town()).set(ROUND.ID, made.id()).set(ROUND.DEED, made.deed().name()).set(ROUND.PARTS, JSONB.valueOf(json.writeValueAsString(made.parts())))
        .set(ROUND.MADE_BY, actor()).set(ROUND.MADE_AT, clock.instant())
        .execute();
  }

  private Made read(RoundRecord row) {
    return new Made(row.getId(), Deed.valueOf(row.getDeed()), json.readValue(row.getParts().data(), new TypeReference<List<Part>>() {}), row.getUndoneAt() != null);
  }

  private static String town() {
    return TownContext.required().town();
  }

  private static String actor() {
    return TownContext.required().actor();
  }
}
