package org.guanjia.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/** The demo town's lists, from {@code demo/*.csv}. Offices only, never persons. */
final class Catalog {

  record Department(String code, String name, String shortName) {}

  /** {@code parent} and {@code department} are empty for a heading. */
  record CategoryRow(
      String code, String parent, String name, String nameEn, String department, String days, String examples) {}

  record Policy(
      String code,
      String department,
      String title,
      String summary,
      String who,
      String keywords,
      String where,
      String how,
      String document,
      String category) {

    List<String> keywordList() {
      return List.of(keywords.split(" "));
    }
  }

  record User(String username, String role, String name, String area, String department) {}

  final List<Story.Village> villages =
      read("db/migration/places/chashan_villages.csv", row -> new Story.Village(row.getField("code"), row.getField("name")));
  final List<Department> departments =
      read(
          "demo/departments.csv",
          row -> new Department(row.getField("code"), row.getField("name"), row.getField("short_name")));
  final List<CategoryRow> categories =
      read(
          "demo/categories.csv",
          row ->
              new CategoryRow(
                  row.getField("code"), row.getField("parent"), row.getField("name"), row.getField("name_en"),
                  row.getField("department"), row.getField("handling_days"), row.getField("examples")));
  final List<Policy> policies =
      read(
          "demo/policies.csv",
          row ->
              new Policy(
                  row.getField("code"), row.getField("department"), row.getField("title"), row.getField("summary"),
                  row.getField("who"), row.getField("keywords"), row.getField("where"), row.getField("how"),
                  row.getField("document"), row.getField("category")));
  final List<User> users =
      read(
          "demo/users.csv",
          row ->
              new User(
                  row.getField("username"), row.getField("role"), row.getField("name"), row.getField("area"),
                  row.getField("department")));

  /** The categories a request can have: those beneath a heading. */
  List<Story.Category> leaves() {
    return categories.stream()
        .filter(row -> !row.parent().isEmpty())
        .map(row -> new Story.Category(row.code(), row.name(), row.department(), Integer.parseInt(row.days())))
        .toList();
  }

  Map<String, List<Policy>> policiesByCategory() {
    return policies.stream().collect(Collectors.groupingBy(Policy::category));
  }

  String departmentName(String code) {
    return departments.stream().filter(row -> row.code().equals(code)).findFirst().orElseThrow().shortName();
  }

  /** The user name of the department's officer. */
  String officer(String department) {
    return user(user -> user.department().equals(department));
  }

  String clerk(Story.Village village) {
    return user(user -> user.role().equals("VILLAGE_CLERK") && user.area().equals(village.code()));
  }

  /** The village's grid worker, or its clerk where there is none. */
  String gridWorker(Story.Village village) {
    return users.stream()
        .filter(user -> user.role().equals("GRID_WORKER") && user.area().equals(village.code()))
        .findFirst()
        .map(User::username)
        .orElseGet(() -> clerk(village));
  }

  private String user(Predicate<User> who) {
    return users.stream().filter(who).findFirst().orElseThrow().username();
  }

  private static <T> List<T> read(String name, Function<NamedCsvRecord, T> row) {
    var resource = new ClassPathResource(name);
    try (var csv =
        CsvReader.builder()
            .ofNamedCsvRecord(new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8))) {
      return csv.stream().map(row).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
