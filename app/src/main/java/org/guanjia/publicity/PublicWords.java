package org.guanjia.publicity;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownMemory;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.Catalogue;
import org.guanjia.requests.Catalogue.Category;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Names of villages and categories in the reader's language, and what the filters of lists let choose; held in memory for some seconds. */
@Component
public class PublicWords {

  private final Places places;
  private final Catalogue catalogue;
  private final TownMemory<Both> memory;

  PublicWords(Places places, Catalogue catalogue, Clock clock) {
    this.places = places;
    this.catalogue = catalogue;
    this.memory = new TownMemory<>(clock, () -> new Both(read(Locale.SIMPLIFIED_CHINESE), read(Locale.ENGLISH)));
  }

  /** Names by code. */
  public record Names(Map<String, String> villages, Map<String, String> categories) {
    public String village(@Nullable String code) {
      return code == null ? "" : villages.getOrDefault(code, code);
    }

    public String category(@Nullable String code) {
      return code == null ? "" : categories.getOrDefault(code, code);
    }
  }

  private record Said(Names names, List<Choice> villages, List<Choice> categories) {}

  private record Both(Said chinese, Said english) {
    Said in(Locale locale) {
      return locale.getLanguage().equals("en") ? english : chinese;
    }
  }

  Names names(Locale locale) {
    return memory.get().in(locale).names();
  }

  List<Choice> villages(Page page) {
    return memory.get().in(page.locale()).villages();
  }

  /** Those that the viewer may enter something for. */
  List<Choice> ownVillages(Page page) {
    Viewer viewer = page.viewer();
    List<String> areas = viewer == null ? null : viewer.areas();
    return villages(page).stream().filter(village -> areas == null || areas.contains(village.value())).toList();
  }

  /** Categories that requests can have, each beneath its group. */
  List<Choice> categories(Page page) {
    return memory.get().in(page.locale()).categories();
  }

  /** Forgets what is held; for tests that exchange the database under the running application. */
  void forget() {
    memory.forget();
  }

  private Said read(Locale locale) {
    Map<String, String> villages = new LinkedHashMap<>();
    if (places.hasTown()) places.villages().forEach(village -> villages.put(village.code(), village.name(locale)));
    List<Category> all = catalogue.categories();
    Map<String, String> categories = new LinkedHashMap<>();
    all.forEach(category -> categories.put(category.code(), category.nameIn(locale)));
    List<Choice> choices =
        all.stream().filter(category -> category.parent() != null || all.stream().noneMatch(other -> category.code().equals(other.parent()))).map(category -> choice(category, locale, categories)).toList();
    return new Said(new Names(villages, categories), villages.entrySet().stream().map(each -> Choice.of(each.getKey(), each.getValue())).toList(), choices);
  }

  private static Choice choice(Category category, Locale locale, Map<String, String> names) {
    Choice choice = Choice.of(category.code(), category.nameIn(locale));
    return category.parent() == null ? choice : choice.in(names.getOrDefault(category.parent(), category.parent()));
  }
}
