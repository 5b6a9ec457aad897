package org.guanjia.insight;

import static org.guanjia.insight.db.Tables.TILE;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.guanjia.places.Places;
import org.guanjia.places.Village;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jooq.DSLContext;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where each village stands on the schematic map. Until the town says so, they stand in the order of their codes, five in a row. */
@Service
public class MapLayout {

  static final int COLUMNS_MAX = 12;
  static final int ROWS_MAX = 24;
  private static final int COLUMNS = 5;

  /** A village's place; columns and rows begin at 1, at the north-west. */
  @Schema(name = "MapPlace")
  public record Place(String village, int column, int row) {}

  private final DSLContext sql;
  private final Places places;
  private final Audit audit;

  MapLayout(DSLContext sql, Places places, Audit audit) {
    this.sql = sql;
    this.places = places;
    this.audit = audit;
  }

  /** One place for each village in use, no two the same. */
  @Transactional(readOnly = true)
  public List<Place> places() {
    Map<String, Place> known = new HashMap<>();
    sql.selectFrom(TILE).where(TILE.TOWN.eq(town())).forEach(row -> known.put(row.getVillage(), new Place(row.getVillage(), row.getCol(), row.getRow())));
    var taken = new HashSet<List<Integer>>();
    var placed = new ArrayList<Place>();
    for (Village village : places.villages()) {
      Place place = known.get(village.code());
      if (place != null && taken.add(List.of(place.column(), place.row()))) placed.add(place);
    }
    int next = 0;
    for (Village village : places.villages()) {
      if (placed.stream().anyMatch(place -> place.village().equals(village.code()))) continue;
      while (!taken.add(List.of(next % COLUMNS + 1, next / COLUMNS + 1))) next++;
      placed.add(new Place(village.code(), next % COLUMNS + 1, next / COLUMNS + 1));
    }
    return placed;
  }

  /** Whether the town has placed its villages itself. */
  @Transactional(readOnly = true)
  public boolean byTheTown() {
    return sql.fetchExists(TILE, TILE.TOWN.eq(town()));
  }

  /**
   * Places the villages named; the others stay as they are.
   *
   * @throws InvalidInput naming each village that is unknown, off the map, or on another's place
   */
  @Transactional
  public void save(List<Place> wanted) {
    var errors = new ArrayList<FieldError>();
    var taken = new HashMap<List<Integer>, String>();
    for (Place place : wanted) {
      String other = taken.putIfAbsent(List.of(place.column(), place.row()), place.village());
      if (places.village(place.village()).isEmpty()) errors.add(FieldError.of("column-" + place.village(), "targets.error.village"));
      else if (place.column() < 1 || place.column() > COLUMNS_MAX || place.row() < 1 || place.row() > ROWS_MAX) {
        errors.add(FieldError.of("column-" + place.village(), "board.layout.error.off", COLUMNS_MAX, ROWS_MAX));
      } else if (other != null) errors.add(FieldError.of("column-" + place.village(), "board.layout.error.taken", places.village(other).map(Village::nameZh).orElse(other)));
    }
    if (wanted.isEmpty()) errors.add(FieldError.of("places", "requests.error.required"));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    for (Place place : wanted) {
      sql.insertInto(TILE, TILE.TOWN, TILE.VILLAGE, TILE.COL, TILE.ROW)
          .values(town(), place.village(), (short) place.column(), (short) place.row())
          .onConflict(TILE.TOWN, TILE.VILLAGE)
          .doUpdate()
          .setAllToExcluded()
          .execute();
    }
    audit.record("board.placed", "town", town(), Map.of("villages", wanted.size()));
  }

  private static String town() {
    return TownContext.required().town();
  }
}
