package org.guanjia.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.guanjia.platform.identity.Sex;
import org.guanjia.platform.web.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Life tables: read or refused line by line, and what part of an age is alive a month later. */
class LifeTableTests {

  @Test
  void theOneThatComesWithTheProgramGivesTheLifeExpectancyOfItsSource() {
    LifeTable table = LifeTables.shipped().table();
    assertThat(table.bands()).hasSize(22);
    assertThat(expectancy(table, Sex.MALE)).isCloseTo(76.6, within(0.2));
    assertThat(expectancy(table, Sex.FEMALE)).isCloseTo(82.0, within(0.2));
    assertThat(LifeTable.read(table.text())).isEqualTo(table);
  }

  /** Years lived by somebody born under it, month by month. */
  private static double expectancy(LifeTable table, Sex sex) {
    double alive = 1;
    double years = 0;
    for (int month = 0; month < 130 * 12; month++) {
      double part = table.month(sex, month / 12, BigDecimal.ZERO).doubleValue();
      years += alive * (1 + part) / 24;
      alive *= part;
    }
    return years;
  }

  @Test
  void aMonthIsATwelfthOfAYearsForceOfMortality() {
    LifeTable table = LifeTable.read("age_from;male;female\n0;0;12\n\n80\t1200\t0.5\n# a remark\n100,1000,1000");
    assertThat(table.month(Sex.MALE, 80, BigDecimal.ZERO)).isEqualTo(new BigDecimal("0.904837418035960"));
    assertThat(table.month(Sex.MALE, 79, BigDecimal.ZERO)).isEqualByComparingTo("1");
    assertThat(table.month(Sex.MALE, 119, BigDecimal.ZERO).doubleValue()).isCloseTo(Math.exp(-1 / 12.0), within(1e-15));
    assertThat(table.month(null, 0, BigDecimal.ZERO).doubleValue()).as("the mean of both").isCloseTo(Math.exp(-0.0005), within(1e-15));
    assertThat(table.month(Sex.MALE, 20, BigDecimal.valueOf(12)).doubleValue()).as("people move here").isCloseTo(Math.exp(0.001), within(1e-15));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', value = {
    "no lines|age,male,female|simulation.error.table.empty|[]", "one cell less|x;0,1,1;85,2|simulation.error.table.cells|[3, 2]", "an age that is no number|x;0,1,1;young,2,2|simulation.error.table.age|[3, young]",
    "a negative rate|x;0,1,1;85,-2,2|simulation.error.table.rate|[3, -2]", "a rate past everything|x;0,1,1;85,3001,2|simulation.error.table.rate|[3, 3001]",
    "a word for a rate|x;0,1,1;85,2,many|simulation.error.table.rate|[3, many]", "not from birth|x;1,1,1;85,2,2|simulation.error.table.first|[2, 1]",
    "ages that go back|x;0,1,1;60,2,2;60,3,3;85,4,4|simulation.error.table.order|[4, 60]", "not to old age|x;0,1,1;70,2,2|simulation.error.table.short|[70]",
    "an age past 120|x;0,1,1;121,2,2|simulation.error.table.age|[3, 121]"
  })
  void isRefusedNamingTheLine(String what, String lines, String key, String arguments) {
    assertThatThrownBy(() -> LifeTable.read(lines.replace(";", "\n"))).isInstanceOfSatisfying(InvalidInput.class, refused -> {
      assertThat(refused.errors().getFirst().field()).isEqualTo("table");
      assertThat(refused.errors().getFirst().key()).isEqualTo(key);
      assertThat(refused.errors().getFirst().arguments()).hasToString(arguments);
    });
  }

  @Test
  void isRefusedWhenItIsEndless() {
    assertThatThrownBy(() -> LifeTable.read("x\n".repeat(LifeTable.TEXT_LENGTH_MAX))).isInstanceOf(InvalidInput.class);
    String many = "age,m,f\n" + String.join("\n", IntStream.rangeClosed(0, 120).mapToObj(age -> age + ",1,1").toList());
    assertThat(LifeTable.read(many).bands()).hasSize(121);
  }

  @Test
  void theLifeOfASimulationIsOneGraph() {
    for (SimulationState from : SimulationState.values()) {
      for (SimulationState to : SimulationState.values()) {
        boolean legal = switch (from) {
          case RUNNING -> to == SimulationState.DONE || to == SimulationState.FAILED;
          case DONE -> to == SimulationState.REPORT;
          case REPORT -> to == SimulationState.PUBLISHED || to == SimulationState.WITHDRAWN;
          case PUBLISHED -> to == SimulationState.REPORT || to == SimulationState.WITHDRAWN;
          case FAILED, WITHDRAWN -> false;
        };
        assertThat(from.mayBecome(to)).as(from + " to " + to).isEqualTo(legal);
      }
    }
  }
}
