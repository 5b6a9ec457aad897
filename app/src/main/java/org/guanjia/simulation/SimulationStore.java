package org.guanjia.simulation;

import static org.guanjia.simulation.db.Tables.EFFECT;
import static org.guanjia.simulation.db.Tables.HISTORY;
import static org.guanjia.simulation.db.Tables.TRIAL;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.guanjia.rules.Answer;
import org.guanjia.simulation.Simulation.Change;
import org.guanjia.simulation.Simulation.RulesUsed;
import org.guanjia.simulation.db.tables.records.EffectRecord;
import org.guanjia.simulation.db.tables.records.TrialRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Simulations, their persons and their history in the database. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class SimulationStore {

  private static final int FETCH_ROWS = 500;
  private static final TypeReference<List<Change>> CHANGES = new TypeReference<>() {};
  private static final TypeReference<List<RulesUsed>> RULES = new TypeReference<>() {};

  private final DSLContext sql;
  private final BulkInsert bulk;
  private final JsonMapper json;
  private final Clock clock;

  SimulationStore(DSLContext sql, BulkInsert bulk, JsonMapper json, Clock clock) {
    this.sql = sql;
    this.bulk = bulk;
    this.json = json;
    this.clock = clock;
  }

  long add(List<Change> changes, YearMonth month, BigDecimal movesPermille, @Nullable Long lifeTable, @Nullable Long repeats) {
    TrialRecord row = sql.newRecord(TRIAL);
    row.setTown(town());
    row.setState(SimulationState.RUNNING.name());
    row.setMonth(month.atDay(1));
    row.setMovesPermille(movesPermille);
    row.setLifeTable(lifeTable);
    row.setProgrammes(changes.stream().map(change -> change.after().programme()).toArray(String[]::new));
    row.setChanges(JSONB.valueOf(json.writeValueAsString(changes)));
    row.setRepeats(repeats);
    row.setStartedBy(TownContext.required().actor());
    row.setStartedAt(clock.instant());
    row.insert();
    note(row.getId(), SimulationState.RUNNING, null);
    return row.getId();
  }

  Optional<Simulation> find(long id) {
    return sql.selectFrom(TRIAL).where(one(id)).fetchOptional(this::simulation);
  }

  TrialRecord locked(long id) {
    return sql.selectFrom(TRIAL).where(one(id)).forUpdate().fetchOptional().orElseThrow(() -> new NoSuchSimulation(id));
  }

  /** Writes a row back, one version on. */
  void moved(TrialRecord row, SimulationState to, @Nullable String note) {
    row.setState(to.name());
    row.setVersion(row.getVersion() + 1);
    row.update();
    note(row.getId(), to, note);
  }

  private void note(long id, SimulationState state, @Nullable String note) {
    sql.insertInto(HISTORY)
        .set(HISTORY.TOWN, town()).set(HISTORY.TRIAL, id).set(HISTORY.AT, clock.instant()).set(HISTORY.BY, TownContext.required().actor()).set(HISTORY.STATE, state.name())
        .set(HISTORY.NOTE, note).execute();
  }

  /** Something that was done with a simulation. */
  record Deed(SimulationState state, Instant at, String by, @Nullable String note) {}

  /** The latest first; at most 100. */
  List<Deed> history(long id) {
    return sql.selectFrom(HISTORY).where(HISTORY.TOWN.eq(town()), HISTORY.TRIAL.eq(id)).orderBy(HISTORY.ID.desc()).limit(100)
        .fetch(row -> new Deed(SimulationState.valueOf(row.getState()), row.getAt(), row.getBy(), row.getNote()));
  }

  /** @param before ids below this one; 0 for the latest */
  List<Simulation.Line> list(Collection<SimulationState> states, long before, int limit) {
    return sql.select(
            TRIAL.ID, TRIAL.STATE, TRIAL.TITLE, TRIAL.MONTH, TRIAL.PROGRAMMES, figure("gains"), figure("loses"), figure("fenAfter"), figure("fenBefore"),
            TRIAL.STARTED_BY, TRIAL.STARTED_AT)
        .from(TRIAL)
        .where(TRIAL.TOWN.eq(town()), TRIAL.STATE.eq(DSL.any(states.stream().map(Enum::name).toArray(String[]::new))), before == 0 ? DSL.noCondition() : TRIAL.ID.lt(before))
        .orderBy(TRIAL.ID.desc()).limit(limit)
        .fetch(row -> new Simulation.Line(
            row.value1(), SimulationState.valueOf(row.value2()), row.value3(), YearMonth.from(row.value4()), Arrays.asList(row.value5()), row.value6() == null ? null : row.value6().intValue(),
            row.value7() == null ? null : row.value7().intValue(), row.value8() == null || row.value9() == null ? null : Long.valueOf(row.value8() - row.value9()), row.value10(), row.value11()));
  }

  private static org.jooq.Field<@Nullable Long> figure(String name) {
    return DSL.field("({0} -> 'all' ->> {1})::bigint", Long.class, TRIAL.FIGURES, DSL.inline(name));
  }

  /** @return false when somebody else ended it meanwhile */
  boolean done(long id, Simulation.Facts facts, List<RulesUsed> rules, Figures figures, List<Effect> effects, int millis) {
    TrialRecord row = sql.selectFrom(TRIAL).where(one(id), TRIAL.STATE.eq(SimulationState.RUNNING.name())).forUpdate().fetchOne();
    if (row == null) return false;
    row.setFactsMonth(facts.month().atDay(1));
    row.setFactsHash(facts.hash());
    row.setFactsKnownAt(facts.knownAt());
    row.setRules(JSONB.valueOf(json.writeValueAsString(rules)));
    row.setFigures(JSONB.valueOf(json.writeValueAsString(figures)));
    row.setMillis(millis);
    row.setFinishedAt(clock.instant());
    moved(row, SimulationState.DONE, null);
    bulk.insert(
        EFFECT,
        List.of(
            EFFECT.TOWN, EFFECT.TRIAL, EFFECT.PERSON_ID, EFFECT.PROGRAMME, EFFECT.KIND, EFFECT.ANSWER_BEFORE, EFFECT.ANSWER_AFTER, EFFECT.FEN_BEFORE, EFFECT.FEN_AFTER, EFFECT.VILLAGE,
            EFFECT.AGE, EFFECT.SEX),
        () -> effects.stream().map(each -> new @Nullable Object[] {
          row.getTown(), id, each.personId(), each.programme(), each.kind(), each.before(), each.after(), each.fenBefore(), each.fenAfter(), each.village(), each.age(), each.sex()
        }).iterator());
    return true;
  }

  void failed(long id, String fault) {
    TrialRecord row = sql.selectFrom(TRIAL).where(one(id), TRIAL.STATE.eq(SimulationState.RUNNING.name())).forUpdate().fetchOne();
    if (row == null) return;
    row.setFault(fault.length() > 500 ? fault.substring(0, 500) : fault);
    row.setFinishedAt(clock.instant());
    moved(row, SimulationState.FAILED, null);
  }

  void dropEffects(long id) {
    sql.deleteFrom(EFFECT).where(EFFECT.TOWN.eq(town()), EFFECT.TRIAL.eq(id)).execute();
  }

  /** @return how many of this town's simulations that nobody kept were forgotten */
  int forget(Instant before) {
    return sql.deleteFrom(TRIAL)
        .where(TRIAL.TOWN.eq(town()), TRIAL.STATE.in(SimulationState.DONE.name(), SimulationState.FAILED.name()), TRIAL.STARTED_AT.lt(before)).execute();
  }

  /** Those behind that place, in the order of persons and programmes. */
  List<Effect> effects(long id, EffectFilter filter, EffectFilter.@Nullable Place after, int limit) {
    Condition behind = after == null ? DSL.noCondition() : DSL.row(EFFECT.PERSON_ID, EFFECT.PROGRAMME).gt(after.person(), after.programme());
    return sql.selectFrom(EFFECT).where(of(id, filter), behind).orderBy(EFFECT.PERSON_ID, EFFECT.PROGRAMME).limit(limit).fetch(SimulationStore::effect);
  }

  /** All of them; within the caller's transaction, to be closed. */
  Stream<Effect> stream(long id, EffectFilter filter) {
    return sql.selectFrom(EFFECT).where(of(id, filter)).orderBy(EFFECT.PERSON_ID, EFFECT.PROGRAMME).fetchSize(FETCH_ROWS).fetchStream().map(SimulationStore::effect);
  }

  private static Condition of(long id, EffectFilter filter) {
    Condition condition = EFFECT.TOWN.eq(town()).and(EFFECT.TRIAL.eq(id));
    if (filter.programme() != null) condition = condition.and(EFFECT.PROGRAMME.eq(filter.programme()));
    if (filter.kind() != null) condition = condition.and(EFFECT.KIND.eq(filter.kind().name()));
    if (filter.village() != null) condition = condition.and(filter.village().equals(EffectFilter.NONE) ? EFFECT.VILLAGE.isNull() : EFFECT.VILLAGE.eq(filter.village()));
    if (filter.ages() != null) condition = condition.and(EFFECT.AGE.between((short) filter.ages().from(), (short) filter.ages().to()));
    if (filter.sex() != null) condition = condition.and(filter.sex().equals(EffectFilter.NONE) ? EFFECT.SEX.isNull() : EFFECT.SEX.eq(filter.sex()));
    return condition;
  }

  private static Effect effect(EffectRecord row) {
    return new Effect(
        row.getPersonId(), row.getProgramme(), Effect.Kind.valueOf(row.getKind()), Answer.valueOf(row.getAnswerBefore()), Answer.valueOf(row.getAnswerAfter()), row.getFenBefore(),
        row.getFenAfter(), row.getVillage(), row.getAge(), row.getSex());
  }

  private Simulation simulation(TrialRecord row) {
    return new Simulation(
        row.getId(), row.getVersion(), SimulationState.valueOf(row.getState()), row.getTitle(), row.getNote(), YearMonth.from(row.getMonth()),
        row.getFactsMonth() == null ? null : YearMonth.from(row.getFactsMonth()), row.getFactsHash(), row.getFactsKnownAt(), row.getMovesPermille(), row.getLifeTable(),
        json.readValue(row.getChanges().data(), CHANGES), json.readValue(row.getRules().data(), RULES),
        row.getFigures() == null ? null : json.readValue(row.getFigures().data(), Figures.class), row.getMillis(), row.getRepeats(), row.getStartedBy(), row.getStartedAt(),
        row.getFinishedAt(), row.getFault());
  }

  private static Condition one(long id) {
    return TRIAL.TOWN.eq(town()).and(TRIAL.ID.eq(id));
  }

  private static String town() {
    return TownContext.required().town();
  }
}
