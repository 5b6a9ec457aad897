package org.guanjia.synthetic;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a synthetic register is made from; the same plan always gives the same people.
 *
 * @param seed any number
 * @param people how many live there on that day, 1 to {@link #PEOPLE_MAX}; the recently dead and moved come on top
 * @param town how addresses begin: {@code 广东省东莞市茶山镇}
 * @param villages where they live, at least one
 * @param division the six digits with which the resident IDs of people born here begin; take one that was never assigned
 * @param today the day the register is of: ages, deaths and moves count from it
 */
public record TownPlan(long seed, long people, String town, List<Village> villages, String division, LocalDate today) {

  /** More would run out of numbers that are nobody's. */
  public static final long PEOPLE_MAX = 10_000_000;

  /** Who lived in 茶山镇 at the census of 1 November 2020. */
  public static final long CHASHAN_PEOPLE = 219_333;

  /**
   * Dongguan has no counties, so real IDs from there begin with 441900. Within a prefecture 99 would be the nineteenth county-level city of the
   * province's own (GB/T 2260 gives them 81 to 99 in order); no prefecture ever had so many.
   */
  public static final String NEVER_ASSIGNED = "441999";

  private static final String CHASHAN_VILLAGES = "/db/migration/places/chashan_villages.csv";
  private static final Pattern DIVISION = Pattern.compile("[1-9]\\d(?!7[1-9]|8\\d)\\d{4}");

  /**
   * A village or community.
   *
   * @param code unique within the plan
   * @param groups how many village groups it has, 0 for none
   */
  public record Village(String code, String name, int groups) {}

  public TownPlan {
    villages = List.copyOf(villages);
    if (people < 1 || people > PEOPLE_MAX) throw new IllegalArgumentException("people: 1 to " + PEOPLE_MAX + ", not " + people);
    if (villages.isEmpty()) throw new IllegalArgumentException("villages: at least one");
    if (!DIVISION.matcher(division).matches()) {
      throw new IllegalArgumentException("division: six digits, the third and fourth not 71 to 89, which are for people from elsewhere; not " + division);
    }
  }

  /** 茶山镇 with its 18 villages; more people than live there live in further towns like it, each with villages of its own. */
  public static TownPlan chashan(long people, long seed, LocalDate today) {
    long towns = Math.max(1, Math.round((double) people / CHASHAN_PEOPLE));
    List<Village> villages = new ArrayList<>();
    List<Village> first = chashanVillages();
    for (int town = 1; town <= towns; town++) for (Village village : first) villages.add(town == 1 ? village : like(village, town));
    return new TownPlan(seed, people, "广东省东莞市茶山镇", villages, NEVER_ASSIGNED, today);
  }

  /** A village of the same kind in another town: the prefecture's digits of its code, 71 and on, are assigned to none. */
  private static Village like(Village village, int town) {
    String code = "44%02d%02d%s".formatted(71 + town / 100, town % 100, village.code().substring(6));
    return new Village(code, "茶山" + town + "镇" + village.name(), village.groups());
  }

  /** How many groups a village has is not published; a rural one gets four to nine here, a community in town none. */
  private static List<Village> chashanVillages() {
    try (var in = Objects.requireNonNull(TownPlan.class.getResourceAsStream(CHASHAN_VILLAGES));
        CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return rows.stream().map(row -> {
        String code = row.getField("code");
        return new Village(code, row.getField("name"), row.getField("kind").equals("village") ? 4 + Integer.parseInt(code.substring(9)) % 6 : 0);
      }).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
