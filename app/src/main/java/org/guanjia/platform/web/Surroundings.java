package org.guanjia.platform.web;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** What stands around the content of every page: ways to other pages, the town's name. */
@Component
class Surroundings {

  private final Supplier<List<NavEntry>> entries;
  private final Supplier<List<TownProfiles>> profiles;
  private final Messages messages;
  private final String firstTown;

  Surroundings(
      ObjectProvider<NavEntry> entries,
      ObjectProvider<TownProfiles> profiles,
      Messages messages,
      @Value("${guanjia.town}") String firstTown) {
    this.entries = SingletonSupplier.of(
        () -> entries.stream().filter(Objects::nonNull).sorted(Comparator.comparing(NavEntry::section).thenComparingInt(NavEntry::order)).toList());
    // Found once: to ask the container again costs more than a page's whole heading.
    this.profiles = SingletonSupplier.of(() -> profiles.stream().toList());
    this.messages = messages;
    this.firstTown = firstTown;
  }

  /** The ways that lead somewhere for that viewer; section by section. */
  List<NavEntry> entries(@Nullable Viewer viewer) {
    return viewer == null ? List.of() : entries.get().stream().filter(entry -> entry.visibleTo(viewer)).toList();
  }

  /** The town the request works for; one that no module knows gets the plain name of the setting. */
  TownProfile town(Locale locale) {
    TownContext context = TownContext.current();
    String code = context == null ? firstTown : context.town();
    return profiles.get().stream()
        .map(all -> all.of(code, locale))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> plain(locale));
  }

  private TownProfile plain(Locale locale) {
    return new TownProfile(
        messages.text(locale, "ui.town.name"),
        messages.text(locale, "ui.town.fullName"),
        messages.text(locale, "ui.town.office"),
        null);
  }
}
