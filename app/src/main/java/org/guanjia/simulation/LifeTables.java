package org.guanjia.simulation;

import static org.guanjia.simulation.db.Tables.LIFE_TABLE;

import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.simulation.db.tables.records.LifeTableRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Life tables: the one that comes with the program until the office puts its own in its place. Appended, never changed. */
@Service
public class LifeTables {

  static final int SOURCE_LENGTH_MAX = 300;
  static final int DOCUMENT_LENGTH_MAX = 200;
  private static final String SHIPPED = "simulation/life-table.csv";

  private final DSLContext sql;
  private final Audit audit;
  private final Clock clock;

  LifeTables(DSLContext sql, Audit audit, Clock clock) {
    this.sql = sql;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A life table with where it is from.
   *
   * @param id null for the one that comes with the program, whose source the pages name
   * @param document its number; null for none
   */
  @Schema(name = "LifeTableInForce")
  public record Sourced(@Nullable Long id, LifeTable table, @Nullable String source, @Nullable String document, @Nullable String madeBy, @Nullable Instant madeAt) {}

  /** The one in force. */
  @Transactional(readOnly = true)
  public Sourced current() {
    return sql.selectFrom(LIFE_TABLE).where(LIFE_TABLE.TOWN.eq(town())).orderBy(LIFE_TABLE.ID.desc()).limit(1).fetchOptional(LifeTables::sourced).orElseGet(LifeTables::shipped);
  }

  /** @param id null for the one that comes with the program */
  @Transactional(readOnly = true)
  public Optional<Sourced> find(@Nullable Long id) {
    return id == null ? Optional.of(shipped()) : sql.selectFrom(LIFE_TABLE).where(LIFE_TABLE.TOWN.eq(town()), LIFE_TABLE.ID.eq(id)).fetchOptional(LifeTables::sourced);
  }

  /**
   * Puts a table in the place of the one in force.
   *
   * @param text as {@link LifeTable#read} reads it
   * @return its number
   * @throws InvalidInput naming what is wrong, line by line
   */
  @Transactional
  public long replace(@Nullable String text, @Nullable String source, @Nullable String document) {
    List<FieldError> errors = new ArrayList<>();
    if (source == null || source.isBlank() || source.length() > SOURCE_LENGTH_MAX) errors.add(FieldError.of("source", "simulation.error.source", SOURCE_LENGTH_MAX));
    if (document != null && document.length() > DOCUMENT_LENGTH_MAX) errors.add(FieldError.of("document", "simulation.error.long", DOCUMENT_LENGTH_MAX));
    LifeTable table = null;
    try {
      table = LifeTable.read(text == null ? "" : text);
    } catch (InvalidInput wrong) {
      errors.addAll(wrong.errors());
    }
    if (table == null || source == null || !errors.isEmpty()) throw new InvalidInput(errors);
    LifeTableRecord row = sql.newRecord(LIFE_TABLE);
    row.setTown(town());
    row.setBands(table.text());
    row.setSource(source.strip());
    row.setDocument(document == null || document.isBlank() ? null : document.strip());
    row.setMadeBy(TownContext.required().actor());
    row.setMadeAt(clock.instant());
    row.insert();
    audit.record("simulation.life-table", "life-table", String.valueOf(row.getId()), Map.of("source", row.getSource(), "ages", table.bands().size()));
    return row.getId();
  }

  private static Sourced sourced(LifeTableRecord row) {
    return new Sourced(row.getId(), LifeTable.read(row.getBands()), row.getSource(), row.getDocument(), row.getMadeBy(), row.getMadeAt());
  }

  static Sourced shipped() {
    try {
      return new Sourced(null, LifeTable.read(new ClassPathResource(SHIPPED).getContentAsString(StandardCharsets.UTF_8)), null, null, null, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String town() {
    return TownContext.required().town();
  }
}
