package org.guanjia.synthetic;

import static org.guanjia.synthetic.Random.between;
import static org.guanjia.synthetic.Random.chance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.guanjia.synthetic.Addresses.Home;
import org.guanjia.synthetic.Numbers.Place;
import org.jspecify.annotations.Nullable;

/**
 * The people of a plan, household by household. Each household depends on the plan and its own serial alone, so memory does not grow with the town,
 * any of them can be made without the others, and the same plan gives the same people always.
 */
public final class Population {

  private static final int PURPOSE = 1;
  private static final int LOST_WITHIN_DAYS = 1095;
  private static final int MOVED_WITHIN_DAYS = 730;
  /** Of a thousand places in a block, where the kinds lie; prime to it. */
  private static final int STRIDE = 387;
  private static final String FOREIGN_OR_UNKNOWN = "97";

  private final TownPlan plan;
  private final Numbers numbers;
  private final Addresses addresses;

  private Population(TownPlan plan) {
    this.plan = plan;
    this.numbers = new Numbers(plan);
    this.addresses = new Addresses(plan);
  }

  /** Gives out the households one by one until the plan's people are there; the last one is cut to fit. */
  public static void generate(TownPlan plan, Consumer<SyntheticHousehold> out) {
    var population = new Population(plan);
    long left = plan.people();
    for (long serial = 0; left > 0; serial++) {
      SyntheticHousehold household = population.household(serial);
      long living = living(household);
      if (living > left) {
        household = population.make(serial, HouseholdKind.COLLECTIVE, (int) left);
        living = left;
      }
      left -= living;
      out.accept(household);
    }
  }

  /**
   * One household alone, the same as in {@link #generate} (but for the last there, which may be cut).
   *
   * @param serial from 0
   */
  public static SyntheticHousehold household(TownPlan plan, long serial) {
    return new Population(plan).household(serial);
  }

  private static long living(SyntheticHousehold household) {
    return household.members().stream().filter(SyntheticPerson::livesHere).count();
  }

  private SyntheticHousehold household(long serial) {
    int place = place(serial);
    HouseholdKind kind = place < HouseholdKind.REGISTERED.perThousand ? HouseholdKind.REGISTERED
        : place < HouseholdKind.REGISTERED.perThousand + HouseholdKind.COLLECTIVE.perThousand ? HouseholdKind.COLLECTIVE : HouseholdKind.MIGRANT;
    return make(serial, kind, 0);
  }

  /** Where among its thousand the household lies; each place is taken once. */
  private int place(long serial) {
    long block = serial / HouseholdKind.BLOCK;
    long turn = Random.mix(plan.seed() * 31 + block) >>> 33;
    return (int) ((serial % HouseholdKind.BLOCK * STRIDE + turn) % HouseholdKind.BLOCK);
  }

  /** @param roomFor so many of them share a room and all of them stay; 0 to draw it */
  private SyntheticHousehold make(long serial, HouseholdKind kind, int roomFor) {
    SplittableRandom random = Random.of(plan.seed(), PURPOSE, serial);
    Home home = addresses.home(random, kind);
    List<Someone> members = new ArrayList<>(switch (kind) {
      case REGISTERED -> Families.registered(random);
      case COLLECTIVE -> Families.room(random, roomFor > 0 ? roomFor : Families.roomSize(random));
      case MIGRANT -> Families.migrant(random);
    });
    origins(random, kind, members);
    if (roomFor == 0) changes(random, kind, members);
    List<SyntheticPerson> people = people(random, serial, kind, members);
    return new SyntheticHousehold(serial, home.village().name(), home.village().code(), home.group(), home.address(), people);
  }

  /** Where each is from: most of a registered family from here, some of the wives from elsewhere, few of those not registered here yet. */
  private void origins(SplittableRandom random, HouseholdKind kind, List<Someone> members) {
    boolean settled = kind != HouseholdKind.REGISTERED || chance(random, 0.15);
    String province = WordLists.of("province").draw(random);
    for (Someone each : members) {
      boolean marriedIn = each.relation.equals("12") || each.relation.equals("38");
      if (settled) each.province = kind == HouseholdKind.COLLECTIVE || marriedIn ? WordLists.of("province").draw(random) : province;
      else if (marriedIn && chance(random, 0.35)) each.province = WordLists.of("province").draw(random);
      each.registered = kind == HouseholdKind.REGISTERED && !(marriedIn && each.province != null && chance(random, 0.2));
      each.ethnicGroup = each.role == Someone.Role.CHILD ? members.getFirst().ethnicGroup : ethnicGroup(random, each.province);
      if (each.age == 0 && chance(random, 0.25)) each.document = DocumentKind.NONE;
    }
    if (kind == HouseholdKind.MIGRANT && members.size() == 1) abroad(random, members.getFirst());
  }

  private static String ethnicGroup(SplittableRandom random, @Nullable String province) {
    String list = "ethnic-" + (province == null ? "44" : province);
    return WordLists.has(list) ? WordLists.of(list).drawThousandth(random, "01") : "01";
  }

  private static void abroad(SplittableRandom random, Someone person) {
    int drawn = random.nextInt(1000);
    person.document = drawn < 5 ? DocumentKind.HK_MACAO_PERMIT : drawn < 9 ? DocumentKind.TAIWAN_PERMIT : drawn < 12 ? DocumentKind.PASSPORT
        : person.document;
    if (person.document == DocumentKind.PASSPORT) person.ethnicGroup = FOREIGN_OR_UNKNOWN;
    else if (person.document != DocumentKind.RESIDENT_ID) person.ethnicGroup = "01";
  }

  /** Who died in the last three years, who moved away in the last two. */
  private void changes(SplittableRandom random, HouseholdKind kind, List<Someone> members) {
    if (kind == HouseholdKind.REGISTERED && chance(random, members.getFirst().age >= 60 ? 0.13 : 0.05)) lost(random, members);
    boolean together = kind == HouseholdKind.MIGRANT && members.stream().noneMatch(each -> each.age < 3) && chance(random, 0.05);
    LocalDate day = plan.today().minusDays(between(random, 0, MOVED_WITHIN_DAYS));
    for (Someone each : members) {
      boolean alone = switch (kind) {
        case REGISTERED -> each.role == Someone.Role.CHILD && each.age >= 20 && chance(random, 0.06);
        case COLLECTIVE -> chance(random, 0.07);
        case MIGRANT -> false;
      };
      if (each.died == null && (together || alone)) each.movedOut = day;
    }
  }

  private void lost(SplittableRandom random, List<Someone> members) {
    Someone lost = Families.lost(random, members);
    if (lost == null) return;
    lost.registered = true;
    lost.died = plan.today().minusDays(between(random, 0, LOST_WITHIN_DAYS));
    lost.province = members.getFirst().province;
    members.add(lost);
  }

  private List<SyntheticPerson> people(SplittableRandom random, long serial, HouseholdKind kind, List<Someone> members) {
    var names = new Names(random);
    var groups = new Groups(plan, random, members);
    Map<Integer, Integer> met = new HashMap<>();
    List<SyntheticPerson> people = new ArrayList<>();
    List<String> parentsPhones = List.of();
    for (Someone each : members) {
      int same = met.merge(each.age * 2 + each.sex.ordinal(), 1, Integer::sum) - 1;
      long person = serial * Numbers.MEMBERS_MAX + people.size();
      Place place = each.province == null ? numbers.here(rank(serial), each, same) : numbers.elsewhere(serial, each.province, each, same);
      String number = switch (each.document) {
        case RESIDENT_ID -> Numbers.residentId(place, each.sex);
        case NONE -> "";
        default -> numbers.paper(each.document, serial);
      };
      String name = names.next(each, place.birth().getYear(), members);
      List<String> phones = phones(random, each, person, parentsPhones);
      if (parentsPhones.isEmpty()) parentsPhones = phones;
      List<SyntheticGroup> memberships = groups.of(each, place.birth(), number);
      people.add(new SyntheticPerson(
          person, name, each.sex, place.birth(), each.document, number, each.ethnicGroup, phones, each.registered, each.relation,
          chance(random, cardShare(each, memberships)) ? numbers.card(person) : null, memberships, each.died, each.movedOut));
    }
    return List.copyOf(people);
  }

  /** Which of the registered households it is. */
  private long rank(long serial) {
    return serial / HouseholdKind.BLOCK * HouseholdKind.REGISTERED.perThousand + place(serial);
  }

  private List<String> phones(SplittableRandom random, Someone person, long serial, List<String> parents) {
    double own = person.age < 10 ? 0 : person.age < 16 ? 0.4 : person.age < 70 ? 0.97 : person.age < 80 ? 0.75 : 0.4;
    if (!chance(random, own)) return person.age < 16 || chance(random, 0.7) ? parents : List.of();
    String phone = numbers.phone(Numbers.PHONES, serial);
    return person.age >= 20 && chance(random, 0.09) ? List.of(phone, numbers.phone(Numbers.OTHER_PHONES, serial)) : List.of(phone);
  }

  private static double cardShare(Someone person, List<SyntheticGroup> groups) {
    if (person.document != DocumentKind.RESIDENT_ID) return 0;
    return !groups.isEmpty() ? 0.95 : person.registered && person.age >= 16 ? 0.6 : 0;
  }
}
