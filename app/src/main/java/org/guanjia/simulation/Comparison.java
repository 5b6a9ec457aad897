package org.guanjia.simulation;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.guanjia.platform.identity.Sex;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Facts;
import org.jspecify.annotations.Nullable;

/** Who gains and who loses in one month: by programme each person counts in each, by village, age and sex once with the sum over all programmes. */
final class Comparison {

  private static final Answer[] ANSWERS = Answer.values();
  private static final byte YES = (byte) Answer.YES.ordinal();
  private static final byte UNKNOWN = (byte) Answer.UNKNOWN.ordinal();

  private final RegisterColumns register;
  private final Groups groups;
  private final List<String> programmes;
  private final YearMonth month;
  private final byte[][][] answers;
  private final long[][][] fen;
  private final Counts all = new Counts();
  private final Counts[] byProgramme;
  private final Counts[] byVillage;
  private final Counts[] byAge = counts(AgeGroup.values().length);
  private final Counts[] bySex = counts(Sex.values().length + 1);
  private final List<Effect> effects = new ArrayList<>();

  /** @param answers by side, programme and group; read now, not kept */
  Comparison(RegisterColumns register, Groups groups, List<String> programmes, YearMonth month, byte[][][] answers, long[][][] fen) {
    this.register = register;
    this.groups = groups;
    this.programmes = programmes;
    this.month = month;
    this.answers = answers;
    this.fen = fen;
    this.byProgramme = counts(programmes.size());
    this.byVillage = counts(register.villageCodes().size() + 1);
    Whole[] wholes = new Whole[groups.count()];
    for (int group = 0; group < wholes.length; group++) wholes[group] = group(group);
    for (int i = 0; i < register.size(); i++) person(i, wholes[groups.of(i)]);
  }

  private static Counts[] counts(int size) {
    return IntStream.range(0, size).mapToObj(i -> new Counts()).toArray(Counts[]::new);
  }

  /** What comes out for somebody over all programmes. */
  private record Whole(boolean before, boolean after, long fenBefore, long fenAfter, boolean openBefore, boolean openAfter, boolean changed, boolean unknown) {}

  private static final class Counts {
    private int before;
    private int after;
    private long fenBefore;
    private long fenAfter;
    private int gains;
    private long fenGains;
    private int loses;
    private long fenLoses;
    private int unknown;
    private long fenUnknown;
    private int openBefore;
    private int openAfter;

    void add(Whole whole, Effect.@Nullable Kind kind, int persons) {
      before += whole.before() ? persons : 0;
      after += whole.after() ? persons : 0;
      fenBefore += persons * whole.fenBefore();
      fenAfter += persons * whole.fenAfter();
      openBefore += whole.openBefore() ? persons : 0;
      openAfter += whole.openAfter() ? persons : 0;
      if (kind == null) return;
      long differs = persons * (whole.fenAfter() - whole.fenBefore());
      switch (kind) {
        case GAINS -> {
          gains += persons;
          fenGains += differs;
        }
        case LOSES -> {
          loses += persons;
          fenLoses -= differs;
        }
        case UNKNOWN -> {
          unknown += persons;
          fenUnknown += differs;
        }
      }
    }

    Figures.Tally tally(String key) {
      return new Figures.Tally(key, before, after, fenBefore, fenAfter, gains, fenGains, loses, fenLoses, unknown, fenUnknown, openBefore, openAfter);
    }

    boolean any() {
      return before + after + openBefore + openAfter > 0;
    }
  }

  private Whole group(int group) {
    boolean before = false;
    boolean after = false;
    boolean openBefore = false;
    boolean openAfter = false;
    boolean changed = false;
    boolean unknown = false;
    long fenBefore = 0;
    long fenAfter = 0;
    for (int p = 0; p < programmes.size(); p++) {
      byte one = answers[0][p][group];
      byte other = answers[1][p][group];
      long fenOne = fen[0][p][group];
      long fenOther = fen[1][p][group];
      Effect.Kind kind = Effect.Kind.of(ANSWERS[one], ANSWERS[other], fenOne, fenOther);
      byProgramme[p].add(new Whole(one == YES, other == YES, fenOne, fenOther, one == UNKNOWN, other == UNKNOWN, kind != null, kind == Effect.Kind.UNKNOWN), kind, groups.size(group));
      before |= one == YES;
      after |= other == YES;
      openBefore |= one == UNKNOWN;
      openAfter |= other == UNKNOWN;
      changed |= kind != null;
      unknown |= kind == Effect.Kind.UNKNOWN;
      fenBefore += fenOne;
      fenAfter += fenOther;
    }
    Whole whole = new Whole(before, after, fenBefore, fenAfter, openBefore, openAfter, changed, unknown);
    Effect.Kind kind = kind(whole);
    all.add(whole, kind, groups.size(group));
    byAge[AgeGroup.of(age(group)).ordinal()].add(whole, kind, groups.size(group));
    bySex[sexPlace(group)].add(whole, kind, groups.size(group));
    return whole;
  }

  /** Null too where other programmes make up the same sum. */
  private static Effect.@Nullable Kind kind(Whole whole) {
    if (whole.unknown()) return Effect.Kind.UNKNOWN;
    if (whole.fenAfter() != whole.fenBefore()) return whole.fenAfter() > whole.fenBefore() ? Effect.Kind.GAINS : Effect.Kind.LOSES;
    return whole.before() == whole.after() ? null : whole.after() ? Effect.Kind.GAINS : Effect.Kind.LOSES;
  }

  private void person(int index, Whole whole) {
    int village = register.village(index);
    byVillage[village < 0 ? byVillage.length - 1 : village].add(whole, kind(whole), 1);
    if (!whole.changed()) return;
    int group = groups.of(index);
    String code = village < 0 ? null : register.villageCodes().get(village);
    for (int p = 0; p < programmes.size(); p++) {
      Answer before = ANSWERS[answers[0][p][group]];
      Answer after = ANSWERS[answers[1][p][group]];
      Effect.Kind kind = Effect.Kind.of(before, after, fen[0][p][group], fen[1][p][group]);
      if (kind == null) continue;
      effects.add(new Effect(register.person(index), programmes.get(p), kind, before, after, fen[0][p][group], fen[1][p][group], code, age(group), sex(group)));
    }
  }

  private int age(int group) {
    long birth = groups.birth(group);
    if (birth == Facts.UNKNOWN) return -1;
    return (int) Math.max(0, ChronoUnit.MONTHS.between(YearMonth.from(LocalDate.ofEpochDay(birth)), month) / 12);
  }

  private int sexPlace(int group) {
    return groups.sex(group) == Facts.UNKNOWN ? bySex.length - 1 : (int) groups.sex(group);
  }

  private @Nullable String sex(int group) {
    return groups.sex(group) == Facts.UNKNOWN ? null : Sex.values()[(int) groups.sex(group)].name();
  }

  List<Effect> effects() {
    return effects;
  }

  Figures figures(List<Figures.Cost> costs, List<Figures.Cost> rest) {
    List<Figures.Tally> ages = new ArrayList<>();
    for (AgeGroup group : AgeGroup.values()) if (byAge[group.ordinal()].any()) ages.add(byAge[group.ordinal()].tally(group.name()));
    List<Figures.Tally> sexes = new ArrayList<>();
    for (int i = 0; i < bySex.length; i++) if (bySex[i].any()) sexes.add(bySex[i].tally(i < Sex.values().length ? Sex.values()[i].name() : ""));
    List<Figures.Tally> villages = new ArrayList<>();
    for (int i = 0; i < byVillage.length; i++) if (byVillage[i].any()) villages.add(byVillage[i].tally(i < byVillage.length - 1 ? register.villageCodes().get(i) : ""));
    villages.sort(Comparator.comparing(Figures.Tally::key));
    List<Figures.Tally> each = IntStream.range(0, programmes.size()).mapToObj(p -> byProgramme[p].tally(programmes.get(p))).toList();
    return new Figures(register.size(), all.tally(""), each, villages, ages, sexes, costs, rest);
  }
}
