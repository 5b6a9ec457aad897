package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.CATEGORY;
import static org.guanjia.requests.db.Tables.DEPARTMENT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The town's categories and departments, as administrators change them. Codes in use are retired, never removed. */
@Service
public class CatalogueEditing {

  static final int DUE_WITHIN_WORKING_DAYS_MAX = 250;
  static final int ROWS_MAX = 1_000;
  private static final String CODE = "[a-z0-9][a-z0-9.-]{0,39}";

  /**
   * A category.
   *
   * @param dueWithinWorkingDays 1 to 250
   */
  public record CategoryRow(
      String code,
      @Nullable String parent,
      String name,
      @Nullable String nameEn,
      @Nullable String department,
      int dueWithinWorkingDays,
      @Nullable String examples,
      int sort,
      boolean active) {}

  public record DepartmentRow(String code, String name, @Nullable String phone, boolean active) {}

  private final DSLContext sql;
  private final Catalogue catalogue;
  private final Audit audit;

  CatalogueEditing(DSLContext sql, Catalogue catalogue, Audit audit) {
    this.sql = sql;
    this.catalogue = catalogue;
    this.audit = audit;
  }

  /** All categories, retired ones too. */
  @Transactional(readOnly = true)
  public List<CategoryRow> categories() {
    return sql.selectFrom(CATEGORY)
        .where(CATEGORY.TOWN.eq(town()))
        .orderBy(CATEGORY.SORT, CATEGORY.CODE)
        .limit(ROWS_MAX)
        .fetch(
            row ->
                new CategoryRow(
                    row.getCode(), row.getParent(), row.getName(), row.getNameEn(), row.getDepartment(),
                    row.getDueWithinWorkingDays(), row.getExamples(), row.getSort(), row.getActive()));
  }

  /** All departments, retired ones too. */
  @Transactional(readOnly = true)
  public List<DepartmentRow> departments() {
    return sql.selectFrom(DEPARTMENT)
        .where(DEPARTMENT.TOWN.eq(town()))
        .orderBy(DEPARTMENT.CODE)
        .limit(ROWS_MAX)
        .fetch(row -> new DepartmentRow(row.getCode(), row.getName(), row.getPhone(), row.getActive()));
  }

  @Transactional(readOnly = true)
  public Optional<CategoryRow> category(String code) {
    return categories().stream().filter(row -> row.code().equals(code)).findFirst();
  }

  @Transactional(readOnly = true)
  public Optional<DepartmentRow> department(String code) {
    return departments().stream().filter(row -> row.code().equals(code)).findFirst();
  }

  /**
   * Adds the category, or changes the one of that code.
   *
   * @throws InvalidInput naming each field that was refused
   */
  @Transactional
  public void save(CategoryRow row) {
    check(row);
    sql.insertInto(CATEGORY)
        .set(CATEGORY.TOWN, town())
        .set(CATEGORY.CODE, row.code())
        .set(CATEGORY.PARENT, row.parent())
        .set(CATEGORY.NAME, row.name())
        .set(CATEGORY.NAME_EN, row.nameEn())
        .set(CATEGORY.DEPARTMENT, row.department())
        .set(CATEGORY.DUE_WITHIN_WORKING_DAYS, (short) row.dueWithinWorkingDays())
        .set(CATEGORY.EXAMPLES, row.examples())
        .set(CATEGORY.SORT, row.sort())
        .set(CATEGORY.ACTIVE, row.active())
        .onConflict(CATEGORY.TOWN, CATEGORY.CODE)
        .doUpdate()
        .setAllToExcluded()
        .execute();
    audit.record("category.saved", "category", row.code(), Map.of("active", row.active()));
    catalogue.forget();
  }

  /**
   * Adds the department, or changes the one of that code.
   *
   * @throws InvalidInput naming each field that was refused
   */
  @Transactional
  public void save(DepartmentRow row) {
    var errors = new ArrayList<FieldError>();
    common(errors, row.code(), row.name());
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    sql.insertInto(DEPARTMENT)
        .set(DEPARTMENT.TOWN, town())
        .set(DEPARTMENT.CODE, row.code())
        .set(DEPARTMENT.NAME, row.name())
        .set(DEPARTMENT.PHONE, row.phone())
        .set(DEPARTMENT.ACTIVE, row.active())
        .onConflict(DEPARTMENT.TOWN, DEPARTMENT.CODE)
        .doUpdate()
        .setAllToExcluded()
        .execute();
    audit.record("department.saved", "department", row.code(), Map.of("active", row.active()));
    catalogue.forget();
  }

  private void check(CategoryRow row) {
    var errors = new ArrayList<FieldError>();
    common(errors, row.code(), row.name());
    if (row.dueWithinWorkingDays() < 1 || row.dueWithinWorkingDays() > DUE_WITHIN_WORKING_DAYS_MAX) {
      errors.add(FieldError.of("dueWithinWorkingDays", "catalogue.error.days", DUE_WITHIN_WORKING_DAYS_MAX));
    }
    if (row.department() != null && department(row.department()).isEmpty()) {
      errors.add(FieldError.of("department", "requests.error.unknownDepartment"));
    }
    if (row.parent() != null && (row.parent().equals(row.code()) || category(row.parent()).isEmpty())) {
      errors.add(FieldError.of("parent", "requests.error.unknownCategory"));
    }
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private static void common(List<FieldError> errors, String code, String name) {
    if (!code.matches(CODE)) errors.add(FieldError.of("code", "catalogue.error.code"));
    if (name.isBlank() || name.length() > 60) errors.add(FieldError.of("name", "catalogue.error.name"));
  }

  private static String town() {
    return TownContext.required().town();
  }
}
