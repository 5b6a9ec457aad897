package org.guanjia.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.guanjia.platform.spreadsheets.ImportTarget;
import org.springframework.stereotype.Component;

/** Lists of people as every office has one: each row finds its person, or brings a new one. */
@Component
class PeopleTarget implements ImportTarget {

  static final String NAME = "people";
  /** Ticked: the numbers of households tell who lives together, not who is registered together. */
  private static final String LIVING_HOUSEHOLDS = "livingHouseholds";
  private static final String ALL_REGISTERED = "allRegistered";
  private static final String ALL_RESIDENT = "allResident";

  private final PeopleFields fields;
  private final RowReading rows;
  private final PeopleIntake intake;
  private final HouseholdRows households;

  PeopleTarget(PeopleFields fields, RowReading rows, PeopleIntake intake, HouseholdRows households) {
    this.fields = fields;
    this.rows = rows;
    this.intake = intake;
    this.households = households;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** The more rows at a time, the more of them meet on one page of a large index: at a million people they take a sixth less time each so. */
  @Override
  public int batchRows() {
    return 3 * BATCH_ROWS;
  }

  @Override
  public Permission permission() {
    return Permission.PEOPLE_EDIT;
  }

  @Override
  public List<ImportField<?>> fields() {
    return Stream.concat(fields.ofPerson().stream(), Stream.of(fields.guardian, fields.household, fields.relation, fields.validFrom)).collect(Collectors.toList());
  }

  @Override
  public List<String> options() {
    return List.of(ALL_REGISTERED, ALL_RESIDENT, LIVING_HOUSEHOLDS, PeopleIntake.REGISTER_WITHOUT_DOCUMENT);
  }

  @Override
  public void take(ImportBatch batch) {
    boolean living = batch.ticked(LIVING_HOUSEHOLDS);
    List<PersonRow> read = new ArrayList<>(rows.read(batch, row -> household(row, living)));
    read.replaceAll(row -> withTicked(batch, row));
    intake.take(batch, read, row -> true, households);
  }

  private static PersonRow withTicked(ImportBatch batch, PersonRow row) {
    Set<Attribute> told = row.facts().attributes();
    PersonRow with = batch.ticked(ALL_REGISTERED) && !told.contains(Attribute.REGISTERED) ? row.with(Attribute.REGISTERED, true) : row;
    return batch.ticked(ALL_RESIDENT) && !told.contains(Attribute.RESIDENT) ? with.with(Attribute.RESIDENT, true) : with;
  }

  private Map<String, String> household(ImportRow row, boolean living) {
    Map<String, String> more = new HashMap<>();
    put(more, HouseholdRows.NUMBER, row.get(fields.household));
    put(more, HouseholdRows.RELATION, row.get(fields.relation));
    put(more, HouseholdRows.GUARDIAN, row.get(fields.guardian));
    if (living) more.put(HouseholdRows.KIND, HouseholdRows.LIVING);
    return more;
  }

  private static void put(Map<String, String> more, String field, @org.jspecify.annotations.Nullable String value) {
    if (value != null) more.put(field, value);
  }
}
