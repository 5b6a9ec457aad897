package org.guanjia.simulation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.guanjia.platform.identity.Sex;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * How many die a year: the central death rate of each age group and sex (人口统计的年龄别死亡率 m<sub>x</sub>). Within an age group the force of mortality is taken as
 * constant, so that of those alive at the end of a month e<sup>−m/12</sup> are alive at the end of the next.
 *
 * @param bands by age, the first from 0; each reaches up to the next, the last without end
 */
public record LifeTable(List<Band> bands) {

  /**
   * An age group.
   *
   * @param ageFrom completed years
   * @param male deaths in a year per 1,000 alive, of men; at most 5 decimals
   * @param female the same of women
   */
  @Schema(name = "LifeTableBand")
  public record Band(int ageFrom, BigDecimal male, BigDecimal female) {}

  /** Decimals of a survival: each step of a month is rounded to these, half to even. */
  static final int DECIMALS = 15;

  static final int TEXT_LENGTH_MAX = 20_000;
  private static final int BANDS_MAX = 130;
  private static final int AGE_MAX = 120;
  private static final BigDecimal RATE_MAX = BigDecimal.valueOf(3_000);
  private static final BigDecimal MONTHS_OF_1000 = BigDecimal.valueOf(12_000);
  private static final MathContext EXACT = new MathContext(40);
  private static final int ERRORS_MAX = 20;

  public LifeTable {
    bands = List.copyOf(bands);
  }

  /**
   * Reads a table: a heading of three columns, then a line for each age group: age from which it is, deaths per 1,000 men, per 1,000 women; separated by commas, semicolons or tabs.
   *
   * @throws InvalidInput naming each line that is wrong, of the field {@code table}
   */
  static LifeTable read(String text) {
    if (text.length() > TEXT_LENGTH_MAX) throw new InvalidInput("table", "simulation.error.table.long", TEXT_LENGTH_MAX);
    List<FieldError> errors = new ArrayList<>();
    List<Band> bands = new ArrayList<>();
    List<String> lines = text.lines().map(String::strip).toList();
    boolean heading = true;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isEmpty() || lines.get(i).startsWith("#")) continue;
      if (!heading) band(lines.get(i), i + 1, bands, errors);
      heading = false;
    }
    whole(bands, errors);
    if (!errors.isEmpty()) throw new InvalidInput(errors.subList(0, Math.min(errors.size(), ERRORS_MAX)));
    return new LifeTable(bands);
  }

  private static void band(String line, int number, List<Band> bands, List<FieldError> errors) {
    String[] cells = line.split("[,;\\t，]", -1);
    if (cells.length != 3) {
      errors.add(FieldError.of("table", "simulation.error.table.cells", number, cells.length));
      return;
    }
    Integer age = cells[0].strip().matches("[0-9]{1,3}") ? Integer.valueOf(cells[0].strip()) : null;
    BigDecimal male = rate(cells[1]);
    BigDecimal female = rate(cells[2]);
    if (age == null || age > AGE_MAX) errors.add(FieldError.of("table", "simulation.error.table.age", number, cells[0].strip()));
    if (male == null) errors.add(FieldError.of("table", "simulation.error.table.rate", number, cells[1].strip()));
    if (female == null) errors.add(FieldError.of("table", "simulation.error.table.rate", number, cells[2].strip()));
    if (age == null || age > AGE_MAX || male == null || female == null) return;
    int expected = bands.isEmpty() ? 0 : bands.getLast().ageFrom() + 1;
    if (bands.isEmpty() ? age != 0 : age < expected) errors.add(FieldError.of("table", bands.isEmpty() ? "simulation.error.table.first" : "simulation.error.table.order", number, age));
    else bands.add(new Band(age, male, female));
  }

  private static @Nullable BigDecimal rate(String cell) {
    if (!cell.strip().matches("[0-9]{1,4}(\\.[0-9]{1,5})?")) return null;
    BigDecimal rate = new BigDecimal(cell.strip());
    return rate.compareTo(RATE_MAX) > 0 ? null : rate;
  }

  private static void whole(List<Band> bands, List<FieldError> errors) {
    if (!errors.isEmpty()) return;
    if (bands.size() < 2) errors.add(FieldError.of("table", "simulation.error.table.empty"));
    else if (bands.size() > BANDS_MAX) errors.add(FieldError.of("table", "simulation.error.table.many", BANDS_MAX));
    else if (bands.getLast().ageFrom() < 85) errors.add(FieldError.of("table", "simulation.error.table.short", bands.getLast().ageFrom()));
  }

  /** The table as {@link #read} reads it. */
  String text() {
    StringBuilder text = new StringBuilder("age_from,male,female\n");
    bands.forEach(band -> text.append(band.ageFrom()).append(',').append(band.male().toPlainString()).append(',').append(band.female().toPlainString()).append('\n'));
    return text.toString();
  }

  /**
   * Of those of an age that are alive at the end of a month, what part is there at the end of the next.
   *
   * @param sex null for unknown: the mean of both
   * @param movesPermille by how many of 1,000 the register grows a year by people moving, less those who leave; negative when more leave
   */
  BigDecimal month(@Nullable Sex sex, int age, BigDecimal movesPermille) {
    Band band = bands.getLast();
    for (int i = 1; i < bands.size(); i++) {
      if (age < bands.get(i).ageFrom()) {
        band = bands.get(i - 1);
        break;
      }
    }
    BigDecimal rate = sex == null ? band.male().add(band.female()).divide(BigDecimal.TWO, EXACT) : sex == Sex.MALE ? band.male() : band.female();
    return exp(movesPermille.subtract(rate).divide(MONTHS_OF_1000, EXACT)).setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }

  /** By months for each age from 0. */
  List<BigDecimal> months(@Nullable Sex sex, BigDecimal movesPermille) {
    return IntStream.rangeClosed(0, AGE_MAX).mapToObj(age -> month(sex, age, movesPermille)).toList();
  }

  /** e to the x, of a small x: its series until a term is of no account. */
  static BigDecimal exp(BigDecimal x) {
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int n = 1; term.abs().compareTo(BigDecimal.ONE.movePointLeft(DECIMALS + 15)) > 0 && n < 60; n++) {
      term = term.multiply(x, EXACT).divide(BigDecimal.valueOf(n), EXACT);
      sum = sum.add(term, EXACT);
    }
    return sum;
  }
}
