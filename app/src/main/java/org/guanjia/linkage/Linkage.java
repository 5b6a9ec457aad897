package org.guanjia.linkage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out whose a row is, by probabilistic record linkage (Fellegi and Sunter 1969; frequencies of names after Winkler 1989). The caller looks up
 * {@link #blockingKeys} for those who may be meant and lets {@link #decide} choose among them. Immutable.
 */
public final class Linkage {

  /** From here on a row is of the best candidate by itself. */
  public static final double MATCH_PROBABILITY = 0.995;

  /** From here on a clerk should see a candidate. */
  public static final double REVIEW_PROBABILITY = 0.02;

  /** Bits by which the best candidate must be ahead of the second. */
  public static final double MARGIN_BITS = 5;

  /** A clerk is not shown more. */
  public static final int CANDIDATES_MAX = 10;

  private static final Set<Level> SAME_NAME = EnumSet.of(Level.NAME_SAME, Level.NAME_VARIANT, Level.NAME_SOUND, Level.NAME_NEAR_SOUND);
  private static final Set<Level> LIKE_NAME = EnumSet.of(Level.NAME_ONE_CHARACTER, Level.NAME_ORDER);

  private final Weights weights;
  private final NameFrequencies names;
  private final long population;

  /** @param population how many people the register has */
  public Linkage(Weights weights, NameFrequencies names, long population) {
    this.weights = weights;
    this.names = names;
    this.population = Math.max(2, population);
  }

  /**
   * A handful of short texts under which a person is kept and looked for: personal data, to be kept as blind indexes where it is stored. Records of one
   * person share at least one, unless nearly everything is wrong.
   */
  public static List<String> blockingKeys(Traits traits) {
    return BlockingKeys.of(traits);
  }

  /** What speaks for a row and somebody in the register being one person, field by field. */
  public Score score(Traits row, Traits person) {
    List<Reason> reasons = new ArrayList<>(6);
    double weight = 0;
    for (Level level : Comparison.of(row, person)) {
      double bits = weights.bits(level) + rarity(level, person);
      reasons.add(new Reason(level.field(), level, bits));
      weight += bits;
    }
    double odds = Math.pow(2, weight) / population;
    return new Score(weight, odds / (1 + odds), reasons);
  }

  /** Chooses among those who share a blocking key with the row. */
  public <T> Decision<T> decide(Traits row, Map<T, Traits> persons) {
    List<Decision.Candidate<T>> candidates = new ArrayList<>();
    persons.forEach((person, traits) -> candidates.add(new Decision.Candidate<>(person, score(row, traits))));
    candidates.removeIf(candidate -> candidate.score().probability() < REVIEW_PROBABILITY && !candidate.score().has(Level.DOCUMENT_SAME));
    candidates.sort(Comparator.comparingDouble(candidate -> -candidate.score().weight()));
    if (candidates.isEmpty()) return new Decision<>(Verdict.DIFFERENT, candidates);
    Verdict verdict = clear(candidates) ? Verdict.MATCH : Verdict.REVIEW;
    return new Decision<>(verdict, candidates.subList(0, Math.min(CANDIDATES_MAX, candidates.size())));
  }

  private static <T> boolean clear(List<Decision.Candidate<T>> candidates) {
    Score best = candidates.getFirst().score();
    List<Score> others = candidates.stream().skip(1).map(Decision.Candidate::score).toList();
    boolean ahead = others.isEmpty() || best.weight() - others.getFirst().weight() >= MARGIN_BITS;
    return ahead && best.probability() >= MATCH_PROBABILITY && unmistakable(best, others);
  }

  /**
   * Fields of relatives do not err independently, as the weights suppose: twins share birth, village, phone and all of the name but one character;
   * a father's number stands in his child's row, a twin's in the other's. So no sum of weights makes up for these.
   */
  private static boolean unmistakable(Score best, List<Score> others) {
    boolean sameName = best.hasAny(SAME_NAME);
    if (best.has(Level.DOCUMENT_SAME)) {
      return sameName || best.hasAny(LIKE_NAME) && !best.has(Level.BIRTH_OTHER) && others.stream().noneMatch(other -> other.hasAny(SAME_NAME));
    }
    if (best.has(Level.DOCUMENT_CONFLICT) || best.has(Level.BIRTH_OTHER)) return false;
    return sameName || best.hasAny(LIKE_NAME) && best.has(Level.DOCUMENT_TAIL) && best.has(Level.BIRTH_SAME);
  }

  /** A rare name that agrees says more than a frequent one. */
  private double rarity(Level level, Traits person) {
    if (level != Level.NAME_SAME && level != Level.NAME_VARIANT) return 0;
    return Weights.log2(weights.u(Level.NAME_SAME) / names.share(PersonNames.normal(person.name())));
  }
}
