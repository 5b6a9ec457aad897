package org.guanjia.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.spreadsheets.SheetFile;
import org.guanjia.platform.spreadsheets.SheetLimits;
import org.guanjia.platform.spreadsheets.SheetRow;
import org.guanjia.platform.spreadsheets.SheetRows;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each row of an office's file is whom the truth says, and wrong only where the truth says so. Read by the import's own reader. */
class OfficeFilesTests {

  private static final TownPlan PLAN = TownPlan.chashan(3000, 11, LocalDate.of(2026, 11, 26));
  private static final DirtSpec MUCH = new DirtSpec(0.3, 0.3, 0.1, 0.1, 0.1, 0.5, 0.1, 0.3, 0.1, 0.1, 0.2, 0.2, 0.1, 0.3, 0.1);
  private static final Map<Long, SyntheticPerson> PEOPLE = new HashMap<>();
  private static final Map<String, List<Row>> READ = new HashMap<>();

  @TempDir static Path clean;
  @TempDir static Path dirty;

  /** A row of an office with what the truth says of it. */
  private record Row(Office office, Map<String, String> cells, SyntheticPerson person, Set<Dirt> dirt) {

    String cell(String... headings) {
      return Stream.of(headings).filter(cells::containsKey).map(cells::get).findFirst().orElseThrow();
    }

    String name() {
      return cell("姓名", "死者姓名", "迁出人");
    }

    String number() {
      return cell("公民身份号码", "身份证号", "身份证号码", "身份证", "证件号码");
    }
  }

  @BeforeAll
  static void write() throws IOException {
    Population.generate(PLAN, household -> household.members().forEach(person -> PEOPLE.put(person.serial(), person)));
    OfficeFiles.write(PLAN, clean, DirtSpec.NONE);
    OfficeFiles.write(PLAN, dirty, MUCH);
  }

  @Test
  void withoutDirtEverythingIsTrue() throws IOException {
    for (Office office : Office.values()) {
      List<Row> rows = rows(clean, office);
      assertThat(rows).as("%s", office).isNotEmpty();
      for (Row row : rows) {
        assertThat(row.name()).isEqualTo(row.person.name());
        assertThat(row.number()).isEqualTo(row.person.documentNumber());
        assertThat(row.cell("性别")).isEqualTo(row.person.sex().word());
        assertThat(row.dirt).isSubsetOf(Dirt.DIED, Dirt.MOVED);
      }
    }
  }

  @Test
  void everyOfficeHasItsOwnPeople() throws IOException {
    assertThat(rows(clean, Office.POLICE)).allMatch(row -> row.person.registered());
    assertThat(serials(rows(clean, Office.POLICE)))
        .containsAll(PEOPLE.values().stream().filter(person -> person.registered() && person.livesHere() && person.document() != DocumentKind.NONE)
        .map(SyntheticPerson::serial).toList());
    Set<String> villages = rows(clean, Office.VILLAGES).stream().map(row -> row.cell("村（社区）")).collect(Collectors.toSet());
    assertThat(villages).hasSize(12);
    assertThat(rows(clean, Office.VILLAGES)).anyMatch(row -> row.dirt.contains(Dirt.DIED)).anyMatch(row -> row.dirt.contains(Dirt.MOVED))
        .anyMatch(row -> row.cell("人户情况").equals("常住"));
    long memberships = PEOPLE.values().stream().filter(SyntheticPerson::livesHere).flatMap(person -> person.groups().stream())
        .filter(group -> !group.kind().equals("DISABLED")).count();
    assertThat(rows(clean, Office.CIVIL_AFFAIRS)).hasSizeGreaterThanOrEqualTo((int) memberships);
    assertThat(serials(rows(clean, Office.DEATHS)))
        .containsExactlyInAnyOrderElementsOf(PEOPLE.values().stream().filter(person -> person.died() != null).map(SyntheticPerson::serial).toList());
    assertThat(serials(rows(clean, Office.MOVES)))
        .containsExactlyInAnyOrderElementsOf(PEOPLE.values().stream().filter(person -> person.movedOut() != null).map(SyntheticPerson::serial)
        .toList());
  }

  @Test
  void theTruthNamesEachMistake() throws IOException {
    Set<Dirt> met = EnumSet.noneOf(Dirt.class);
    for (Office office : Office.values()) {
      for (Row row : rows(dirty, office)) {
        met.addAll(row.dirt);
        nameIsWrongIfSaid(row);
        numberIsWrongIfSaid(row);
        assertThat(row.cell("性别").equals(row.person.sex().word())).isEqualTo(!row.dirt.contains(Dirt.WRONG_SEX));
      }
    }
    assertThat(met).containsExactlyInAnyOrder(Dirt.values());
  }

  private static void nameIsWrongIfSaid(Row row) {
    boolean wrong = row.dirt.stream().anyMatch(dirt -> dirt.name().startsWith("NAME_"));
    assertThat(row.name().equals(row.person.name())).as("%s", row).isEqualTo(!wrong);
    assertThat(row.name().codePointCount(0, row.name().length())).isEqualTo(row.person.name().codePointCount(0, row.person.name().length()));
  }

  private static void numberIsWrongIfSaid(Row row) {
    String right = row.person.documentNumber();
    String number = row.number();
    Dirt dirt = row.dirt.stream().filter(each -> each.name().startsWith("ID_")).findFirst().orElse(null);
    switch (dirt) {
      case null -> assertThat(number).isEqualTo(right);
      case ID_MISSING -> assertThat(number).isEmpty();
      case ID_DIGIT, ID_SWAPPED -> assertThat(PopulationProperties.fits(number)).as("%s", row).isFalse();
      case ID_DIGIT_VALID -> assertThat(PopulationProperties.fits(number) && !number.equals(right)).isTrue();
      case ID_LOWER_X -> assertThat(number).endsWith("x").isEqualToIgnoringCase(right);
      case ID_FULL_WIDTH -> assertThat(java.text.Normalizer.normalize(number, java.text.Normalizer.Form.NFKC)).isEqualTo(right).isNotEqualTo(number);
      case ID_OLD_FORM -> assertThat(number).hasSize(15).isEqualTo(right.substring(0, 6) + right.substring(8, 17));
      default -> throw new AssertionError(dirt);
    }
  }

  @Test
  void datesOfTheDisabledAreSpelledInFiveWays() throws IOException {
    Set<String> shapes = rows(clean, Office.DISABLED).stream().flatMap(row -> Stream.of(row.cell("出生日期"), row.cell("发证日期")))
        .map(day -> day.replaceAll("\\d+", "9")).collect(Collectors.toSet());
    assertThat(shapes).containsExactlyInAnyOrder("9-9-9", "9/9/9", "9年9月9日", "9", "9.9.9");
  }

  @Test
  void rareCharactersStayWhole() throws IOException {
    Set<Long> rare = PEOPLE.values().stream().filter(person -> person.name().codePoints().anyMatch(c -> c > 0xFFFF || c == '䶮' || c == '㛃'))
        .map(SyntheticPerson::serial).collect(Collectors.toSet());
    for (Office office : List.of(Office.POLICE, Office.VILLAGES)) {
      assertThat(rows(clean, office).stream().filter(row -> rare.contains(row.person.serial()))).isNotEmpty()
          .allMatch(row -> row.name().equals(row.person.name()));
    }
    assertThat(SheetFile.recognise(clean.resolve("villages.csv"), SheetLimits.OFFICE).charset()).isEqualTo(Charset.forName("GB18030"));
  }

  @Test
  void theSamePlanWritesTheSame(@TempDir Path again) throws IOException {
    OfficeFiles.write(PLAN, again, MUCH);
    for (Office office : Office.values()) assertThat(rows(again, office)).isEqualTo(rows(dirty, office));
    for (String file : List.of("villages.csv", "disabled.csv", "moves.csv", "truth/people.csv")) assertThat(again.resolve(file))
        .hasSameBinaryContentAs(dirty.resolve(file));
  }

  private static List<Long> serials(List<Row> rows) {
    return rows.stream().map(row -> row.person.serial()).toList();
  }

  private static List<Row> rows(Path folder, Office office) throws IOException {
    List<Row> known = READ.get(folder + "/" + office);
    if (known == null) READ.put(folder + "/" + office, known = read(folder, office));
    return known;
  }

  private static List<Row> read(Path folder, Office office) throws IOException {
    Map<Integer, NamedCsvRecord> truth = truth(folder, office);
    List<Row> rows = new ArrayList<>();
    List<String> headings = List.of();
    try (SheetRows sheet = SheetFile.recognise(folder.resolve(office.file + "." + office.extension()), SheetLimits.OFFICE).rows(0)) {
      while (sheet.hasNext()) {
        SheetRow row = sheet.next();
        NamedCsvRecord who = truth.remove(row.number());
        if (who == null) headings = row.texts();
        else rows.add(row(office, headings, row, who));
      }
    }
    assertThat(truth).as("rows of the truth that the file lacks").isEmpty();
    assertThat(headings).isEqualTo(office.headings);
    return rows;
  }

  private static Row row(Office office, List<String> headings, SheetRow row, NamedCsvRecord who) {
    Map<String, String> cells = new TreeMap<>();
    for (int i = 0; i < headings.size(); i++) cells.put(headings.get(i), row.cell(i).text());
    Set<Dirt> dirt = Stream.of(who.getField("dirt").split("\\+")).filter(name -> !name.isEmpty()).map(Dirt::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Dirt.class)));
    return new Row(office, cells, PEOPLE.get(Long.parseLong(who.getField("person"))), dirt);
  }

  private static Map<Integer, NamedCsvRecord> truth(Path folder, Office office) throws IOException {
    Map<Integer, NamedCsvRecord> found = new HashMap<>();
    try (CsvReader<NamedCsvRecord> lines = CsvReader.builder()
        .ofNamedCsvRecord(Files.newBufferedReader(folder.resolve("truth").resolve(office.file + ".csv")))) {
      lines.forEach(line -> found.put(Integer.parseInt(line.getField("row")), line));
    }
    return found;
  }
}
