package org.guanjia.requests;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts names in the place of codes. Places, departments and categories come from memory; people's names cost one statement. */
@Component
class MatterRows {

  private final Catalogue catalogue;
  private final Places places;
  private final Users users;
  private final Deadlines deadlines;

  MatterRows(Catalogue catalogue, Places places, Users users, Deadlines deadlines) {
    this.catalogue = catalogue;
    this.places = places;
    this.users = users;
    this.deadlines = deadlines;
  }

  /** @param query of the address of the list, without its question mark */
  List<MatterRow> of(Page page, List<MatterLine> lines, String query, MatterFilter filter) {
    Map<String, String> categories = names(categories(page.locale()));
    Map<String, String> departments = names(departments());
    Map<String, String> people = people(lines);
    return lines.stream()
        .map(
            line -> {
              DueText due = DueText.of(page, deadlines, line);
              return new MatterRow(
                  line, MatterLists.href(line, query, filter), due.label(), due.tone(), village(line.village(), page.locale()),
                  named(categories, line.category()),
                  line.departments().stream().map(code -> named(departments, code)).collect(Collectors.joining(page.t("desk.comma"))),
                  line.assignee() == null ? "" : people.getOrDefault(line.assignee(), ""));
            })
        .toList();
  }

  List<Choice> categories(Locale locale) {
    return catalogue.categories().stream()
        .map(category -> Choice.of(category.code(), category.nameEn() != null && locale.getLanguage().equals("en") ? category.nameEn() : category.name()))
        .toList();
  }

  List<Choice> departments() {
    return catalogue.departments().stream().map(department -> Choice.of(department.code(), department.name())).toList();
  }

  List<Choice> villages(Locale locale) {
    return places.villages().stream().map(village -> Choice.of(village.code(), village.name(locale))).toList();
  }

  String village(@Nullable String code, Locale locale) {
    return code == null ? "" : places.village(code).map(village -> village.name(locale)).orElse(code);
  }

  private Map<String, String> people(List<MatterLine> lines) {
    List<String> ids = lines.stream().map(MatterLine::assignee).filter(Objects::nonNull).distinct().toList();
    return ids.isEmpty() ? Map.of() : users.names(ids);
  }

  private static Map<String, String> names(List<Choice> choices) {
    var names = new HashMap<String, String>();
    choices.forEach(choice -> names.put(choice.value(), choice.label()));
    return names;
  }

  private static String named(Map<String, String> names, @Nullable String code) {
    return code == null ? "" : names.getOrDefault(code, code);
  }
}
