package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.POLICY;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.guanjia.platform.spreadsheets.ImportTarget;
import org.guanjia.requests.db.tables.records.PolicyRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Policies by spreadsheet; what leaves by export comes back in unchanged. */
@Component
class PolicyTarget implements ImportTarget {

  static final String UPDATE = "update";

  private static final ImportField<Long> ID = ImportField.wholeNumber("id", 1, Long.MAX_VALUE).alias("编号", "序号", "id");
  private static final ImportField<String> DEPARTMENT = ImportField.text("department", 100).mandatory().alias("部门", "主管部门", "责任部门", "单位");
  private static final ImportField<String> TITLE = ImportField.text("title", Policies.TITLE_LENGTH_MAX).mandatory().alias("政策名称", "名称", "标题", "政策");
  private static final ImportField<String> SUMMARY = ImportField.text("summary", Policies.SUMMARY_LENGTH_MAX).mandatory().alias("内容", "摘要", "政策内容", "简介");
  private static final ImportField<String> COVERS = ImportField.text("covers", Policies.COVERS_LENGTH_MAX).alias("适用对象", "对象", "适用范围", "who");
  private static final ImportField<String> KEYWORDS = ImportField.text("keywords", Policies.KEYWORDS_LENGTH_MAX).alias("关键词", "俗称", "别名");
  private static final ImportField<String> DOCUMENT_NUMBER = ImportField.text("documentNumber", Policies.DOCUMENT_NUMBER_LENGTH_MAX).alias("文号", "文件号", "依据", "document");
  private static final ImportField<String> HOW = ImportField.text("howToApply", Policies.HOW_TO_APPLY_LENGTH_MAX).alias("办理方式", "怎么办", "如何申请", "how");
  private static final ImportField<String> URL = ImportField.text("url", Policies.URL_LENGTH_MAX).alias("网址", "链接");
  private static final ImportField<Boolean> ACTIVE = ImportField.yesNo("active").alias("有效", "现行有效", "in force");

  private final DSLContext sql;
  private final Catalogue catalogue;
  private final Audit audit;

  PolicyTarget(DSLContext sql, Catalogue catalogue, Audit audit) {
    this.sql = sql;
    this.catalogue = catalogue;
    this.audit = audit;
  }

  @Override
  public String name() {
    return "policies";
  }

  @Override
  public Permission permission() {
    return Permission.POLICIES_EDIT;
  }

  @Override
  public List<ImportField<?>> fields() {
    return List.of(ID, DEPARTMENT, TITLE, SUMMARY, COVERS, KEYWORDS, DOCUMENT_NUMBER, HOW, URL, ACTIVE);
  }

  @Override
  public List<String> options() {
    return List.of(UPDATE);
  }

  @Override
  public void take(ImportBatch batch) {
    Map<String, PolicyRecord> byTitle = known();
    Map<String, Integer> rowOfTitle = new HashMap<>();
    List<PolicyRecord> added = new ArrayList<>();
    List<PolicyRecord> changed = new ArrayList<>();
    for (ImportRow row : batch.standing()) {
      String department = department(row.must(DEPARTMENT));
      String url = row.get(URL);
      PolicyRecord before = byTitle.get(row.must(TITLE));
      Integer earlier = rowOfTitle.putIfAbsent(row.must(TITLE), row.number());
      if (department == null) batch.refuse(row, DEPARTMENT, "policies.import.department", row.must(DEPARTMENT));
      else if (url != null && !Policies.isWebAddress(url)) batch.refuse(row, URL, "policies.error.url");
      else if (earlier != null) batch.refuse(row, TITLE, "policies.import.twice", row.must(TITLE), earlier);
      else if (before == null) added.add(filled(new PolicyRecord(), policy(row, department, 0, 1)));
      else if (Policies.policy(before).equals(policy(row, department, before.getId(), before.getVersion()))) batch.skip(row, TITLE, "policies.import.same", row.must(TITLE));
      else if (!batch.ticked(UPDATE)) batch.refuse(row, TITLE, "policies.import.exists", row.must(TITLE));
      else changed.add(filled(before, policy(row, department, before.getId(), before.getVersion() + 1)));
    }
    sql.batchInsert(added).execute();
    sql.batchUpdate(changed).execute();
    if (added.size() + changed.size() > 0) {
      audit.record("policies.imported", "import", String.valueOf(batch.importId()), Map.of("added", added.size(), "changed", changed.size()));
    }
  }

  /** A policy is known by its title: the number in an exported file is for reading only. */
  private Map<String, PolicyRecord> known() {
    Map<String, PolicyRecord> known = new HashMap<>();
    sql.selectFrom(POLICY).where(Policies.inTown()).orderBy(POLICY.ACTIVE, POLICY.ID).fetch().forEach(row -> known.put(row.getTitle(), row));
    return known;
  }

  private @Nullable String department(String told) {
    return catalogue.departments().stream()
        .filter(department -> department.code().equals(told) || department.name().equals(told))
        .map(Catalogue.Department::code)
        .findFirst()
        .orElse(null);
  }

  private static Policy policy(ImportRow row, String department, long id, int version) {
    return new Policy(
        id, department, row.must(TITLE), row.must(SUMMARY), row.get(COVERS), row.get(KEYWORDS), row.get(DOCUMENT_NUMBER), row.get(HOW), row.get(URL),
        Objects.requireNonNullElse(row.get(ACTIVE), true), version);
  }

  private static PolicyRecord filled(PolicyRecord record, Policy policy) {
    record.setTown(TownContext.required().town());
    record.setVersion(policy.version());
    Policies.fill(record, policy);
    return record;
  }
}
