package org.guanjia.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guanjia.linkage.Traits;
import org.guanjia.platform.crypto.Phones;
import org.guanjia.platform.identity.Sex;
import org.guanjia.platform.spreadsheets.SheetFile;
import org.guanjia.platform.spreadsheets.SheetLimits;
import org.guanjia.platform.spreadsheets.SheetRow;
import org.guanjia.platform.spreadsheets.SheetRows;
import org.guanjia.synthetic.TownPlan;
import org.jspecify.annotations.Nullable;

/** A file as {@code OfficeFiles} writes it, read row by row beside the truth about it. Addresses tell the village where no column does. */
final class OfficeList {

  private static final SheetLimits LIMITS = new SheetLimits(1L << 30, 8L << 30, 1_000, 1L << 30, 10_000_000, 200, 32_767);
  private static final Pattern DATE = Pattern.compile("(\\d{4})(?:\\D(\\d{1,2})\\D(\\d{1,2})日?|(\\d\\d)(\\d\\d))");
  private static final int HEADINGS_WITHIN = 5;

  private final Path file;
  private final TownPlan plan;
  private final Map<String, String> villages = new HashMap<>();
  private final int longest;
  private final Map<String, Integer> columns = new HashMap<>();

  /**
   * Somebody in a list.
   *
   * @param person serial of who it is
   * @param dirt what is wrong with it, joined with +
   */
  record Row(Traits traits, long person, String dirt) {}

  OfficeList(Path file, TownPlan plan) {
    this.file = file;
    this.plan = plan;
    for (TownPlan.Village village : plan.villages()) villages.put(village.name(), village.code());
    this.longest = villages.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /** The offices' files in a folder, by name. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  String name() {
    return file.getFileName().toString();
  }

  void read(Consumer<Row> out) throws IOException {
    String truth = name().substring(0, name().lastIndexOf('.')) + ".csv";
    try (SheetRows rows = SheetFile.recognise(file, LIMITS).rows(0);
        CsvReader<NamedCsvRecord> people = CsvReader.builder().ofNamedCsvRecord(file.resolveSibling("truth").resolve(truth))) {
      Iterator<NamedCsvRecord> person = people.iterator();
      headings(rows);
      while (rows.hasNext()) {
        NamedCsvRecord who = person.next();
        SheetRow row = rows.next();
        if (row.number() != Integer.parseInt(who.getField("row"))) throw new NoSuchElementException(name() + ": no truth about row " + row.number());
        out.accept(new Row(traits(row), Long.parseLong(who.getField("person")), who.getField("dirt")));
      }
    }
  }

  private void headings(SheetRows rows) {
    for (int i = 0; i < HEADINGS_WITHIN; i++) {
      SheetRow row = rows.next();
      for (int column = 0; column < row.cells().size(); column++) columns.put(row.cell(column).text(), column);
      if (columns.containsKey("性别")) return;
    }
    throw new NoSuchElementException(name() + ": no headings");
  }

  private Traits traits(SheetRow row) {
    String village = text(row, "村（社区）", "居（村）委会", "所在村（社区）");
    String phone = Phones.normal(text(row, "联系电话", "手机"));
    String number = text(row, "公民身份号码", "身份证号", "身份证号码", "身份证", "证件号码");
    return new Traits(
        text(row, "姓名", "死者姓名", "迁出人"), date(text(row, "出生日期", "出生年月日")), Sex.parse(text(row, "性别")).orElse(null),
        village.isEmpty() ? villageIn(text(row, "现住址", "家庭住址", "住址", "生前住址", "原住址")) : villageAt(village, 0), phone.isEmpty() ? Set.of() : Set.of(phone),
        MemoryRegister.document(number.isEmpty() ? null : number, plan.today()));
  }

  /** The first of those columns that the list has. */
  private String text(SheetRow row, String... headings) {
    for (String heading : headings) {
      Integer column = columns.get(heading);
      if (column != null) return row.cell(column).text().strip();
    }
    return "";
  }

  private static @Nullable LocalDate date(String text) {
    Matcher date = DATE.matcher(text);
    if (!date.matches()) return null;
    boolean packed = date.group(4) != null;
    try {
      return LocalDate.of(Integer.parseInt(date.group(1)), Integer.parseInt(date.group(packed ? 4 : 2)), Integer.parseInt(date.group(packed ? 5 : 3)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private @Nullable String villageIn(String address) {
    return address.startsWith(plan.town()) ? villageAt(address, plan.town().length()) : null;
  }

  private @Nullable String villageAt(String text, int from) {
    for (int length = Math.min(longest, text.length() - from); length > 0; length--) {
      String village = villages.get(text.substring(from, from + length));
      if (village != null) return village;
    }
    return null;
  }
}
