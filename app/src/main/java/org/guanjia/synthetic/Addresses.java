package org.guanjia.synthetic;

import static org.guanjia.synthetic.Random.between;
import static org.guanjia.synthetic.Random.chance;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.guanjia.synthetic.TownPlan.Village;

/** Where households live: in the larger villages more of them, in houses of their own, rented rooms or dormitories. */
final class Addresses {

  private static final int SIZE_STEPS = 1000;

  private final String town;
  private final List<Village> villages;
  private final double[] upTo;

  /** A village's name, its group and the whole address. */
  record Home(Village village, int group, String address) {}

  Addresses(TownPlan plan) {
    this.town = plan.town();
    this.villages = plan.villages();
    this.upTo = new double[villages.size()];
    double sum = 0;
    for (int i = 0; i < upTo.length; i++) upTo[i] = sum += size(villages.get(i));
  }

  /** Some have four times the people of others; the same village always. */
  private static double size(Village village) {
    return 0.5 + 1.5 * (Random.mix(village.code().hashCode()) >>> 32) % SIZE_STEPS / SIZE_STEPS;
  }

  Home home(SplittableRandom random, HouseholdKind kind) {
    Village village = village(random);
    int group = village.groups() == 0 ? 0 : between(random, 1, village.groups());
    return new Home(village, group, address(random, village, group, kind));
  }

  /** Where they lived before or somebody mistook them to live: another house of the town. */
  String another(SplittableRandom random) {
    return home(random, HouseholdKind.MIGRANT).address();
  }

  private Village village(SplittableRandom random) {
    double drawn = random.nextDouble() * upTo[upTo.length - 1];
    int found = Arrays.binarySearch(upTo, drawn);
    return villages.get(Math.min(villages.size() - 1, found < 0 ? -found - 1 : found));
  }

  private String address(SplittableRandom random, Village village, int group, HouseholdKind kind) {
    var text = new StringBuilder(town).append(village.name());
    String street = WordLists.of("street").draw(random);
    switch (kind) {
      case COLLECTIVE -> text.append(WordLists.of("dormitory").draw(random)).append("宿舍").append((char) ('A' + random.nextInt(6))).append("栋")
          .append(room(random, 8)).append("房");
      case REGISTERED -> {
        if (group > 0 && chance(random, 0.5)) text.append(group).append("组");
        if (chance(random, 0.2)) text.append(street, 0, 2).append(WordLists.of("estate").draw(random)).append(between(random, 1, 30)).append("栋")
            .append(room(random, 18)).append("房");
        else text.append(street).append(between(random, 1, 260)).append("号");
      }
      case MIGRANT -> text.append(street).append(between(random, 1, 260)).append("号").append(room(random, 7)).append("房");
    }
    return text.toString();
  }

  private static int room(SplittableRandom random, int floors) {
    return between(random, 1, floors) * 100 + between(random, 1, 12);
  }
}
