package org.guanjia.synthetic;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.platform.identity.BankCard;
import org.guanjia.platform.identity.ResidentId;

/**
 * Numbers that are right in form and nobody's, and different for each person of a plan. None is kept and looked up: each comes from the household's
 * serial by steps that never lead from two serials to one number.
 *
 * <p>Resident IDs of people born here begin with the plan's division. Those of people from elsewhere begin with their province's two digits and then
 * 71 to 89, which GB/T 2260 gives to no prefecture (01 to 20 and 51 to 70 are cities, 21 to 50 prefectures and leagues, 90 direct administration).
 * Phones begin with 154 and 164, which no network was given (Ministry of Industry and Information Technology, allocation as of March 2023). Bank
 * cards have the form of UnionPay's with 6299, under which no issuer is known.
 */
final class Numbers {

  /** Never given to a network; the first for phones in use, the second for a second one and for those given up. */
  static final String PHONES = "154";
  static final String OTHER_PHONES = "164";
  static final String CARDS = "629999";

  static final int MEMBERS_MAX = 16;

  private static final int DAYS = 365;
  private static final int PREFECTURES = 19;
  private static final int FIRST_PREFECTURE = 71;
  /** Counties 01 to 80 of the prefectures nobody has are for people from elsewhere, 81 to 99 for people born here beyond the plan's division. */
  private static final int COUNTIES_ELSEWHERE = 80;
  private static final int COUNTIES_HERE = 19;
  private static final int CODES_ELSEWHERE = PREFECTURES * COUNTIES_ELSEWHERE;

  /** Sequence numbers of a sex and day: 500. Here four of them are for one household, elsewhere sixteen. */
  private static final int SAME_HERE = 4;
  private static final int HOUSEHOLDS_A_DAY_HERE = 125;
  private static final int HOUSEHOLDS_A_DAY_ELSEWHERE = 31;
  private static final long HOUSEHOLDS_HERE = (long) DAYS * HOUSEHOLDS_A_DAY_HERE;
  private static final long HOUSEHOLDS_ELSEWHERE = (long) CODES_ELSEWHERE * DAYS * HOUSEHOLDS_A_DAY_ELSEWHERE;
  /** Prime to the numbers of households, so that neighbours get numbers far apart and none meets another. */
  private static final long STRIDE_HERE = 28_657;
  private static final long STRIDE_ELSEWHERE = 7_368_787;
  private static final long PHONES_IN_ALL = 100_000_000;
  private static final long STRIDE_PHONES = 61_803_399;
  private static final long CARDS_IN_ALL = 1_000_000_000_000L;
  private static final long STRIDE_CARDS = 61_803_398_917L;
  private static final long PAPERS_IN_ALL = 10_000_000;
  private static final long STRIDE_PAPERS = 6_180_339;

  private final TownPlan plan;
  private final List<String> divisionsHere = new ArrayList<>();

  /** Where in the numbers a person is: prefix of the ID, birth, and the place among those of one day and sex. */
  record Place(String division, LocalDate birth, int sequence) {}

  Numbers(TownPlan plan) {
    this.plan = plan;
    divisionsHere.add(plan.division());
    for (int code = 0; code < PREFECTURES * COUNTIES_HERE; code++) {
      divisionsHere.add("%s%d%d".formatted(plan.division().substring(0, 2), FIRST_PREFECTURE + code / COUNTIES_HERE,
          COUNTIES_ELSEWHERE + 1 + code % COUNTIES_HERE));
    }
  }

  /**
   * @param rank which registered household it is
   * @param same how many of the household before them are of the same age and sex
   */
  Place here(long rank, Someone person, int same) {
    long slot = Math.floorMod(rank % HOUSEHOLDS_HERE * STRIDE_HERE + start(0), HOUSEHOLDS_HERE);
    int day = Math.floorMod(slot % DAYS + turn(person, 0), DAYS);
    return new Place(divisionsHere.get((int) (rank / HOUSEHOLDS_HERE)), birth(person, day),
        sequence(slot / DAYS, turn(person, 40), HOUSEHOLDS_A_DAY_HERE) * SAME_HERE + same);
  }

  /** Twins share their birthday; others of the same age and sex do not. */
  Place elsewhere(long household, String province, Someone person, int same) {
    long slot = Math.floorMod(household * STRIDE_ELSEWHERE + start(1), HOUSEHOLDS_ELSEWHERE);
    int turn = person.twin ? 0 : same;
    int code = Math.floorMod(slot % CODES_ELSEWHERE + turn(person, 1 + turn), CODES_ELSEWHERE);
    long rest = slot / CODES_ELSEWHERE;
    int day = Math.floorMod(rest % DAYS + turn(person, 1 + MEMBERS_MAX + turn), DAYS);
    StringBuilder division = new StringBuilder(6).append(province).append(FIRST_PREFECTURE + code / COUNTIES_ELSEWHERE);
    return new Place(pad(division, 1 + code % COUNTIES_ELSEWHERE, 2).toString(), birth(person, day),
        sequence(rest / DAYS, turn(person, 41 + turn), HOUSEHOLDS_A_DAY_ELSEWHERE) * MEMBERS_MAX + same);
  }

  private static int sequence(long slot, long turn, int households) {
    return (int) ((slot + turn) % households);
  }

  /** The same for all of an age and sex, so that members of a family have different birthdays and no two families meet. */
  private long turn(Someone person, int which) {
    return Random.mix(plan.seed() * 31 + which * 1024L + person.age * 2L + person.sex.ordinal()) >>> 33;
  }

  /** Where counting begins, so that another seed gives other numbers. */
  private long start(int which) {
    return Random.mix(plan.seed() * 31 + which) >>> 24;
  }

  private LocalDate birth(Someone person, int daysBefore) {
    return plan.today().minusYears(person.age).minusDays(daysBefore);
  }

  static String residentId(Place place, Sex sex) {
    LocalDate birth = place.birth();
    int sequence = place.sequence() * 2 + (sex == Sex.MALE ? 1 : 0);
    var digits = new StringBuilder(18).append(place.division());
    pad(digits, birth.getYear(), 4);
    pad(digits, birth.getMonthValue(), 2);
    pad(digits, birth.getDayOfMonth(), 2);
    pad(digits, sequence, 3);
    return digits.append(ResidentId.checkCharacter(digits.toString())).toString();
  }

  /** A phone of that person. */
  String phone(String prefix, long person) {
    long number = Math.floorMod(person * STRIDE_PHONES + start(prefix.hashCode()), PHONES_IN_ALL);
    return pad(new StringBuilder(11).append(prefix), number, 8).toString();
  }

  String card(long person) {
    long number = Math.floorMod(person * STRIDE_CARDS + start(3), CARDS_IN_ALL);
    StringBuilder digits = pad(new StringBuilder(19).append(CARDS), number, 12);
    return digits.append(BankCard.checkDigit(digits)).toString();
  }

  /** Number of a document of somebody who has no resident ID: the letters ZZ are no country's, permits are not counted up to 9 million yet. */
  String paper(DocumentKind kind, long household) {
    long number = Math.floorMod(household * STRIDE_PAPERS, PAPERS_IN_ALL);
    String prefix = switch (kind) {
      case PASSPORT -> "ZZ";
      case HK_MACAO_PERMIT -> "H9";
      default -> "9";
    };
    return pad(new StringBuilder(9).append(prefix), number, 7).toString();
  }

  private static StringBuilder pad(StringBuilder to, long number, int digits) {
    String text = Long.toString(number);
    for (int i = text.length(); i < digits; i++) to.append('0');
    return to.append(text);
  }
}
