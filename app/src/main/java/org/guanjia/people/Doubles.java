package org.guanjia.people;

import static org.guanjia.people.db.Tables.PERSON;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.linkage.Level;
import org.guanjia.linkage.Linkage;
import org.guanjia.linkage.Score;
import org.guanjia.linkage.Traits;
import org.guanjia.people.DoubtStore.Scored;
import org.guanjia.people.db.tables.Person;
import org.guanjia.people.db.tables.records.PersonRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.identity.Sex;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looks for records of the register that may be of one person, and lays them before the review desk. */
@Service
@Transactional
public class Doubles {

  /** At most so many pairs are looked at in one go, and so many laid before the desk. */
  public static final int PAIRS_MAX = 5000;
  public static final int DOUBTS_MAX = 500;
  static final String SOURCE = "register";
  private static final double PROBABILITY_MIN = 0.5;

  private static final Person ONE = PERSON.as("one");
  private static final Person OTHER = PERSON.as("other");

  /** Two records and how alike they are. */
  record Pair(String name, @Nullable String village, List<Scored> both, long fingerprint) {}

  private final DSLContext sql;
  private final Population population;
  private final Fingerprints fingerprints;
  private final DoubtStore store;
  private final Audit audit;
  private final Clock clock;

  Doubles(DSLContext sql, Population population, Fingerprints fingerprints, DoubtStore store, Audit audit, Clock clock) {
    this.sql = sql;
    this.population = population;
    this.fingerprints = fingerprints;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Looks through all whose names sound the same and who were born on the same day; two with documents are two persons.
   *
   * @return how many pairs are new at the review desk
   */
  public int look() {
    Linkage linkage = population.linkage();
    List<Pair> pairs = new ArrayList<>();
    for (Record both : sql.select(ONE.asterisk(), OTHER.asterisk()).from(ONE)
        .join(OTHER).on(OTHER.TOWN.eq(ONE.TOWN), OTHER.PINYIN.eq(ONE.PINYIN), OTHER.BIRTH.eq(ONE.BIRTH), OTHER.ID.gt(ONE.ID))
        .where(ONE.TOWN.eq(town()), ONE.ROOT.eq(ONE.ID), OTHER.ROOT.eq(OTHER.ID), ONE.DOCUMENT_INDEX.isNull().or(OTHER.DOCUMENT_INDEX.isNull()))
        .and(DSL.not(DSL.condition(ONE.ERASED))).and(DSL.not(DSL.condition(OTHER.ERASED)))
        .orderBy(ONE.ID.desc()).limit(PAIRS_MAX).fetch()) {
      pair(linkage, both.into(ONE), both.into(OTHER), pairs);
      if (pairs.size() == DOUBTS_MAX) break;
    }
    Instant now = clock.instant();
    int added = store.addDoubles(new Origin(town(), TownContext.required().actor(), null, now, LocalDate.ofInstant(now, WorkingDays.ZONE)), pairs);
    audit.record("people.doubles.looked", Doubts.SUBJECT, "doubles", Map.of("found", added));
    return added;
  }

  private void pair(Linkage linkage, PersonRecord one, PersonRecord other, List<Pair> pairs) {
    Score score = linkage.score(traits(one), traits(other));
    boolean two = score.reasons().stream().anyMatch(reason -> reason.level() == Level.DOCUMENT_CONFLICT);
    if (two || score.probability() < PROBABILITY_MIN) return;
    long fingerprint = fingerprints.pair(one.getId(), other.getId());
    pairs.add(new Pair(one.getName(), one.getVillage(), List.of(scored(one, score), scored(other, score)), fingerprint));
  }

  private static Scored scored(PersonRecord person, Score score) {
    return new Scored(person.getId(), score.weight(), score.probability(), score.reasons());
  }

  private static Traits traits(PersonRecord row) {
    Sex sex = row.getSex() == null ? null : Sex.valueOf(row.getSex());
    return Fingerprints.traits(row.getName(), row.getBirth(), sex, row.getVillage(), row.getPhoneKeys(), row.getDocumentIndex(), row.getDocumentTail());
  }

  private static String town() {
    return TownContext.required().town();
  }
}
