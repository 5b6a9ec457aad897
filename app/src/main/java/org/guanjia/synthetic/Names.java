package org.guanjia.synthetic;

import static org.guanjia.synthetic.Random.chance;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Names of a household, drawn from lists of this module's own ({@code synthetic/names.txt}): by where people are from, when they were born and whose
 * children they are. Some are written with characters that old programs lose, some in traditional characters or other variants, some in two parts
 * with a dot between.
 */
final class Names {

  /** First years of those whose names sound alike; the lists m1 to m6 and f1 to f6 are of before the second and so on. */
  private static final int[] COHORTS = {Integer.MIN_VALUE, 1955, 1970, 1985, 2000, 2012};
  /** Share of given names of one character in each. */
  private static final double[] ALONE = {0.1, 0.13, 0.26, 0.2, 0.11, 0.07};
  private static final double RARE = 0.006;
  private static final double VARIANT = 0.012;
  private static final double SAME_FIRST = 0.3;
  private static final double YI_IN_SICHUAN = 0.02;

  private static final Map<Integer, Integer> TRADITIONAL = traditional();
  private static final Map<Integer, int[]> VARIANTS = variants();

  private final SplittableRandom random;
  private @Nullable String fathersFamily;
  private @Nullable String childrensFirst;

  Names(SplittableRandom random) {
    this.random = random;
  }

  /** The next member's name. Children and elders on the man's side bear the family's name. */
  String next(Someone person, int born, List<Someone> household) {
    if (person.document == DocumentKind.PASSPORT) return WordLists.of("abroad-given").draw(random) + " " + WordLists.of("abroad-family").draw(random);
    if (person.ethnicGroup.equals("05")) return dotted(person.sex, "uygur-m", "uygur-f", WordLists.of("uygur-m").draw(random), false);
    if (person.ethnicGroup.equals("07") && "51".equals(person.province) && chance(random, 0.5)) {
      return dotted(person.sex, "yi-m", "yi-f", WordLists.of("yi-clan").draw(random), true);
    }
    String family = sharesFamilyName(person, household) ? family(person) : draw(person);
    String name = family + given(person, born);
    if (person.document != DocumentKind.RESIDENT_ID && person.document != DocumentKind.NONE) return inTraditional(name);
    return chance(random, VARIANT) ? withVariant(name) : name;
  }

  private String dotted(Sex sex, String men, String women, String before, boolean clanFirst) {
    String own = WordLists.of(sex == Sex.MALE ? men : women).draw(random);
    return clanFirst ? before + "·" + own : own + "·" + before;
  }

  /**
   * Wives, mothers, parents of the wife and those who share a room have names of their own; a woman at the head shares hers with children that have
   * no father here.
   */
  private static boolean sharesFamilyName(Someone person, List<Someone> household) {
    return switch (person.relation) {
      case "99", "12", "38", "52", "55", "56" -> false;
      case "02" -> person.sex == Sex.MALE || person.role == Someone.Role.ADULT && household.stream().noneMatch(each -> each.relation.equals("11"));
      default -> true;
    };
  }

  private String family(Someone person) {
    if (fathersFamily == null) fathersFamily = draw(person);
    return fathersFamily;
  }

  private String draw(Someone person) {
    return WordLists.of(person.province == null ? "local" : "family").draw(random);
  }

  private String given(Someone person, int born) {
    int cohort = COHORTS.length - 1;
    while (born < COHORTS[cohort]) cohort--;
    var lists = GivenNames.of(person.sex, cohort);
    if (chance(random, RARE)) return lists.first(random) + WordLists.of("rare").draw(random);
    if (chance(random, ALONE[cohort])) return lists.alone(random);
    String first = lists.first(random);
    if (person.role == Someone.Role.CHILD) {
      if (childrensFirst != null && chance(random, SAME_FIRST)) first = childrensFirst;
      childrensFirst = first;
    }
    String second = lists.second(random);
    return first + (second.equals(first) ? lists.second(random) : second);
  }

  /** In traditional characters where one standard character stands for one of them. */
  static String inTraditional(String name) {
    return mapped(name, c -> TRADITIONAL.getOrDefault(c, c));
  }

  /** With the first of its characters that has another form in it, or as it is. */
  private String withVariant(String name) {
    int[] characters = name.codePoints().toArray();
    for (int i = characters.length - 1; i >= 0; i--) {
      int[] others = variantsOf(characters[i]);
      if (others.length == 0) continue;
      characters[i] = others[random.nextInt(others.length)];
      return new String(characters, 0, characters.length);
    }
    return name;
  }

  /** Other forms of the character, the traditional one among them. */
  static int[] variantsOf(int character) {
    int[] others = VARIANTS.get(character);
    if (others != null) return others;
    Integer traditional = TRADITIONAL.get(character);
    return traditional == null ? new int[0] : new int[] {traditional};
  }

  private static String mapped(String name, java.util.function.IntUnaryOperator character) {
    int[] mapped = name.codePoints().map(character).toArray();
    return new String(mapped, 0, mapped.length);
  }

  /** Standard to traditional; left out are those that stand for several or are traditional themselves. */
  private static Map<Integer, Integer> traditional() {
    Map<Integer, Integer> found = new HashMap<>();
    Set<Integer> several = new HashSet<>();
    for (String line : WordLists.lines("/matching/simplified.txt")) for (String pair : line.split(" ")) {
      int[] both = pair.codePoints().toArray();
      if (found.putIfAbsent(both[1], both[0]) != null) several.add(both[1]);
    }
    several.forEach(found::remove);
    WordLists.of("traditional-too").words().forEach(word -> found.remove(word.codePointAt(0)));
    return found;
  }

  private static Map<Integer, int[]> variants() {
    Map<Integer, int[]> found = new HashMap<>();
    WordLists.of("variant").words().map(word -> word.codePoints().toArray())
        .forEach(all -> found.put(all[0], Arrays.copyOfRange(all, 1, all.length)));
    return found;
  }
}
