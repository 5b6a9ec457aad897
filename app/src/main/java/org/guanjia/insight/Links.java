package org.guanjia.insight;

import java.time.LocalDate;
import java.util.Locale;
import org.guanjia.insight.KeptFigures.Period;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.projects.ProjectState;
import org.guanjia.requests.Channel;
import org.guanjia.requests.MatterFilter;
import org.guanjia.requests.MatterFilter.Standing;
import org.guanjia.requests.MatterFilter.Trait;
import org.guanjia.requests.MatterLists;
import org.jspecify.annotations.Nullable;

/** Addresses of the lists that figures were counted from; null for whoever may not open them. */
final class Links {

  private Links() {}

  /** All requests received in those months. */
  static MatterFilter received(Period period) {
    LocalDate until = period.until().atEndOfMonth();
    return MatterFilter.OPEN.standing(Standing.ALL).received(period.from().atDay(1), until);
  }

  static @Nullable String requests(MatterFilter filter) {
    if (!may(Permission.REQUESTS_VIEW)) return null;
    return MatterLists.address(filter.village() == null ? filter.at(ownVillage()) : filter);
  }

  /** The list of what is counted, in one village or, with null, all of them; null for what has no list. */
  static @Nullable String of(Measure measure, @Nullable String channel, int year, @Nullable String village) {
    if (village != null && village.isEmpty()) return null;
    MatterFilter all = received(Period.of(year)).at(village);
    return switch (measure) {
      case MICRO_PROJECTS -> projects(year, "micro", village);
      case WISHES -> projects(year, "wish", village);
      case REQUESTS_RECEIVED -> requests(all);
      case REQUESTS_TOLD -> requests(all.having(Trait.TOLD));
      case IN_TIME -> requests(all.having(Trait.IN_TIME));
      case SATISFACTION -> requests(all.having(Trait.SATISFIED));
      case ESCALATED -> requests(all.having(Trait.ESCALATED));
      case CHANNEL_SHARE -> requests(all.by(Channel.valueOf(String.valueOf(channel))));
      case NUMBER_BY_HAND, SHARE_BY_HAND -> null;
    };
  }

  /** Finished projects of a year's library. */
  private static @Nullable String projects(int year, String kind, @Nullable String village) {
    return projects("?year=" + year + "&kind=" + kind + at(village) + "&state=accepted,closed");
  }

  /** Projects of a year's library in one state. */
  static @Nullable String projects(int year, ProjectState state) {
    return projects("?year=" + year + at(null) + "&state=" + state.name().toLowerCase(Locale.ROOT));
  }

  private static @Nullable String projects(String query) {
    return may(Permission.PROJECTS_VIEW) ? "/projects" + query : null;
  }

  private static String at(@Nullable String village) {
    String code = village == null ? ownVillage() : village;
    return code == null ? "" : "&village=" + code;
  }

  /** Whoever is limited to one village sees what they took down for others too, which the village's figures do not count. */
  private static @Nullable String ownVillage() {
    Viewer viewer = CurrentViewer.get();
    return viewer == null || viewer.areas() == null || viewer.areas().size() != 1 ? null : viewer.areas().getFirst();
  }

  private static boolean may(Permission permission) {
    Viewer viewer = CurrentViewer.get();
    return viewer != null && viewer.may(permission);
  }
}
