package org.guanjia.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.synthetic.Population;
import org.guanjia.synthetic.SyntheticHousehold;
import org.guanjia.synthetic.SyntheticPerson;
import org.guanjia.synthetic.TownPlan;

/** The demo town with a synthetic register, imported through the ordinary door as one office's list after the other. */
final class RegisterTown implements AutoCloseable {

  static final long SEED = 20_261_126;

  /** A list of so many people stays below an import's limit of 64 MiB. */
  static final int LIST_PEOPLE_MAX = 220_000;

  private static final LocalDate SINCE = LocalDate.of(2015, 1, 1);

  /** As lists of village committees go: every tenth has no number. */
  private static final int WITHOUT_NUMBER = 10;

  private final RunningTown town;
  private final Staff desk;
  private final Wire wire;

  private RegisterTown(RunningTown town, Staff desk) {
    this.town = town;
    this.desk = desk;
    this.wire = desk.wire(town.port());
  }

  static RegisterTown fresh(String name) throws IOException, InterruptedException {
    return entered(RunningTown.fresh(name, RunningTown.DEMO));
  }

  /**
   * With so many people, a fifth of whom lived in another village until 2022; what was filled for one benchmark serves the next.
   */
  static RegisterTown filled(long people) throws IOException, InterruptedException, SQLException {
    String name = "register-" + people;
    if (RunningTown.isKept(name)) return entered(RunningTown.kept(name, RunningTown.DEMO));
    RegisterTown register = fresh(name);
    for (Path list : lists(name, people, LIST_PEOPLE_MAX)) register.load(list);
    register.keep(name);
    return register;
  }

  /** Gives a fifth a past and says that the data folder may be used again. */
  void keep(String name) throws IOException, SQLException {
    try (Connection owner = town.owner(); var statement = owner.createStatement()) {
      statement.execute("insert into people.period (town, person_id, valid_from, valid_to, name, name_key, pinyin, initials, sex, birth, village, registered, resident)"
          + " select town, id, since, date '2022-01-01', name, name_key, pinyin, initials, sex, birth,"
          + " (select v.code from places.village v where v.town = p.town and v.code > p.village order by v.code limit 1), registered, resident"
          + " from people.person p where id % 5 = 0 and since < date '2022-01-01'");
      statement.execute("update people.person set since = date '2022-01-01' where id % 5 = 0");
      statement.execute("vacuum analyze people.person, people.period, people.lookup, people.statement");
    }
    RunningTown.keep(name);
  }

  private static RegisterTown entered(RunningTown town) throws IOException {
    String password = Files.readString(town.data().resolve("demo-password")).strip();
    return new RegisterTown(town, Staff.logIn(town.port(), "desk", password));
  }

  RunningTown town() {
    return town;
  }

  Wire wire() {
    return wire;
  }

  /** What came of a list. */
  record Imported(int rows, double seconds, long taken, long refused, long skipped) {

    double perSecond() {
      return rows / seconds;
    }
  }

  /** The town's lists: each of at most so many people, in the order of households, as CSV. */
  static List<Path> lists(String name, long people, int each) throws IOException {
    Path folder = folder(name);
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    var text = new StringBuilder();
    var rows = new int[1];
    TownPlan plan = TownPlan.chashan(TownPlan.CHASHAN_PEOPLE, SEED, LocalDate.of(2026, 11, 1));
    TownPlan whole = new TownPlan(SEED, people, plan.town(), plan.villages(), plan.division(), plan.today());
    Population.generate(whole, household -> {
      for (SyntheticPerson person : household.members()) {
        if (person.died() != null || person.movedOut() != null) continue;
        if (rows[0] % each == 0) begin(folder, files, text);
        text.append(row(household, person, rows[0]++));
      }
    });
    end(files, text);
    return files;
  }

  private static Path folder(String name) {
    return Path.of("benchmarks", "target", "work", name + "-lists");
  }

  private static void begin(Path folder, List<Path> files, StringBuilder text) {
    end(files, text);
    files.add(folder.resolve("people-" + (files.size() + 1) + ".csv"));
    text.append("姓名,证件类型,身份证号码,性别,出生日期,民族,联系电话,住址,村（社区）,户籍,常住,户号,与户主关系,生效日期\n");
  }

  private static void end(List<Path> files, StringBuilder text) {
    if (files.isEmpty()) return;
    try {
      Files.writeString(files.getLast(), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    text.setLength(0);
  }

  private static String row(SyntheticHousehold household, SyntheticPerson person, int number) {
    boolean withNumber = number % WITHOUT_NUMBER != 0 && !person.documentNumber().isEmpty();
    String kind = switch (person.document()) {
      case RESIDENT_ID -> "居民身份证";
      case PASSPORT -> "护照";
      case HK_MACAO_PERMIT -> "港澳居民来往内地通行证";
      case TAIWAN_PERMIT -> "台湾居民来往大陆通行证";
      default -> "";
    };
    return "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n".formatted(
        person.name(), withNumber ? kind : "", withNumber ? person.documentNumber() : "", person.sex().name().equals("MALE") ? "男" : "女", person.birth(),
        person.ethnicGroup(), String.join("、", person.phones()), household.address(), household.village(), person.registered() ? "是" : "否", "是",
        person.registered() ? "H" + household.serial() : "", person.registered() ? person.relation() : "", SINCE.isAfter(person.birth()) ? SINCE : person.birth());
  }

  /** Imports a list, from the first byte of the upload to DONE. */
  Imported load(Path list) throws IOException, InterruptedException {
    byte[] file = Files.readAllBytes(list);
    int rows = (int) Files.lines(list).count() - 1;
    long begin = System.nanoTime();
    String query = "target=people&name=" + list.getFileName() + "&source=bench";
    Map<String, String> done = ImportDoor.through(wire, query, Map.of("X-CSRF-TOKEN", desk.csrf()), file);
    var imported = new Imported(rows, (System.nanoTime() - begin) / 1e9, number(done, "taken"), number(done, "refused"), number(done, "skipped"));
    System.out.printf("%s: %,d rows in %.1f s, %.0f/s; taken %,d, refused %,d, skipped %,d%n", list.getFileName(), rows, imported.seconds(), imported.perSecond(),
        imported.taken(), imported.refused(), imported.skipped());
    return imported;
  }

  /** The last four of numbers of people in the first list, in its order. */
  static List<String> tails(long people) throws IOException {
    try (var lines = Files.lines(folder("register-" + people).resolve("people-1.csv"))) {
      return lines.skip(1).map(line -> line.split(",", -1)[2]).filter(number -> number.length() == 18).map(number -> number.substring(14)).limit(5_000).toList();
    }
  }

  static Connection asTheApplication(RunningTown town) throws SQLException, IOException {
    Connection connection = town.owner();
    try (var statement = connection.createStatement()) {
      statement.execute("set role guanjia_app");
    }
    connection.setAutoCommit(false);
    return connection;
  }

  /** As the town desk, in each transaction. */
  static void begin(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select set_config('guanjia.town', ?, true), set_config('guanjia.user', 'desk', true), set_config('guanjia.areas', '*', true),"
                + " set_config('guanjia.department', '', true)")) {
      statement.setString(1, RunningTown.TOWN);
      statement.execute();
    }
  }

  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(fields.getOrDefault(name, "0"));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    wire.close();
    desk.close();
    town.close();
  }
}
