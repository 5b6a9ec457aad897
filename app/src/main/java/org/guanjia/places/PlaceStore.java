package org.guanjia.places;

import static org.guanjia.places.db.Tables.GRID;
import static org.guanjia.places.db.Tables.TOWN;
import static org.guanjia.places.db.Tables.TOWN_CODES;
import static org.guanjia.places.db.Tables.VILLAGE;
import static org.guanjia.places.db.Tables.VILLAGE_GROUP;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.places.db.tables.records.TownRecord;
import org.guanjia.places.db.tables.records.VillageRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Places in the database. */
@Repository
class PlaceStore {
  private final DSLContext sql;

  PlaceStore(DSLContext sql) {
    this.sql = sql;
  }

  @Transactional(readOnly = true)
  Gazetteer gazetteer() {
    String town = TownContext.required().town();
    List<Village> villages = sql.selectFrom(VILLAGE).where(VILLAGE.TOWN.eq(town)).orderBy(VILLAGE.CODE).fetch(PlaceStore::village);
    return new Gazetteer(town(town), villages, subAreas(town));
  }

  @Transactional(readOnly = true)
  List<String> townCodes() {
    return sql.selectFrom(TOWN_CODES()).fetch(0, String.class);
  }

  @Transactional
  void save(Town town) {
    TownRecord row = sql.newRecord(TOWN);
    row.setTown(town.code());
    row.setNameZh(town.nameZh());
    row.setNameEn(town.nameEn());
    row.setZone(town.zone().getId());
    row.setPopulation(town.population());
    row.setPopulationOn(town.populationOn());
    row.setPopulationSource(town.populationSource());
    row.setAboveZh(town.profile().aboveZh());
    row.setAboveEn(town.profile().aboveEn());
    row.setOfficeZh(town.profile().officeZh());
    row.setOfficeEn(town.profile().officeEn());
    row.setPhone(town.profile().phone());
    sql.insertInto(TOWN).set(row).onConflict(TOWN.TOWN_).doUpdate().setAllToExcluded().execute();
  }

  /** Writes a new town and the entry about it, in a transaction of that town; false when there is one of that code. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  boolean addTown(Town town, Audit audit) {
    if (sql.fetchExists(TOWN, TOWN.TOWN_.eq(town.code()))) return false;
    save(town);
    audit.record("town.added", "town", town.code());
    return true;
  }

  /** Adds or replaces places by their codes, villages first. */
  @Transactional
  void saveAll(List<Place> places) {
    places.stream().filter(place -> place.placeKind().isVillage())
        .forEach(place -> save(place.asVillage(urbanRuralClass(place.code()))));
    places.stream().filter(place -> !place.placeKind().isVillage()).forEach(place -> save(place.asSubArea()));
  }

  /** Writes a village as it is now; true when it is new. */
  @Transactional
  boolean save(Village village) {
    String town = TownContext.required().town();
    VillageRecord row = sql.newRecord(VILLAGE);
    row.setTown(town);
    row.setCode(village.code());
    row.setKind(village.kind().name());
    row.setNameZh(village.nameZh());
    row.setNameEn(village.nameEn());
    row.setVariants(village.variants().toArray(String[]::new));
    row.setUrbanRuralClass(village.urbanRuralClass());
    row.setRetired(village.retired());
    boolean isNew = !sql.fetchExists(VILLAGE, VILLAGE.TOWN.eq(town), VILLAGE.CODE.eq(village.code()));
    sql.insertInto(VILLAGE).set(row).onConflict(VILLAGE.TOWN, VILLAGE.CODE).doUpdate().setAllToExcluded().execute();
    return isNew;
  }

  /** Writes a group or grid as it is now; true when it is new. */
  @Transactional
  boolean save(SubArea area) {
    String town = TownContext.required().town();
    String[] variants = area.variants().toArray(String[]::new);
    if (area.kind() == SubArea.Kind.GROUP) {
      boolean isNew = !sql.fetchExists(VILLAGE_GROUP, VILLAGE_GROUP.TOWN.eq(town), VILLAGE_GROUP.CODE.eq(area.code()));
      sql.insertInto(VILLAGE_GROUP, VILLAGE_GROUP.TOWN, VILLAGE_GROUP.CODE, VILLAGE_GROUP.VILLAGE, VILLAGE_GROUP.NAME_ZH,
              VILLAGE_GROUP.NAME_EN, VILLAGE_GROUP.VARIANTS, VILLAGE_GROUP.RETIRED)
          .values(town, area.code(), area.village(), area.nameZh(), area.nameEn(), variants, area.retired())
          .onConflict(VILLAGE_GROUP.TOWN, VILLAGE_GROUP.CODE).doUpdate().setAllToExcluded().execute();
      return isNew;
    }
    boolean isNew = !sql.fetchExists(GRID, GRID.TOWN.eq(town), GRID.CODE.eq(area.code()));
    sql.insertInto(GRID, GRID.TOWN, GRID.CODE, GRID.VILLAGE, GRID.NAME_ZH, GRID.NAME_EN, GRID.VARIANTS, GRID.RETIRED)
        .values(town, area.code(), area.village(), area.nameZh(), area.nameEn(), variants, area.retired())
        .onConflict(GRID.TOWN, GRID.CODE).doUpdate().setAllToExcluded().execute();
    return isNew;
  }

  private @Nullable String urbanRuralClass(String code) {
    return sql.select(VILLAGE.URBAN_RURAL_CLASS).from(VILLAGE).where(VILLAGE.TOWN.eq(TownContext.required().town()), VILLAGE.CODE.eq(code))
        .fetchOne(VILLAGE.URBAN_RURAL_CLASS);
  }

  private @Nullable Town town(String town) {
    return sql.selectFrom(TOWN).where(TOWN.TOWN_.eq(town)).fetchOne(row ->
        new Town(row.getTown(), row.getNameZh(), row.getNameEn(), ZoneId.of(row.getZone()), row.getPopulation(), row.getPopulationOn(),
            row.getPopulationSource(),
            new Town.Profile(row.getAboveZh(), row.getAboveEn(), row.getOfficeZh(), row.getOfficeEn(), row.getPhone())));
  }

  private static Village village(VillageRecord row) {
    return new Village(row.getCode(), Village.Kind.valueOf(row.getKind()), row.getNameZh(), row.getNameEn(), List.of(row.getVariants()),
        row.getUrbanRuralClass(), row.getRetired());
  }

  private List<SubArea> subAreas(String town) {
    List<SubArea> areas = new ArrayList<>();
    areas.addAll(sql.selectFrom(VILLAGE_GROUP).where(VILLAGE_GROUP.TOWN.eq(town)).orderBy(VILLAGE_GROUP.CODE).fetch(row ->
        new SubArea(SubArea.Kind.GROUP, row.getCode(), row.getVillage(), row.getNameZh(), row.getNameEn(), List.of(row.getVariants()), row.getRetired())));
    areas.addAll(sql.selectFrom(GRID).where(GRID.TOWN.eq(town)).orderBy(GRID.CODE).fetch(row ->
        new SubArea(SubArea.Kind.GRID, row.getCode(), row.getVillage(), row.getNameZh(), row.getNameEn(), List.of(row.getVariants()), row.getRetired())));
    return areas;
  }
}
