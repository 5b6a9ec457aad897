package org.guanjia.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.guanjia.platform.identity.Sex;
import org.junit.jupiter.api.Test;

/** Nobody tells it which pairs are of one person; it finds out how often each field errs. */
class EstimationTests {

  private static final String NAMES = "陈黄李梁何林刘叶王张伟强明华英芳丽敏军杰平志国";
  private static final double NEW_PHONE = 0.3;
  private static final double WRONG_SEX = 0.05;
  private static final double MOVED = 0.1;
  private static final double SLIP = 0.08;

  private final SplittableRandom random = new SplittableRandom(4);

  @Test
  void itFindsHowOftenEachFieldErrs() {
    List<Weights.Pair> met = new ArrayList<>();
    List<Weights.Pair> apart = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Traits person = person();
      met.add(new Weights.Pair(again(person), person));
      met.add(new Weights.Pair(housemate(person), person));
      for (int j = 0; j < 5; j++) apart.add(new Weights.Pair(person, person()));
    }
    Weights weights = Weights.estimate(met, apart);
    assertThat(weights.m(Level.PHONE_SHARED)).isCloseTo(1 - NEW_PHONE, within(0.04));
    assertThat(weights.m(Level.SEX_OTHER)).isCloseTo(WRONG_SEX, within(0.02));
    assertThat(weights.m(Level.VILLAGE_OTHER)).isCloseTo(MOVED, within(0.03));
    assertThat(weights.m(Level.BIRTH_SAME)).isCloseTo(1 - SLIP, within(0.03));
    assertThat(weights.u(Level.SEX_SAME)).isCloseTo(0.5, within(0.03));
    assertThat(weights.u(Level.VILLAGE_SAME)).isCloseTo(0.1, within(0.02));
    for (Field field : Field.values()) {
      assertThat(Level.of(field).stream().mapToDouble(weights::m).sum()).as(field.name()).isCloseTo(1, within(1e-4));
      assertThat(Level.of(field).stream().mapToDouble(weights::u).sum()).as(field.name()).isCloseTo(1, within(1e-4));
      assertThat(Level.of(field).stream().mapToDouble(Weights.TYPICAL::m).sum()).as(field.name()).isCloseTo(1, within(1e-4));
      assertThat(Level.of(field).stream().mapToDouble(Weights.TYPICAL::u).sum()).as(field.name()).isCloseTo(1, within(1e-4));
    }
  }

  private Traits person() {
    return new Traits(name(), LocalDate.ofEpochDay(random.nextInt(20_000)), random.nextBoolean() ? Sex.MALE : Sex.FEMALE, village(), Set.of(phone()), null);
  }

  private Traits again(Traits person) {
    Sex sex = chance(WRONG_SEX) ? person.sex() == Sex.MALE ? Sex.FEMALE : Sex.MALE : person.sex();
    LocalDate birth = chance(SLIP) && person.birth() != null ? person.birth().plusYears(1) : person.birth();
    String village = chance(MOVED) ? "moved" : person.village();
    return new Traits(person.name(), birth, sex, village, chance(NEW_PHONE) ? Set.of(phone()) : person.phones(), null);
  }

  /** Meets by phone and village, like a family's other members. */
  private Traits housemate(Traits person) {
    Traits other = person();
    return new Traits(person.name().substring(0, 1) + other.name().substring(1), other.birth(), other.sex(), person.village(), person.phones(), null);
  }

  private String name() {
    return "" + NAMES.charAt(random.nextInt(10)) + NAMES.charAt(10 + random.nextInt(13)) + NAMES.charAt(10 + random.nextInt(13));
  }

  private String village() {
    return "v" + random.nextInt(10);
  }

  private String phone() {
    return "p" + random.nextInt(1_000_000);
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }
}
