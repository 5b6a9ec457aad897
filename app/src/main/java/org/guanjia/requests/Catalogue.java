package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.CATEGORY;
import static org.guanjia.requests.db.Tables.DEPARTMENT;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.guanjia.places.Places;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.database.TownMemory;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** A town's categories and departments, held in memory for some seconds. */
@Service
public class Catalogue {

  static final int DUE_WITHIN_WORKING_DAYS_DEFAULT = 5;

  /**
   * @param department code of the department that usually handles it; null for none
   * @param dueWithinWorkingDays deadline of handling
   * @param examples what falls under it, in words; null for none
   */
  public record Category(
      String code,
      @Nullable String parent,
      String name,
      @Nullable String nameEn,
      @Nullable String department,
      int dueWithinWorkingDays,
      @Nullable String examples) {

    /** The name in the reader's language, where it has one there. */
    public String nameIn(Locale locale) {
      return nameEn != null && locale.getLanguage().equals("en") ? nameEn : name;
    }
  }

  public record Department(String code, String name) {}

  private record Known(Map<String, Category> categories, Map<String, Department> departments) {}

  private final DSLContext sql;
  private final Places places;
  private final TownMemory<Known> memory;

  Catalogue(DSLContext sql, Places places, TransactionTemplate transactions, Clock clock) {
    this.sql = sql;
    this.places = places;
    this.memory = new TownMemory<>(clock, () -> Objects.requireNonNull(transactions.execute(status -> read(TownContext.required().town()))));
  }

  /** Active categories in their order. */
  @Transactional(readOnly = true)
  public List<Category> categories() {
    return List.copyOf(known().categories().values());
  }

  /** Active departments in the order of their codes. */
  @Transactional(readOnly = true)
  public List<Department> departments() {
    return List.copyOf(known().departments().values());
  }

  boolean hasCategory(String code) {
    return known().categories().containsKey(code);
  }

  boolean hasDepartment(String code) {
    return known().departments().containsKey(code);
  }

  boolean hasVillage(String code) {
    return places.village(code).isPresent();
  }

  int dueWithinWorkingDays(@Nullable String category) {
    Category found = category == null ? null : known().categories().get(category);
    return found == null ? DUE_WITHIN_WORKING_DAYS_DEFAULT : found.dueWithinWorkingDays();
  }

  /** Forgets what is remembered; after a change, and in tests that exchange the database under the application. */
  public void forget() {
    memory.forget();
  }

  private Known known() {
    return memory.get();
  }

  private Known read(String town) {
    var categories =
        sql.selectFrom(CATEGORY)
            .where(CATEGORY.TOWN.eq(town))
            .and(CATEGORY.ACTIVE)
            .orderBy(CATEGORY.SORT, CATEGORY.CODE)
            .fetch(
                row ->
                    new Category(
                        row.getCode(), row.getParent(), row.getName(), row.getNameEn(), row.getDepartment(),
                        row.getDueWithinWorkingDays(), row.getExamples()));
    var departments =
        sql.selectFrom(DEPARTMENT)
            .where(DEPARTMENT.TOWN.eq(town))
            .and(DEPARTMENT.ACTIVE)
            .orderBy(DEPARTMENT.CODE)
            .fetch(row -> new Department(row.getCode(), row.getName()));
    return new Known(inOrder(categories, Category::code), inOrder(departments, Department::code));
  }

  private static <T> Map<String, T> inOrder(List<T> items, Function<T, String> code) {
    return items.stream()
        .collect(Collectors.toMap(code, Function.identity(), (a, b) -> a, LinkedHashMap::new));
  }
}
