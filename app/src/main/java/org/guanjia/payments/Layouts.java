package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.LAYOUT;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.guanjia.payments.db.tables.records.LayoutRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.json.JsonMapper;

/** The layouts of banks' files: data of the town. A change makes a new version; files stay read by the version they were written by. */
@Service
@Transactional(readOnly = true)
public class Layouts {

  private static final int LAYOUTS_MAX = 200;

  private final DSLContext sql;
  private final Audit audit;
  private final JsonMapper json;
  private final Clock clock;

  Layouts(DSLContext sql, Audit audit, JsonMapper json, Clock clock) {
    this.sql = sql;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /** The latest version of each, those in use first. */
  public List<Layout> all() {
    var latest = DSL.select(LAYOUT.asterisk()).distinctOn(LAYOUT.ID).from(LAYOUT).where(LAYOUT.TOWN.eq(town())).orderBy(LAYOUT.ID, LAYOUT.VERSION.desc()).asTable("latest");
    return sql.select(latest.fields(LAYOUT.fields())).from(latest).orderBy(latest.field(LAYOUT.RETIRED), latest.field(LAYOUT.KIND), latest.field(LAYOUT.ID)).limit(LAYOUTS_MAX)
        .fetchInto(LAYOUT).map(this::layout);
  }

  /** Those in use of a kind. */
  public List<Layout> inUse(LayoutKind kind) {
    return all().stream().filter(layout -> layout.kind() == kind && !layout.retired()).toList();
  }

  /** @throws NoSuchPayment when there is none of that number */
  public Layout find(long id) {
    LayoutRecord row = sql.selectFrom(LAYOUT).where(LAYOUT.TOWN.eq(town()), LAYOUT.ID.eq(id)).orderBy(LAYOUT.VERSION.desc()).limit(1).fetchOne();
    if (row == null) throw new NoSuchPayment("layout", id);
    return layout(row);
  }

  /**
   * Adds a layout, or a new version of one.
   *
   * @param id null for a new one
   * @param version what the form was made from; 0 for a new one
   * @return its number
   * @throws org.guanjia.platform.web.InvalidInput when files could not be written or read by it
   * @throws StaleLayout when somebody else changed it since
   */
  @Transactional
  public long lay(@Nullable Long id, int version, LayoutKind kind, String name, Layout.Definition definition, boolean retired) {
    var checks = new Checks();
    LayoutChecks.check(checks, kind, name, definition);
    checks.refuse();
    sql.execute("select pg_advisory_xact_lock(hashtextextended({0}, 551))", DSL.val(town()));
    long number = id == null ? next() : id;
    if (id != null) {
      Layout known = find(id);
      if (known.version() != version) throw new StaleLayout();
    }
    sql.insertInto(LAYOUT)
        .set(LAYOUT.TOWN, town()).set(LAYOUT.ID, number).set(LAYOUT.VERSION, version + 1).set(LAYOUT.KIND, kind.name()).set(LAYOUT.NAME, name.strip())
        .set(LAYOUT.DEFINITION, JSONB.valueOf(json.writeValueAsString(definition))).set(LAYOUT.RETIRED, retired)
        .set(LAYOUT.CHANGED_BY, TownContext.required().actor()).set(LAYOUT.CHANGED_AT, clock.instant())
        .execute();
    audit.record("payments.layout", "payment-layout", String.valueOf(number), Map.of("version", version + 1, "kind", kind.name(), "retired", retired));
    return number;
  }

  private long next() {
    Long last = sql.select(DSL.max(LAYOUT.ID)).from(LAYOUT).where(LAYOUT.TOWN.eq(town())).fetchSingle().value1();
    return last == null ? 1 : last + 1;
  }

  private Layout layout(LayoutRecord row) {
    return new Layout(
        row.getId(), row.getVersion(), LayoutKind.valueOf(row.getKind()), row.getName(), row.getRetired(), json.readValue(row.getDefinition().data(), Layout.Definition.class));
  }

  private static String town() {
    return TownContext.required().town();
  }

  /** Somebody else changed it since the form was shown. */
  @ResponseStatus(HttpStatus.CONFLICT)
  public static final class StaleLayout extends RuntimeException {}
}
