package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.POLICY;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.requests.db.tables.records.PolicyRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The town's list of existing policies, kept by the desk. */
@Service
public class Policies {

  static final int TITLE_LENGTH_MAX = 200;
  static final int SUMMARY_LENGTH_MAX = 8_000;
  static final int COVERS_LENGTH_MAX = 2_000;
  static final int KEYWORDS_LENGTH_MAX = 1_000;
  static final int DOCUMENT_NUMBER_LENGTH_MAX = 200;
  static final int HOW_TO_APPLY_LENGTH_MAX = 4_000;
  static final int URL_LENGTH_MAX = 500;

  /** A list is shown whole up to this number; a town has some dozens of policies. */
  static final int LISTED_MAX = 1_000;

  /** The policy was changed by someone else after the form was opened. */
  static final class Stale extends RuntimeException {
    private final transient Policy current;

    Stale(Policy current) {
      super("policy " + current.id() + " has version " + current.version());
      this.current = current;
    }

    Policy current() {
      return current;
    }
  }

  private final DSLContext sql;
  private final Catalogue catalogue;
  private final Audit audit;

  Policies(DSLContext sql, Catalogue catalogue, Audit audit) {
    this.sql = sql;
    this.catalogue = catalogue;
    this.audit = audit;
  }

  /**
   * Policies by department and title, those no longer in force last.
   *
   * @param words in title, summary, keywords, whom it covers or document number; blank for all
   * @param department code of a department; null for all
   */
  @Transactional(readOnly = true)
  public List<Policy> list(String words, @Nullable String department) {
    return sql.selectFrom(POLICY)
        .where(inTown())
        .and(department == null ? DSL.noCondition() : POLICY.DEPARTMENT.eq(department))
        .and(holding(words))
        .orderBy(POLICY.ACTIVE.desc(), POLICY.DEPARTMENT, POLICY.TITLE, POLICY.ID)
        .limit(LISTED_MAX)
        .fetch(Policies::policy);
  }

  @Transactional(readOnly = true)
  public Optional<Policy> find(long id) {
    return sql.selectFrom(POLICY).where(inTown()).and(POLICY.ID.eq(id)).fetchOptional(Policies::policy);
  }

  /**
   * Adds a policy, or writes one as it is now.
   *
   * @return its id
   * @throws InvalidInput naming each field that was refused
   * @throws Stale when it was changed since the version given
   */
  @Transactional
  public long save(Policy policy) {
    check(policy);
    return policy.id() == 0 ? add(policy) : change(policy);
  }

  void check(Policy policy) {
    var errors = new ArrayList<FieldError>();
    if (!catalogue.hasDepartment(policy.department())) errors.add(FieldError.of("department", "policies.error.department"));
    required(errors, "title", policy.title(), TITLE_LENGTH_MAX);
    required(errors, "summary", policy.summary(), SUMMARY_LENGTH_MAX);
    tooLong(errors, "covers", policy.covers(), COVERS_LENGTH_MAX);
    tooLong(errors, "keywords", policy.keywords(), KEYWORDS_LENGTH_MAX);
    tooLong(errors, "documentNumber", policy.documentNumber(), DOCUMENT_NUMBER_LENGTH_MAX);
    tooLong(errors, "howToApply", policy.howToApply(), HOW_TO_APPLY_LENGTH_MAX);
    tooLong(errors, "url", policy.url(), URL_LENGTH_MAX);
    if (policy.url() != null && !isWebAddress(policy.url())) errors.add(FieldError.of("url", "policies.error.url"));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  /** Anything but http would be a way to run a script from a link. */
  static boolean isWebAddress(String url) {
    return url.matches("(?i)https?://[^\\s<>\"]+");
  }

  private long add(Policy policy) {
    var row = sql.newRecord(POLICY);
    row.setTown(TownContext.required().town());
    fill(row, policy);
    row.insert();
    audit.record("policy.added", "policy", String.valueOf(row.getId()));
    return row.getId();
  }

  private long change(Policy policy) {
    PolicyRecord row =
        sql.selectFrom(POLICY)
            .where(inTown())
            .and(POLICY.ID.eq(policy.id()))
            .forUpdate()
            .fetchOptional()
            .orElseThrow(() -> new InvalidInput("title", "policies.error.gone"));
    if (row.getVersion() != policy.version()) throw new Stale(policy(row));
    fill(row, policy);
    row.setVersion(policy.version() + 1);
    row.update();
    audit.record("policy.changed", "policy", String.valueOf(policy.id()), Map.of("active", policy.active()));
    return policy.id();
  }

  static void fill(PolicyRecord row, Policy policy) {
    row.setDepartment(policy.department());
    row.setTitle(policy.title());
    row.setSummary(policy.summary());
    row.setCovers(policy.covers());
    row.setKeywords(policy.keywords());
    row.setDocumentNumber(policy.documentNumber());
    row.setHowToApply(policy.howToApply());
    row.setUrl(policy.url());
    row.setActive(policy.active());
  }

  static Policy policy(PolicyRecord row) {
    return new Policy(
        row.getId(), row.getDepartment(), row.getTitle(), row.getSummary(), row.getCovers(), row.getKeywords(), row.getDocumentNumber(),
        row.getHowToApply(), row.getUrl(), row.getActive(), row.getVersion());
  }

  static Condition inTown() {
    return POLICY.TOWN.eq(TownContext.required().town());
  }

  private static Condition holding(String words) {
    var all = DSL.noCondition();
    for (String word : words.strip().split("\\s+")) {
      if (word.isEmpty()) continue;
      all =
          all.and(
              DSL.concat(
                      POLICY.TITLE, DSL.inline(" "), POLICY.SUMMARY, DSL.inline(" "), DSL.coalesce(POLICY.KEYWORDS, DSL.inline("")), DSL.inline(" "),
                      DSL.coalesce(POLICY.COVERS, DSL.inline("")), DSL.inline(" "), DSL.coalesce(POLICY.DOCUMENT_NUMBER, DSL.inline("")))
                  .containsIgnoreCase(word));
    }
    return all;
  }

  private static void required(List<FieldError> errors, String field, String text, int most) {
    if (text.isBlank()) errors.add(FieldError.of(field, "requests.error.required"));
    else tooLong(errors, field, text, most);
  }

  private static void tooLong(List<FieldError> errors, String field, @Nullable String text, int most) {
    if (text != null && text.length() > most) errors.add(FieldError.of(field, "requests.error.tooLong", most, text.length()));
  }
}
