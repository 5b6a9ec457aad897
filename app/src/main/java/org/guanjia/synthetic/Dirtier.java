package org.guanjia.synthetic;

import static org.guanjia.synthetic.Random.between;
import static org.guanjia.synthetic.Random.chance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.guanjia.platform.identity.ResidentId;

/** Writes people down as offices do: mostly right. The same mistakes each time for the same plan, office and person. */
final class Dirtier {

  private static final int PURPOSE = 100;
  private static final int DIGITS = 17;
  private static final int DATE_AT = 6;
  private static final int SEQUENCE_AT = 14;
  private static final String LATE_PHONES = "163";
  private static final Map<Integer, int[]> LOOKS = new HashMap<>();
  private static final Map<Integer, int[]> SOUNDS = new HashMap<>();

  static {
    Map<Integer, Set<Integer>> looks = new HashMap<>();
    WordLists.of("look").words().map(word -> word.codePoints().toArray()).forEach(pair -> {
      looks.computeIfAbsent(pair[0], c -> new LinkedHashSet<>()).add(pair[1]);
      looks.computeIfAbsent(pair[1], c -> new LinkedHashSet<>()).add(pair[0]);
    });
    looks.forEach((character, others) -> LOOKS.put(character, others.stream().mapToInt(each -> each).toArray()));
    Set<Integer> inNames = WordLists.charactersOfNames();
    for (String line : WordLists.lines("/matching/syllables.txt")) {
      int[] same = line.substring(line.indexOf(' ') + 1).codePoints().filter(inNames::contains).toArray();
      for (int character : same) SOUNDS.put(character, IntStream.of(same).filter(each -> each != character).toArray());
    }
  }

  private final TownPlan plan;
  private final DirtSpec spec;
  private final Numbers numbers;
  private final Addresses addresses;

  Dirtier(TownPlan plan, DirtSpec spec) {
    this.plan = plan;
    this.spec = spec;
    this.numbers = new Numbers(plan);
    this.addresses = new Addresses(plan);
  }

  /** Draws of that office about that person; which tells apart what is drawn for. */
  SplittableRandom random(Office office, SyntheticPerson person, int which) {
    return Random.of(plan.seed(), PURPOSE + office.ordinal() * 10L + which, person.serial());
  }

  /** How often the office has them, once or twice. */
  int rows(Office office, SyntheticPerson person) {
    return chance(random(office, person, 0), spec.doubled()) ? 2 : 1;
  }

  /** @param copy 0 for the first row, 1 for a second one */
  Entry entry(Office office, SyntheticHousehold household, SyntheticPerson person, int copy) {
    var entry = new Entry(household, person);
    SplittableRandom random = random(office, person, 1 + copy);
    if (copy > 0) entry.dirt.add(Dirt.DOUBLED);
    if (office != Office.DEATHS && person.died() != null) entry.dirt.add(Dirt.DIED);
    if (office != Office.MOVES && person.movedOut() != null) entry.dirt.add(Dirt.MOVED);
    name(random, entry);
    number(random, entry, office);
    if (chance(random, spec.wrongSex())) {
      entry.sex = entry.sex.other();
      entry.dirt.add(Dirt.WRONG_SEX);
    }
    if (office.hasBirth() && chance(random, spec.birthOff())) birth(random, entry);
    if (office != Office.POLICE && chance(random, spec.oldAddress())) {
      entry.address = addresses.another(random);
      entry.dirt.add(Dirt.OLD_ADDRESS);
    }
    if (office.hasPhone() && !entry.phone.isEmpty() && chance(random, spec.oldPhone())) {
      entry.phone = numbers.phone(LATE_PHONES, person.serial());
      entry.dirt.add(Dirt.OLD_PHONE);
    }
    return entry;
  }

  private void name(SplittableRandom random, Entry entry) {
    int[] characters = entry.name.codePoints().toArray();
    if (!Character.isIdeographic(characters[0])) return;
    if (chance(random, spec.nameTypo())) typo(random, entry, characters);
    else if (chance(random, spec.nameVariant())) exchange(random, entry, characters, Names::variantsOf, Dirt.NAME_VARIANT);
  }

  private static void typo(SplittableRandom random, Entry entry, int[] characters) {
    int drawn = random.nextInt(10);
    if (drawn == 0 && characters.length == 3 && characters[1] != characters[2]) {
      entry.name = new String(new int[] {characters[0], characters[2], characters[1]}, 0, 3);
      entry.dirt.add(Dirt.NAME_ORDER);
    } else if (drawn < 6) {
      exchange(random, entry, characters, each -> SOUNDS.getOrDefault(each, new int[0]), Dirt.NAME_SOUNDS_ALIKE);
    } else {
      exchange(random, entry, characters, each -> LOOKS.getOrDefault(each, new int[0]), Dirt.NAME_LOOKS_ALIKE);
    }
  }

  /** Another character in one place that has others, more often in the given name than in the family's. */
  private static void exchange(SplittableRandom random, Entry entry, int[] characters, IntFunction<int[]> others, Dirt dirt) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < characters.length; i++) if (others.apply(characters[i]).length > 0) places.add(i);
    if (places.isEmpty()) return;
    int place = places.get(random.nextInt(places.size()));
    if (place == 0 && random.nextBoolean()) place = places.getLast();
    int[] from = others.apply(characters[place]);
    characters[place] = from[random.nextInt(from.length)];
    entry.name = new String(characters, 0, characters.length);
    entry.dirt.add(dirt);
  }

  /** One thing at most goes wrong with a number. */
  private void number(SplittableRandom random, Entry entry, Office office) {
    String right = entry.number;
    double drawn = random.nextDouble();
    if (right.isEmpty()) return;
    if ((drawn -= spec.idMissing() + (office == Office.VILLAGES ? spec.idNotAsked() : 0)) < 0) set(entry, "", Dirt.ID_MISSING);
    else if (entry.person.document() != DocumentKind.RESIDENT_ID) return;
    else if ((drawn -= spec.idDigit()) < 0) set(entry, digit(random, right, random.nextInt(DIGITS), false), Dirt.ID_DIGIT);
    else if ((drawn -= spec.idDigitValid()) < 0) set(entry, digit(random, right, SEQUENCE_AT + random.nextInt(3), true), Dirt.ID_DIGIT_VALID);
    else if ((drawn -= spec.idSwapped()) < 0) swap(random, entry);
    else if ((drawn -= spec.idFullWidth()) < 0) set(entry, fullWidth(right), Dirt.ID_FULL_WIDTH);
    else if (office == Office.DISABLED && right.charAt(DATE_AT) == '1' && (drawn -= spec.idOldForm()) < 0) set(entry, oldForm(right), Dirt.ID_OLD_FORM);
    else if (right.endsWith("X") && chance(random, spec.idLowerX())) set(entry, right.substring(0, DIGITS) + "x", Dirt.ID_LOWER_X);
  }

  private static void set(Entry entry, String number, Dirt dirt) {
    entry.number = number;
    entry.dirt.add(dirt);
  }

  private static String digit(SplittableRandom random, String number, int at, boolean checked) {
    char wrong = (char) ('0' + (number.charAt(at) - '0' + between(random, 1, 9)) % 10);
    String digits = number.substring(0, at) + wrong + number.substring(at + 1, DIGITS);
    return digits + (checked ? ResidentId.checkCharacter(digits) : number.charAt(DIGITS));
  }

  private static void swap(SplittableRandom random, Entry entry) {
    String right = entry.number;
    int from = between(random, DATE_AT, DIGITS - 2);
    for (int i = 0; i < DIGITS - 1; i++) {
      int at = (from + i) % (DIGITS - 1);
      if (right.charAt(at) == right.charAt(at + 1)) continue;
      set(entry, right.substring(0, at) + right.charAt(at + 1) + right.charAt(at) + right.substring(at + 2), Dirt.ID_SWAPPED);
      return;
    }
  }

  /** Without the century and the check character. */
  private static String oldForm(String number) {
    return number.substring(0, DATE_AT) + number.substring(DATE_AT + 2, DIGITS);
  }

  private static String fullWidth(String number) {
    var wide = new StringBuilder();
    number.chars().forEach(c -> wide.append((char) (c - '0' + '０')));
    return wide.toString();
  }

  private void birth(SplittableRandom random, Entry entry) {
    LocalDate right = entry.birth;
    if (right.getDayOfMonth() <= 12 && right.getDayOfMonth() != right.getMonthValue() && random.nextBoolean()) {
      entry.birth = LocalDate.of(right.getYear(), right.getDayOfMonth(), right.getMonthValue());
      entry.dirt.add(Dirt.BIRTH_SWAPPED);
    } else {
      entry.birth = switch (random.nextInt(4)) {
        case 0 -> right.minusDays(1);
        case 1 -> right.minusMonths(1);
        case 2 -> right.minusYears(1);
        default -> right.minusYears(10);
      };
      entry.dirt.add(Dirt.BIRTH_OFF);
    }
    if (entry.birth.isAfter(plan.today())) entry.birth = plan.today();
  }
}
