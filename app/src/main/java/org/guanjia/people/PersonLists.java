package org.guanjia.people;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.guanjia.people.PersonFilter.Standing;
import org.guanjia.places.Places;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The search as a page, a filter in an address, and a list that leaves. */
@Component
class PersonLists {

  private static final String AGES = "[0-9]{1,3}";

  private final People people;
  private final Places places;

  PersonLists(People people, Places places) {
    this.people = people;
    this.places = places;
  }

  /** A filter from the parameters of an address; what cannot be read asks for nothing. */
  PersonFilter filter(Map<String, String> parameters) {
    String q = parameters.getOrDefault("q", "").replace('\0', ' ').strip();
    LocalDate day = day(parameters.get("day"));
    return new PersonFilter(
        q.substring(0, Math.min(q.length(), Ways.TYPED_LENGTH_MAX)), code(parameters.get("village")), code(parameters.get("group")),
        oneOf(SpecialGroup.class, parameters.get("special")), Objects.requireNonNullElse(oneOf(Standing.class, parameters.get("standing")), Standing.ALL),
        age(parameters.get("ageFrom")), age(parameters.get("ageTo")), day == null || !day.isBefore(people.today()) ? null : day);
  }

  PersonList list(Page page, PersonFilter filter, @Nullable String after) {
    People.Lines found = people.search(filter, after, People.PAGE_SIZE);
    LocalDate day = Objects.requireNonNullElse(filter.day(), people.today());
    return new PersonList(
        filter, found.lines(), found.understood(), day, PlaceNames.of(page, places), standing(page, filter), villages(page), groups(page, filter), specials(page),
        query(filter, null), found.next() == null ? null : "/people" + query(filter, found.next()), People.isCursor(after) ? "/people" + query(filter, null) : null);
  }

  List<Choice> villages(Page page) {
    return places.villages().stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList();
  }

  private List<Choice> groups(Page page, PersonFilter filter) {
    return filter.village() == null ? List.of() : places.groups(filter.village()).stream().map(group -> Choice.of(group.code(), group.name(page.locale()))).toList();
  }

  static List<Choice> specials(Page page) {
    return Arrays.stream(SpecialGroup.values()).map(kind -> Choice.of(kind.name(), page.t("people.group." + kind))).toList();
  }

  private static List<Chip> standing(Page page, PersonFilter filter) {
    return Arrays.stream(Standing.values())
        .map(one -> new Chip(page.t("register.standing." + one), "/people" + query(filter.standing(one), null), null, filter.standing() == one)).toList();
  }

  List<Export.Column<PersonLine>> columns(Page page, PersonFilter filter) {
    PlaceNames names = PlaceNames.of(page, places);
    LocalDate day = Objects.requireNonNullElse(filter.day(), people.today());
    return List.of(
        new Export.Column<>(page.t("register.number"), PersonLine::id), new Export.Column<>(page.t("people.attribute.NAME"), PersonLine::name),
        new Export.Column<>(page.t("people.attribute.SEX"), line -> line.sex() == null ? null : page.t("people.sex." + line.sex())),
        new Export.Column<>(page.t("people.attribute.BIRTH"), PersonLine::birth), new Export.Column<>(page.t("register.age"), line -> line.age(day)),
        new Export.Column<>(page.t("people.attribute.DOCUMENT"), PersonLine::document),
        new Export.Column<>(page.t("people.attribute.VILLAGE"), line -> names.village(line.village())),
        new Export.Column<>(page.t("people.attribute.GROUP"), line -> names.group(line.group())),
        new Export.Column<>(page.t("register.standing"), line -> page.t("register.standing." + line.standing())),
        new Export.Column<>(page.t("people.attribute.DIED_ON"), PersonLine::diedOn),
        new Export.Column<>(page.t("register.specials"), line -> line.groups().stream().map(kind -> page.t("people.group." + kind)).collect(Collectors.joining(page.t("register.comma")))));
  }

  /** The query of an address that shows the filter, with its question mark; empty when it asks for nothing. */
  static String query(PersonFilter filter, @Nullable String after) {
    var parameters = new LinkedHashMap<String, @Nullable Object>();
    parameters.put("q", filter.q().isBlank() ? null : filter.q());
    parameters.put("village", filter.village());
    parameters.put("group", filter.group());
    parameters.put("special", filter.special());
    parameters.put("standing", filter.standing() == Standing.ALL ? null : filter.standing().name().toLowerCase(Locale.ROOT));
    parameters.put("ageFrom", filter.ageFrom());
    parameters.put("ageTo", filter.ageTo());
    parameters.put("day", filter.day());
    parameters.put("after", after);
    return query(parameters);
  }

  static String query(Map<String, @Nullable Object> parameters) {
    return parameters.entrySet().stream().filter(entry -> entry.getValue() != null)
        .map(entry -> entry.getKey() + "=" + URLEncoder.encode(String.valueOf(entry.getValue()), StandardCharsets.UTF_8)).collect(Collectors.joining("&", "?", ""))
        .replaceFirst("^\\?$", "");
  }

  static <E extends Enum<E>> @Nullable E oneOf(Class<E> type, @Nullable String typed) {
    if (typed == null) return null;
    for (E one : type.getEnumConstants()) if (one.name().equalsIgnoreCase(typed.strip())) return one;
    return null;
  }

  static @Nullable String code(@Nullable String typed) {
    return typed == null || typed.isBlank() || typed.length() > 60 || typed.indexOf('\0') >= 0 ? null : typed.strip();
  }

  static @Nullable LocalDate day(@Nullable String typed) {
    if (typed == null || !typed.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) return null;
    try {
      LocalDate day = LocalDate.parse(typed);
      return day.getYear() >= 1850 ? day : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable Integer age(@Nullable String typed) {
    if (typed == null || !typed.strip().matches(AGES)) return null;
    int age = Integer.parseInt(typed.strip());
    return age <= PersonFilter.AGE_MAX ? Integer.valueOf(age) : null;
  }
}
