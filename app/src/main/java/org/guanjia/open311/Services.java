package org.guanjia.open311;

import static org.guanjia.open311.db.Tables.SERVICE;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.guanjia.open311.db.tables.records.ServiceRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.requests.Catalogue;
import org.guanjia.requests.Catalogue.Category;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The town's categories as services of Open311, and what administrators set for them. */
@Service
public class Services {

  static final int ATTRIBUTES_MAX = 20;
  static final int VALUES_MAX = 50;
  private static final int ROWS_MAX = 1_000;
  private static final String CODE = "[A-Za-z0-9_.-]{1,40}";

  private final DSLContext sql;
  private final Catalogue catalogue;
  private final JsonMapper json;
  private final Audit audit;
  private final Clock clock;

  Services(DSLContext sql, Catalogue catalogue, JsonMapper json, Audit audit, Clock clock) {
    this.sql = sql;
    this.catalogue = catalogue;
    this.json = json;
    this.audit = audit;
    this.clock = clock;
  }

  /** Every category that stands for itself, with its setting, in the town's order; groups are none. */
  @Transactional(readOnly = true)
  public Map<Category, ServiceSetting> all() {
    Map<String, ServiceSetting> settings = settings();
    var all = new java.util.LinkedHashMap<Category, ServiceSetting>();
    for (Category category : categories()) all.put(category, settings.getOrDefault(category.code(), ServiceSetting.usual(category.code())));
    return all;
  }

  /** The setting of that category; empty when there is no such category. */
  @Transactional(readOnly = true)
  public Optional<ServiceSetting> setting(String service) {
    if (categories().stream().noneMatch(category -> category.code().equals(service))) return Optional.empty();
    return Optional.of(read(service).map(this::setting).orElse(ServiceSetting.usual(service)));
  }

  /**
   * Saves what a service asks.
   *
   * @throws InvalidInput naming each field that was refused
   * @throws StaleSetting when it was changed since that version
   */
  @Transactional
  public void save(ServiceSetting setting) {
    check(setting);
    int saved =
        read(setting.service()).map(ServiceRecord::getVersion).orElse(0) == setting.version() ? write(row(setting), setting.version()) : 0;
    if (saved == 0) throw new StaleSetting(setting.service());
    audit.record("open311.service.saved", "category", setting.service(), Map.of("offered", setting.offered(), "attributes", setting.attributes().size()));
  }

  /** What clients can ask for, in the town's order. */
  @Transactional(readOnly = true)
  List<OfferedService> offered() {
    Map<String, Category> byCode = catalogue.categories().stream().collect(Collectors.toMap(Category::code, Function.identity()));
    return all().entrySet().stream()
        .filter(entry -> entry.getValue().offered())
        .map(entry -> new OfferedService(entry.getKey(), group(byCode, entry.getKey()), entry.getValue().attributes()))
        .toList();
  }

  @Transactional(readOnly = true)
  Optional<OfferedService> offered(String service) {
    return offered().stream().filter(each -> each.code().equals(service)).findFirst();
  }

  /** Categories of which this door tells nothing. */
  @Transactional(readOnly = true)
  Set<String> withheld() {
    return sql.select(SERVICE.SERVICE_).from(SERVICE).where(SERVICE.TOWN.eq(town())).and(SERVICE.OFFERED.isFalse()).limit(ROWS_MAX).fetchSet(SERVICE.SERVICE_);
  }

  /** Of two who save at the same moment the second finds another version there. */
  private int write(ServiceRecord row, int version) {
    return sql.insertInto(SERVICE)
        .set(row)
        .onConflict(SERVICE.TOWN, SERVICE.SERVICE_)
        .doUpdate()
        .setAllToExcluded()
        .where(SERVICE.VERSION.eq(version))
        .execute();
  }

  private ServiceRecord row(ServiceSetting setting) {
    var row = new ServiceRecord();
    row.setTown(town());
    row.setService(setting.service());
    row.setOffered(setting.offered());
    row.setAttributes(JSONB.valueOf(json.writeValueAsString(setting.attributes())));
    row.setVersion(setting.version() + 1);
    row.setChangedAt(clock.instant());
    return row;
  }

  private List<Category> categories() {
    List<Category> all = catalogue.categories();
    Set<String> groups = all.stream().map(Category::parent).filter(Objects::nonNull).collect(Collectors.toSet());
    return all.stream().filter(category -> !groups.contains(category.code())).toList();
  }

  private static @Nullable Category group(Map<String, Category> byCode, Category category) {
    return category.parent() == null ? null : byCode.get(category.parent());
  }

  private Map<String, ServiceSetting> settings() {
    return sql.selectFrom(SERVICE).where(SERVICE.TOWN.eq(town())).limit(ROWS_MAX).fetchMap(SERVICE.SERVICE_, this::setting);
  }

  private Optional<ServiceRecord> read(String service) {
    return sql.selectFrom(SERVICE).where(SERVICE.TOWN.eq(town())).and(SERVICE.SERVICE_.eq(service)).fetchOptional();
  }

  private ServiceSetting setting(ServiceRecord row) {
    List<Attribute> attributes = json.readValue(row.getAttributes().data(), new TypeReference<List<Attribute>>() {});
    return new ServiceSetting(row.getService(), row.getOffered(), attributes, row.getVersion());
  }

  private static void check(ServiceSetting setting) {
    var errors = new ArrayList<FieldError>();
    var codes = new HashSet<String>();
    List<Attribute> attributes = setting.attributes();
    if (attributes.size() > ATTRIBUTES_MAX) errors.add(FieldError.of("attributes", "open311.error.attributesMax", ATTRIBUTES_MAX));
    for (int i = 0; i < Math.min(attributes.size(), ATTRIBUTES_MAX); i++) {
      check(errors, "attributes[" + i + "].", attributes.get(i), codes);
    }
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private static void check(List<FieldError> errors, String at, Attribute attribute, Set<String> codes) {
    if (!attribute.code().matches(CODE)) errors.add(FieldError.of(at + "code", "open311.error.attributeCode"));
    else if (!codes.add(attribute.code())) errors.add(FieldError.of(at + "code", "open311.error.attributeTwice", attribute.code()));
    text(errors, at + "description", attribute.description(), 1, 500);
    text(errors, at + "descriptionEn", attribute.descriptionEn(), 0, 500);
    text(errors, at + "hint", attribute.hint(), 0, 200);
    boolean wrongValues = attribute.datatype().isList() == attribute.values().isEmpty() || attribute.values().size() > VALUES_MAX;
    long different = attribute.values().stream().map(Attribute.Value::key).distinct().count();
    if (wrongValues || different < attribute.values().size() || attribute.values().stream().anyMatch(Services::isBad)) {
      errors.add(FieldError.of(at + "values", "open311.error.values", VALUES_MAX));
    }
  }

  private static boolean isBad(Attribute.Value value) {
    return value.key().isBlank() || value.key().length() > 60 || value.name().isBlank() || value.name().length() > 100;
  }

  private static void text(List<FieldError> errors, String field, @Nullable String text, int least, int most) {
    int length = text == null ? 0 : text.strip().length();
    if (length < least || length > most) errors.add(FieldError.of(field, "open311.error.length", least, most));
  }

  private static String town() {
    return TownContext.required().town();
  }
}
